/** Google's sign-in for installed clients: implicit flow and authorization code with PKCE, tokens of one hour. */
import { createHash } from "node:crypto";
import type { Account, PostOffice } from "../mailbox.ts";
import { type Answered, type Asked, json, page, redirect } from "./exchange.ts";
import { choicePage } from "./sign-in-pages.ts";
import { cookieFor, signedInBy } from "./session.ts";

export const SEND_SCOPE = "https://www.googleapis.com/auth/gmail.send";
export const READ_SCOPE = "https://www.googleapis.com/auth/gmail.readonly";
const EMAIL_SCOPE = "https://www.googleapis.com/auth/userinfo.email";
const HOUR = 3_600_000;

export interface RegisteredClient {
  readonly id: string;
  /** Null: a client without one, as Google's iOS type is reported to be. */
  readonly secret: string | null;
  readonly redirects: readonly string[];
}

export interface Grant {
  readonly token: string;
  readonly client: string;
  readonly account: Account;
  readonly scopes: readonly string[];
  expires: number;
}

interface Code {
  readonly grant: Grant;
  readonly challenge: string;
  readonly redirect: string;
  readonly nonce: string;
}

function random(): string {
  return Buffer.from(crypto.getRandomValues(new Uint8Array(24))).toString("base64url");
}

function encoded(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString("base64url");
}

/** Signed by nobody: the replica's clients must not rely on it alone. */
function idToken(grant: Grant, nonce: string): string {
  const hash = createHash("sha256").update(grant.token).digest().subarray(0, 16).toString("base64url");
  const claims = { iss: "https://accounts.google.com", aud: grant.client, nonce, email: grant.account.address };
  return `${encoded({ alg: "RS256", kid: "replica" })}.${encoded({ ...claims, email_verified: true, at_hash: hash })}.AAAA`;
}

function accountFor(ask: URLSearchParams, here: readonly Account[]): Account | null {
  const wanted = ask.get("account") ?? ask.get("login_hint") ?? here[0]?.address ?? "";
  return here.find(({ address }) => address === wanted) ?? null;
}

export class SignIn {
  readonly grants = new Map<string, Grant>();
  readonly #codes = new Map<string, Code>();
  readonly #office: PostOffice;
  readonly clients: RegisteredClient[] = [];
  /** Addresses of the accounts that a browser without a session is signed in to; the first is the default. */
  readonly signedIn: string[] = [];
  /** Client and account with the scopes that were allowed once: no question is asked again. */
  readonly consents = new Map<string, readonly string[]>();
  /** Questions that were shown to the person. */
  questions = 0;

  constructor(office: PostOffice) {
    this.#office = office;
  }

  grant(account: Account, client: string, scopes: readonly string[], expires = Date.now() + HOUR): Grant {
    const grant = { token: `ya29.${random()}`, client, account, scopes, expires };
    this.grants.set(grant.token, grant);
    return grant;
  }

  grantOf(token: string): Grant | null {
    const grant = this.grants.get(token);
    return grant !== undefined && grant.expires > Date.now() ? grant : null;
  }

  /** The accounts of the browser that sent these headers, in the order of `/u/N/`. */
  accountsOf(headers: Asked["headers"]): readonly Account[] {
    const addresses = signedInBy(headers) ?? this.signedIn;
    return addresses.map((address) => this.#office.account(address)).filter((account) => account !== null);
  }

  /**
   * `accounts.google.com/ServiceLogin`: signs the browser in to the account that is chosen, and leads to its mailbox. A
   * `login_hint` leaves no other choice.
   */
  enter({ url }: Asked): Answered {
    const account = this.#office.account(url.searchParams.get("account") ?? "");
    if (account !== null) {
      const back = redirect("https://mail.google.com/mail/u/0/");
      return { ...back, headers: { ...back.headers, "set-cookie": cookieFor([account.address]) } };
    }
    const hinted = this.#office.account(url.searchParams.get("login_hint") ?? "");
    const offered = hinted === null ? this.#office.accounts : [hinted];
    const choices = offered.map(({ address }) => ({ text: address, href: `?account=${address}` }));
    return page(choicePage("Sign in to continue to Gmail", [], choices));
  }

  /** `accounts.google.com/o/oauth2/v2/auth`, before and after the person answered. */
  authorize({ url, headers }: Asked): Answered {
    const ask = url.searchParams;
    const here = this.accountsOf(headers);
    const client = this.clients.find(({ id }) => id === ask.get("client_id"));
    const back = ask.get("redirect_uri") ?? "";
    if (client === undefined) return page("<h1>Error 401: invalid_client</h1>");
    if (!client.redirects.includes(back)) return page("<h1>Error 400: redirect_uri_mismatch</h1>");
    if (ask.get("answer") === "refuse") return this.#back(ask, { error: "access_denied" });
    const chosen = accountFor(ask, here);
    const scopes = (ask.get("scope") ?? "").split(" ");
    const known = chosen === null ? undefined : this.consents.get(`${client.id} ${chosen.address}`);
    const settled = known !== undefined && scopes.every((scope) => known.includes(scope));
    if (ask.get("answer") === "allow" && chosen !== null) return this.#allow(ask, chosen, scopes);
    if (settled && chosen !== null && ask.get("prompt") !== "consent") return this.#finish(ask, chosen, known);
    if (ask.get("prompt") === "none")
      return this.#back(ask, { error: chosen === null ? "login_required" : "interaction_required" });
    return this.#question(url, chosen, here);
  }

  #question(url: URL, chosen: Account | null, here: readonly Account[]): Answered {
    this.questions += 1;
    const choice = (answer: string, account: string) => {
      const to = new URL(url);
      to.searchParams.set("answer", answer);
      to.searchParams.set("account", account);
      return { text: `${answer} ${account}`, href: to.pathname + to.search };
    };
    const allow = here.map(({ address }) => choice("allow", address));
    const scopes = (url.searchParams.get("scope") ?? "").split(" ");
    return page(choicePage("Choose an account", scopes, [...allow, choice("refuse", chosen?.address ?? "")]));
  }

