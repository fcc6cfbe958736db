/** The replica of Google on loopback, and a browser in memory that reaches it. */
import { Account, PostOffice } from "../../replica/gmail/mailbox.ts";
import { GmailApi, MEANT_HOST } from "../../replica/gmail/api/server.ts";
import type { SignInEnd } from "../../../src/platform/platform.ts";
import { GMAIL_ORIGINS } from "../../../src/protocol/gmail.ts";
import type { MemoryPlatform } from "../../platform/memory-platform.ts";

export const CLIENT = { id: "client.apps.example", secret: "", flow: "implicit" } as const;
export const REDIRECT = "https://waxwing-id.chromiumapp.org/";

/** What the person does with a page that asks: "allow <address>", "refuse", or closes the window. */
export interface Mood {
  answer: "allow" | "refuse" | "close";
  /** Null: the one that was hinted at. */
  account: string | null;
  /** A permission that is left out. */
  without: string;
}

export class MadeGoogle {
  readonly office: PostOffice;
  readonly api: GmailApi;
  readonly mood: Mood = { answer: "allow", account: null, without: "" };
  /** Addresses that sign-ins began at. */
  readonly opened: URL[] = [];

  constructor(api: GmailApi, office: PostOffice) {
    this.api = api;
    this.office = office;
  }

  static async open(...addresses: readonly string[]): Promise<MadeGoogle> {
    const office = new PostOffice(addresses.map((address) => new Account(address, address)));
    const api = await new GmailApi(office).listen(null);
    api.signIn.clients.push({ id: CLIENT.id, secret: null, redirects: [REDIRECT] });
    api.signIn.signedIn.push(...addresses);
    return new MadeGoogle(api, office);
  }

  account(address: string): Account {
    const found = this.office.account(address);
    if (found === null) throw new Error(`nobody is ${address}`);
    return found;
  }

  readonly fetch: typeof fetch = (input, init) => {
    const url = new URL(String(input));
    const headers = { ...(init?.headers as Record<string, string> | undefined), [MEANT_HOST]: url.host };
    return fetch(`http://127.0.0.1:${this.api.port}${url.pathname}${url.search}`, { ...init, headers });
  };

  async #page(url: URL): Promise<Response | null> {
    return this.fetch(url.href, { redirect: "manual" }).catch(() => null);
  }

  /** As the browser's own sign-in window, with a person before it. */
  readonly signIn = async (address: string, interactive: boolean): Promise<SignInEnd> => {
    const url = new URL(address);
    this.opened.push(url);
    let answer = await this.#page(url);
    if (answer?.status === 200) {
      if (!interactive || this.mood.answer === "close") return { kind: "closed" };
      const { searchParams } = url;
      searchParams.set("answer", this.mood.answer);
      searchParams.set("account", this.mood.account ?? searchParams.get("login_hint") ?? "");
      searchParams.set("without", this.mood.without);
      answer = await this.#page(url);
    }
    if (answer === null) return { kind: "unreachable" };
    const location = answer.headers.get("location");
    return location === null ? { kind: "closed" } : { kind: "landed", url: location };
  };

  /** Joins a browser in memory to this Google, with the browser's permission to talk to it. */
  reachableFrom(platform: MemoryPlatform): void {
    platform.fetch = this.fetch;
    platform.onSignIn = this.signIn;
    for (const origin of GMAIL_ORIGINS) platform.permissions.add(`${origin}/*`);
  }
}
