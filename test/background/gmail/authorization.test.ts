import { describe, expect, it } from "vitest";
import { type Attempt, beginSignIn, checkNonce, readLanding } from "../../../src/background/gmail/authorization.ts";
import { CLIENT, REDIRECT } from "./made-google.ts";

const ALICE = "alice@gmail.example";
const CODE_CLIENT = { ...CLIENT, flow: "code" } as const;
const begin = (client: typeof CLIENT | typeof CODE_CLIENT = CLIENT, silent = false) =>
  beginSignIn(client, { address: ALICE, redirectUri: REDIRECT, silent });
const asked = ({ url }: Attempt) => Object.fromEntries(new URL(url).searchParams);

describe("the address of a sign-in", () => {
  it("asks for identity and sending, nothing that reads", async () => {
    const attempt = await begin();
    expect(new URL(attempt.url).origin).toBe("https://accounts.google.com");
    expect(asked(attempt)).toMatchObject({
      client_id: CLIENT.id,
      redirect_uri: REDIRECT,
      response_type: "token id_token",
      scope: "openid email https://www.googleapis.com/auth/gmail.send",
      login_hint: ALICE,
    });
    expect(asked(attempt)).not.toHaveProperty("code_challenge");
    expect(asked(attempt)["prompt"]).not.toBe("none");
  });

  it("asks nobody anything where it must be silent", async () => {
    expect(asked(await begin(CLIENT, true))["prompt"]).toBe("none");
  });

  it("never repeats state, nonce or verifier", async () => {
    const attempts = await Promise.all([begin(CODE_CLIENT), begin(CODE_CLIENT)]);
    const words = attempts.flatMap(({ state, nonce, verifier }) => [state, nonce, verifier]);
    expect(new Set(words).size).toBe(6);
    for (const word of words) expect(word).toMatch(/^[\w-]{43}$/);
  });

  it("sends the verifier's digest, not the verifier (RFC 7636 section 4.2)", async () => {
    const attempt = await begin(CODE_CLIENT);
    const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(attempt.verifier));
    expect(asked(attempt)).toMatchObject({
      response_type: "code",
      code_challenge_method: "S256",
      code_challenge: Buffer.from(digest).toString("base64url"),
    });
    expect(attempt.url).not.toContain(attempt.verifier);
  });
});

describe("what a sign-in comes back with", () => {
  it("is a token in the fragment, or a code in the query", async () => {
    const attempt = await begin();
    const fields = `state=${attempt.state}&access_token=t&id_token=i`;
    expect(readLanding(attempt, `${REDIRECT}#${fields}`)).toEqual({ kind: "token", token: "t", idToken: "i" });
    const other = await begin(CODE_CLIENT);
    expect(readLanding(other, `${REDIRECT}?state=${other.state}&code=c`)).toEqual({ kind: "code", code: "c" });
  });

  it.each([
    ["another state", () => `${REDIRECT}#state=other&access_token=t`, "state"],
    ["no state", () => `${REDIRECT}#access_token=t`, "state"],
    ["no token", ({ state }: Attempt) => `${REDIRECT}#state=${state}`, "token"],
    ["a token in the query", ({ state }: Attempt) => `${REDIRECT}?state=${state}&access_token=t`, "state"],
    ["another place", ({ state }: Attempt) => `https://evil.example/#state=${state}&access_token=t`, "redirect"],
  ])("is refused with %s", async (_, landed, reason) => {
    const attempt = await begin();
    expect(() => readLanding(attempt, landed(attempt))).toThrow(
      expect.objectContaining({ code: "gmail/sign-in-failed", detail: { reason } }),
    );
  });

  it("is refused with a token where a code was asked for", async () => {
    const attempt = await begin(CODE_CLIENT);
    expect(() => readLanding(attempt, `${REDIRECT}?state=${attempt.state}&access_token=t`)).toThrow(
      expect.objectContaining({ code: "gmail/sign-in-failed" }),
    );
  });

  it.each([
    ["interaction_required", "gmail/not-connected", { address: ALICE }],
    ["login_required", "gmail/not-connected", { address: ALICE }],
    ["access_denied", "gmail/refused", { reason: "access_denied" }],
    ["admin_policy_enforced", "gmail/refused", { reason: "admin_policy_enforced" }],
    ["invalid_scope", "gmail/sign-in-failed", { reason: "invalid_scope" }],
    ["<b>words</b>", "gmail/sign-in-failed", { reason: "unknown" }],
  ])("may be an error: %s", async (error, code, detail) => {
    const attempt = await begin();
    const fields = new URLSearchParams({ state: attempt.state, error });
    expect(() => readLanding(attempt, `${REDIRECT}#${fields}`)).toThrow(expect.objectContaining({ code, detail }));
  });
});

function idToken(claims: unknown): string {
  return `x.${Buffer.from(JSON.stringify(claims)).toString("base64url")}.y`;
}

describe("the identity that comes along", () => {
  it("is of this attempt and this client", async () => {
    const attempt = await begin();
    expect(() => checkNonce(idToken({ nonce: attempt.nonce, aud: CLIENT.id }), attempt, CLIENT)).not.toThrow();
    const others = [
      idToken({ nonce: "other", aud: CLIENT.id }),
      idToken({ nonce: attempt.nonce, aud: "other" }),
      idToken(null),
      "",
      "a.%%%.b",
    ];
    for (const other of others)
      expect(() => checkNonce(other, attempt, CLIENT)).toThrow(
        expect.objectContaining({ code: "gmail/sign-in-failed", detail: { reason: "nonce" } }),
      );
  });
});