  #allow(ask: URLSearchParams, account: Account, scopes: readonly string[]): Answered {
    const unticked = ask.get("without") ?? "";
    const allowed = scopes.filter((scope) => scope !== unticked);
    this.consents.set(`${ask.get("client_id")} ${account.address}`, allowed);
    return this.#finish(ask, account, allowed);
  }

  #finish(ask: URLSearchParams, account: Account, allowed: readonly string[]): Answered {
    const scopes = allowed.map((scope) => (scope === "email" ? EMAIL_SCOPE : scope));
    const grant = this.grant(account, ask.get("client_id") ?? "", scopes);
    const nonce = ask.get("nonce") ?? "";
    const types = (ask.get("response_type") ?? "").split(" ");
    if (!types.includes("code")) {
      const token = { access_token: grant.token, token_type: "Bearer", expires_in: "3599", scope: scopes.join(" ") };
      return this.#back(ask, types.includes("id_token") ? { ...token, id_token: idToken(grant, nonce) } : token);
    }
    const code = random();
    const challenge = ask.get("code_challenge_method") === "S256" ? (ask.get("code_challenge") ?? "") : "";
    this.#codes.set(code, { grant, challenge, redirect: ask.get("redirect_uri") ?? "", nonce });
    return this.#back(ask, { code });
  }

  #back(ask: URLSearchParams, answer: Readonly<Record<string, string>>): Answered {
    const fields = new URLSearchParams({ state: ask.get("state") ?? "", ...answer });
    const mark = (ask.get("response_type") ?? "").includes("code") ? "?" : "#";
    return redirect(`${ask.get("redirect_uri")}${mark}${fields}`);
  }

  /** `oauth2.googleapis.com/token` */
  exchange({ body }: Asked): Answered {
    const ask = new URLSearchParams(body.toString());
    const client = this.clients.find(({ id }) => id === ask.get("client_id"));
    const code = this.#codes.get(ask.get("code") ?? "");
    if (client === undefined) return json(401, { error: "invalid_client" });
    if (client.secret !== null && ask.get("client_secret") === null)
      return json(400, { error: "invalid_request", error_description: "client_secret is missing." });
    if (client.secret !== ask.get("client_secret")) return json(401, { error: "invalid_client" });
    const hash = createHash("sha256")
      .update(ask.get("code_verifier") ?? "")
      .digest("base64url");
    if (code === undefined || code.redirect !== ask.get("redirect_uri") || code.challenge !== hash)
      return json(400, { error: "invalid_grant" });
    this.#codes.delete(ask.get("code") ?? "");
    const { grant, nonce } = code;
    const scope = grant.scopes.join(" ");
    return json(200, {
      access_token: grant.token,
      expires_in: 3599,
      scope,
      token_type: "Bearer",
      id_token: idToken(grant, nonce),
    });
  }

  /** `oauth2.googleapis.com/tokeninfo` */
  tokenInfo({ url }: Asked): Answered {
    const grant = this.grantOf(url.searchParams.get("access_token") ?? "");
    if (grant === null) return json(400, { error: "invalid_token", error_description: "Invalid Value" });
    const { client, account, scopes, expires } = grant;
    const left = String(Math.floor((expires - Date.now()) / 1000));
    const who = { email: account.address, email_verified: "true" };
    const mail = scopes.includes(EMAIL_SCOPE) ? who : {};
    return json(200, { azp: client, aud: client, scope: scopes.join(" "), expires_in: left, ...mail });
  }

  /** `oauth2.googleapis.com/revoke` */
  revoke({ url, body }: Asked): Answered {
    const token = url.searchParams.get("token") ?? new URLSearchParams(body.toString()).get("token") ?? "";
    const grant = this.grants.get(token);
    if (grant === undefined) return json(400, { error: "invalid_token" });
    this.grants.delete(token);
    this.consents.delete(`${grant.client} ${grant.account.address}`);
    return json(200, {});
  }
}
