/**
 * One sign-in at Google (OpenID Connect Core 1.0, RFC 6749, RFC 7636): the address that is opened, and what it comes
 * back with. `state` ties the answer to this attempt; `nonce` ties the identity in it.
 */
import type { GmailClient } from "../../protocol/gmail.ts";
import { latin1, utf8 } from "../../smime/bytes.ts";
import { SmimeError } from "../../smime/errors.ts";

export const SEND_SCOPE = "https://www.googleapis.com/auth/gmail.send";
/** Nothing that reads mail. */
const SCOPES = `openid email ${SEND_SCOPE}`;

const AUTHORIZATION = "https://accounts.google.com/o/oauth2/v2/auth";

export interface Attempt {
  readonly url: string;
  readonly address: string;
  readonly redirectUri: string;
  readonly state: string;
  readonly nonce: string;
  /** PKCE's secret half; "" in the implicit flow. */
  readonly verifier: string;
}

export type Landing =
  | { readonly kind: "token"; readonly token: string; readonly idToken: string }
  | { readonly kind: "code"; readonly code: string };

function base64url(octets: Uint8Array): string {
  return btoa(latin1(octets)).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

function random(): string {
  return base64url(crypto.getRandomValues(new Uint8Array(32)));
}

async function challengeOf(verifier: string): Promise<string> {
  return base64url(new Uint8Array(await crypto.subtle.digest("SHA-256", utf8(verifier))));
}

/** `silent`: only if Google has nothing to ask. */
export async function beginSignIn(
  client: GmailClient,
  {
    address,
    redirectUri,
    silent,
  }: { readonly address: string; readonly redirectUri: string; readonly silent: boolean },
): Promise<Attempt> {
  const [state, nonce] = [random(), random()];
  const verifier = client.flow === "code" ? random() : "";
  const ask = new URLSearchParams({
    client_id: client.id,
    redirect_uri: redirectUri,
    response_type: client.flow === "code" ? "code" : "token id_token",
    scope: SCOPES,
    state,
    nonce,
    login_hint: address,
    prompt: silent ? "none" : "consent select_account",
  });
  if (verifier !== "") {
    ask.set("code_challenge", await challengeOf(verifier));
    ask.set("code_challenge_method", "S256");
  }
  return { url: `${AUTHORIZATION}?${ask}`, address, redirectUri, state, nonce, verifier };
}

const UNSETTLED = [
  "interaction_required",
  "login_required",
  "consent_required",
  "account_selection_required",
  "immediate_failed",
];

function failureOf(error: string, address: string): SmimeError {
  const reason = /^[\w-]{1,64}$/.test(error) ? error : "unknown";
  if (UNSETTLED.includes(error)) return new SmimeError("gmail/not-connected", { address });
  if (/^(?:access_denied|admin_policy_enforced|org_internal)$/.test(error))
    return new SmimeError("gmail/refused", { reason });
  return new SmimeError("gmail/sign-in-failed", { reason });
}

/** @throws SmimeError gmail/not-connected, gmail/refused, gmail/sign-in-failed */
export function readLanding(attempt: Attempt, landed: string): Landing {
  const { hash, search, origin, pathname } = new URL(landed);
  if (`${origin}${pathname}` !== attempt.redirectUri)
    throw new SmimeError("gmail/sign-in-failed", { reason: "redirect" });
  const fields = new URLSearchParams(attempt.verifier === "" ? hash.slice(1) : search.slice(1));
  if (fields.get("state") !== attempt.state) throw new SmimeError("gmail/sign-in-failed", { reason: "state" });
  const error = fields.get("error");
  if (error !== null) throw failureOf(error, attempt.address);
  const code = fields.get("code");
  if (attempt.verifier !== "" && code !== null) return { kind: "code", code };
  const token = fields.get("access_token");
  if (token === null || attempt.verifier !== "") throw new SmimeError("gmail/sign-in-failed", { reason: "token" });
  return { kind: "token", token, idToken: fields.get("id_token") ?? "" };
}

function claimsOf(idToken: string): unknown {
  const [, part = ""] = idToken.split(".");
  try {
    return JSON.parse(atob(part.replaceAll("-", "+").replaceAll("_", "/")));
  } catch {
    return null;
  }
}

/**
 * That the identity came for this attempt and this client. Its signature is not checked: who the token belongs to is
 * asked of Google itself, by `checkToken`. @throws SmimeError gmail/sign-in-failed
 */
export function checkNonce(idToken: string, attempt: Attempt, client: GmailClient): void {
  const claims = claimsOf(idToken);
  const known = typeof claims === "object" && claims !== null && "nonce" in claims && "aud" in claims;
  if (!known || claims.nonce !== attempt.nonce || claims.aud !== client.id)
    throw new SmimeError("gmail/sign-in-failed", { reason: "nonce" });
}
