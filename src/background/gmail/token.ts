/** What Google's authorization server is asked directly: a code's token, whom a token belongs to, and to forget it. */
import type { GmailClient } from "../../protocol/gmail.ts";
import { SmimeError } from "../../smime/errors.ts";
import { personKey } from "../../vault/people.ts";
import { type Attempt, SEND_SCOPE } from "./authorization.ts";

const SERVER = "https://oauth2.googleapis.com";
const URLENCODED = { "content-type": "application/x-www-form-urlencoded" };

export interface AccessToken {
  readonly token: string;
  /** Milliseconds since 1970. */
  readonly expires: number;
}

interface Answer {
  readonly ok: boolean;
  readonly fields: Readonly<Record<string, unknown>>;
}

/** @throws SmimeError gmail/offline */
async function ask(fetcher: typeof fetch, path: string, init: RequestInit = {}): Promise<Answer> {
  let response: Response;
  try {
    response = await fetcher(`${SERVER}${path}`, {
      credentials: "omit",
      cache: "no-store",
      redirect: "error",
      ...init,
    });
  } catch (cause) {
    throw new SmimeError("gmail/offline", {}, { cause });
  }
  const fields: unknown = await response.json().catch(() => null);
  const readable = typeof fields === "object" && fields !== null;
  return { ok: response.ok, fields: readable ? Object.fromEntries(Object.entries(fields)) : {} };
}

/** @throws SmimeError gmail/sign-in-failed, gmail/offline */
export async function exchangeCode(
  fetcher: typeof fetch,
  client: GmailClient,
  attempt: Attempt,
  code: string,
): Promise<{ readonly token: string; readonly idToken: string }> {
  const { redirectUri, verifier } = attempt;
  const body = new URLSearchParams({
    grant_type: "authorization_code",
    client_id: client.id,
    code,
    redirect_uri: redirectUri,
    code_verifier: verifier,
    ...(client.secret === "" ? {} : { client_secret: client.secret }),
  });
  const { ok, fields } = await ask(fetcher, "/token", { method: "POST", headers: URLENCODED, body: body.toString() });
  const { access_token: token, id_token: idToken, error } = fields;
  if (!ok || typeof token !== "string")
    throw new SmimeError("gmail/sign-in-failed", { reason: typeof error === "string" ? error : "token" });
  return { token, idToken: typeof idToken === "string" ? idToken : "" };
}

/**
 * Asks Google for whom, for which client and for what a token is: one that was made for another program, or for
 * another of the person's accounts, is not used.
 * @throws SmimeError gmail/not-connected for a token that ran out or was taken back, gmail/sign-in-failed,
 * gmail/scope-missing, gmail/wrong-account, gmail/offline
 */
export async function checkToken(
  fetcher: typeof fetch,
  client: GmailClient,
  address: string,
  token: string,
): Promise<{ readonly secondsLeft: number }> {
  const { ok, fields } = await ask(fetcher, `/tokeninfo?${new URLSearchParams({ access_token: token })}`);
  if (!ok) throw new SmimeError("gmail/not-connected", { address });
  const { aud, scope, email, expires_in: secondsLeft } = fields;
  if (aud !== client.id) throw new SmimeError("gmail/sign-in-failed", { reason: "audience" });
  if (typeof scope !== "string" || !scope.split(" ").includes(SEND_SCOPE))
    throw new SmimeError("gmail/scope-missing", {});
  const found = typeof email === "string" ? email : "";
  if (found === "" || personKey(found) !== personKey(address))
    throw new SmimeError("gmail/wrong-account", { expected: address, found });
  return { secondsLeft: Number(secondsLeft) || 0 };
}

/** Takes the permission back at Google. Whether it heard is not known: the person can also do it in their account. */
export async function revoke(fetcher: typeof fetch, token: string): Promise<void> {
  const body = new URLSearchParams({ token }).toString();
  await ask(fetcher, "/revoke", { method: "POST", headers: URLENCODED, body }).catch(() => undefined);
}
