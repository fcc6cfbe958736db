/**
 * Somebody at a browser with the built extension, Google's replica on the line, and a page that stands in for Gmail's: it
 * does what the content script does, with a draft whose copies leave through Gmail.
 */
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { Frame, Page } from "playwright-core";
import type { ComposeSeed } from "../../../src/protocol/protocol.ts";
import { GmailApi, GOOGLE_HOSTS } from "../../replica/gmail/api/server.ts";
import { makeServerKey } from "../../replica/gmail/api/server-key.ts";
import { Account, PostOffice } from "../../replica/gmail/mailbox.ts";
import { type Browser, openBrowser } from "../browser.ts";
import { type Certificates, type Holder, makeCertificates } from "../certificates.ts";
import { grantHosts } from "../grant-hosts.ts";
import { Lifetime } from "../lifetime.ts";
import { portOf, until } from "../loopback.ts";

const PASSPHRASE = "Sloe-Hedge-Wax-77";
const HOSTS = ["http://localhost/*", "https://gmail.googleapis.com/*", "https://oauth2.googleapis.com/*"];

/** The browser's own functions, as they are called in the extension's pages and worker. */
interface ExtensionApi {
  readonly runtime: { getURL(path: string): string; sendMessage(message: unknown): Promise<unknown> };
}

export interface Desk {
  readonly life: Lifetime;
  readonly browser: Browser;
  readonly api: GmailApi;
  readonly office: PostOffice;
  readonly certificates: Certificates;
  /** One of the extension's own pages, in a tab. */
  readonly surface: Page;
  readonly webmail: Page;
  /** Asks the worker as a page of ours that the browser frames. */
  ask(request: string, body: object): Promise<unknown>;
  /** Opens a composer over the stand-in's page. */
  compose(seed?: Partial<ComposeSeed>): Promise<Frame>;
  /** What the composer told the stand-in's page. */
  said(): Promise<readonly { readonly kind: string }[]>;
  end(): Promise<void>;
}

async function servePage(life: Lifetime): Promise<string> {
  const server = createServer((_, response) =>
    response.setHeader("content-type", "text/html").end("<!doctype html><title>Webmail</title><h1>Webmail</h1>"),
  );
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  life.defer(() => server.close());
  return `http://localhost:${portOf(server)}`;
}

async function openGoogle(life: Lifetime, people: readonly Holder[]) {
  const office = new PostOffice(people.map(({ address, name }) => new Account(address, name)));
  const api = await new GmailApi(office).listen(await makeServerKey(life, GOOGLE_HOSTS));
  life.defer(() => api.close());
  api.signIn.signedIn.push(...people.map(({ address }) => address));
  return { office, api };
}

/** Runs in the page: asks as any page of ours does. Octets travel as base64, for a debugger's line carries text. */
async function askWorker(asked: { readonly request: string; readonly body: string }): Promise<string> {
  const { chrome } = globalThis as unknown as { chrome: ExtensionApi };
  const body: unknown = JSON.parse(asked.body, (_key, value: unknown) =>
    typeof value === "object" && value !== null && "base64" in value
      ? Uint8Array.from(atob(String(value.base64)), (one) => one.charCodeAt(0))
      : value,
  );
  const message = { waxwing: "request", probe: Uint8Array.of(0x57, 0x58), request: asked.request };
  return JSON.stringify(await chrome.runtime.sendMessage({ ...message, body }));
}

/** Runs where the content script does: opens a ticket, and the composer with it. */
async function standIn(given: string): Promise<string> {
  const { chrome } = globalThis as unknown as { chrome: ExtensionApi };
  const body: unknown = JSON.parse(given);
  const message = { waxwing: "request", probe: Uint8Array.of(0x57, 0x58), request: "composer/open", body };
  const answer = (await chrome.runtime.sendMessage(message)) as { reply?: { ticket: string }; failure?: unknown };
  if (answer.reply === undefined) return JSON.stringify(answer.failure);
  const { ticket } = answer.reply;
  const heard: unknown[] = [];
  Object.assign(globalThis, { heard });
  document.querySelector("iframe")?.remove();
  const frame = document.createElement("iframe");
  frame.src = chrome.runtime.getURL("pages/composer/index.html");
  frame.style.cssText = "position:fixed;inset:0;width:100%;height:100%;border:0";
  document.body.append(frame);
  await new Promise((loaded) => frame.addEventListener("load", loaded, { once: true }));
  const { port1, port2 } = new MessageChannel();
  port1.addEventListener("message", ({ data }) => heard.push({ kind: data.kind }));
  port1.start();
  const origin = new URL(chrome.runtime.getURL("")).origin;
  frame.contentWindow?.postMessage({ waxwing: "introduction", ticket }, origin, [port2]);
  return "";
}

function whatWasSaid(): unknown {
  return (globalThis as unknown as { heard: unknown }).heard;
}

/**
 * Runs `work` where content scripts run; an extension's page starts it there. What it is given travels as JSON text, for
 * the browser drops fields that are null.
 */
async function inContentScript(surface: Page, work: (given: never) => unknown, given: unknown): Promise<unknown> {
  const script = `{ target: { tabId: tab.id }, func: ${work.toString()}, args: [${JSON.stringify(JSON.stringify(given))}] }`;
  return surface.evaluate(
    `chrome.tabs.query({ url: "http://localhost/*" })
       .then(([tab]) => chrome.scripting.executeScript(${script}))
       .then(([done]) => done.result)`,
  );
}

export async function sitDown(): Promise<Desk> {
  const life = new Lifetime("waxwing-gmail");
  const certificates = await makeCertificates(life);
  const { alice, bob } = certificates;
  const { office, api } = await openGoogle(life, [alice, bob]);
  const extension = grantHosts("dist/chrome", life.path("extension"), HOSTS);
  const rules = GOOGLE_HOSTS.map((host) => `MAP ${host}:443 127.0.0.1:${api.port}`).join(",");
  const words = ["--ignore-certificate-errors", `--host-resolver-rules=${rules}`];
  const browser = await openBrowser(life, { name: "alice", extension, arguments: words });
  const surface = await browser.context.newPage();
  await surface.goto(browser.address("pages/popup/index.html?tab"));
  const webmail = await browser.context.newPage();
  const address = await servePage(life);
  await webmail.goto(address);
  const desk = makeDesk({ life, certificates, office, api, browser, surface, webmail });
  await furnish(desk, new URL(address).origin);
  return desk;
}

type Furniture = Omit<Desk, "ask" | "compose" | "said" | "end">;

function makeDesk(furniture: Furniture): Desk {
  const { surface, webmail, certificates, life } = furniture;
  return {
    ...furniture,
    ask: async (request, body) => {
      const answer = JSON.parse(await surface.evaluate(askWorker, { request, body: JSON.stringify(body) }));
      if ("failure" in answer) throw new Error(`${request}: ${JSON.stringify(answer.failure)}`);
      return answer.reply;
    },
    compose: async (seed = {}) => {
      const from = { name: "", address: certificates.alice.address };
      const blank = { from, identities: [from], to: certificates.bob.address, cc: "", bcc: "", text: "Dear Bob,\n" };
      const fixed = {
        intent: "sign",
        subject: "Crowns",
        answered: null,
        forwards: false,
        limit: null,
        mayHaveBeenSaved: false,
      } as const;
      const delivery = { kind: "gmail-api", thread: null } as const;
      const whole: ComposeSeed = { ...fixed, ...blank, delivery, ...seed };
      await webmail.bringToFront();
      const failure = await inContentScript(surface, standIn, whole);
      if (failure !== "") throw new Error(`composer/open: ${String(failure)}`);
      const shown = () => webmail.frames().find((frame) => frame.url().includes("/pages/composer/"));
      const frame = await until(() => shown() ?? null, "Waxwing's composer does not open");
      await frame.getByLabel("Message").waitFor();
      return frame;
    },
    said: async () => (await inContentScript(surface, whatWasSaid, null)) as readonly { kind: string }[],
    end: () => life.end(),
  };
}

const inBase64 = (path: string) => ({ base64: readFileSync(path).toString("base64") });

/** Keys, Bob's certificate, the authority, the site and a client: by the requests that the popup makes. */
async function furnish(desk: Desk, origin: string): Promise<void> {
  const { browser, certificates, api, ask } = desk;
  const { aliceFile, bob } = certificates;
  await ask("vault/create", { passphrase: PASSPHRASE });
  await ask("identity/import", { file: inBase64(aliceFile.path), password: aliceFile.password });
  await ask("person/import", { file: inBase64(bob.certificate) });
  await ask("site/enable", { origin });
  const redirects = [`https://${browser.extensionId}.chromiumapp.org/`];
  api.signIn.clients.push({ id: "1234-replica.apps.example", secret: null, redirects });
  await ask("gmail/configure", { client: { id: "1234-replica.apps.example", secret: "", flow: "implicit" } });
}
