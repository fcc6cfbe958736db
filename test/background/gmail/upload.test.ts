import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { send, TokenRefused } from "../../../src/background/gmail/upload.ts";
import { GMAIL_LIMIT } from "../../../src/protocol/gmail.ts";
import { utf8 } from "../../../src/smime/bytes.ts";
import { SEND_SCOPE } from "../../replica/gmail/api/oauth.ts";
import type { Trouble } from "../../replica/gmail/api/messages.ts";
import { CLIENT, MadeGoogle } from "./made-google.ts";

const ALICE = "alice@gmail.example";
const BOB = "bob@gmail.example";

let google: MadeGoogle;
beforeEach(async () => {
  google = await MadeGoogle.open(ALICE, BOB);
});
afterEach(() => google.api.close());

const message = (more: readonly string[] = []) =>
  utf8(
    [
      `From: ${ALICE}`,
      `To: ${BOB}`,
      "Subject: Birds",
      "Date: Tue, 24 Nov 2026 10:00:00 +0000",
      "Message-ID: <2@x>",
      ...more,
      "MIME-Version: 1.0",
      "Content-Type: application/pkcs7-mime",
      "",
      "AAAA",
      "",
    ].join("\r\n"),
  );

function upload(thread: string | null = null, raw = message(), scopes = [SEND_SCOPE]): Promise<void> {
  const { token } = google.api.signIn.grant(google.account(ALICE), CLIENT.id, scopes);
  return send(google.fetch, { raw, token, thread });
}

const submitted = () => google.api.messages.submitted.map(({ raw, way }) => [way, raw.toString("latin1")]);

describe("handing a message to Gmail", () => {
  it("takes the octets as they are", async () => {
    await upload();
    expect(submitted()).toEqual([["media", Buffer.from(message()).toString("latin1")]]);
  });

  it("names the conversation, and joins it", async () => {
    const asked = google.account(ALICE).file(message(), ["INBOX"]);
    const answer = message(["In-Reply-To: <2@x>"]);
    await upload(asked.threadId, answer);
    expect(submitted()).toEqual([["multipart", Buffer.from(answer).toString("latin1")]]);
    expect(google.account(ALICE).labelled("SENT")[0]?.threadId).toBe(asked.threadId);
  });

  it("sends outside a conversation that is gone, once", async () => {
    await upload("18c0ffee18c0ffee");
    expect(submitted().map(([way]) => way)).toEqual(["media"]);
    expect(google.api.messages.wire).toHaveLength(1);
  });

  it.each<[Trouble, string, object]>([
    ["scope", "gmail/scope-missing", {}],
    ["domain-policy", "gmail/refused", { reason: "domainPolicy" }],
    ["rate", "gmail/quota", { reason: "rateLimitExceeded" }],
    ["user-rate", "gmail/quota", { reason: "userRateLimitExceeded" }],
    ["too-large", "gmail/too-large", { size: message().length, limit: GMAIL_LIMIT }],
    ["unavailable", "webmail/outcome-unknown", {}],
    ["cut-before", "webmail/outcome-unknown", {}],
    ["cut-after", "webmail/outcome-unknown", {}],
  ])("says what %s means", async (trouble, code, detail) => {
    google.api.messages.expect(trouble);
    await expect(upload()).rejects.toMatchObject({ code, detail });
    expect(google.api.heard.filter(({ host }) => host === "gmail.googleapis.com")).toHaveLength(1);
  });

  it("tells a token that was not taken from everything else", async () => {
    google.api.messages.expect("expired");
    await expect(upload()).rejects.toBeInstanceOf(TokenRefused);
  });

  it("says what Gmail has against a message", async () => {
    await expect(upload(null, utf8("From: nobody\r\n\r\nx"))).rejects.toMatchObject({
      code: "gmail/send-refused",
      detail: { status: 400, reason: "invalidArgument" },
    });
  });

  it("asks nobody about what is too large", async () => {
    const size = GMAIL_LIMIT + 1;
    await expect(upload(null, new Uint8Array(size))).rejects.toMatchObject({
      code: "gmail/too-large",
      detail: { size, limit: GMAIL_LIMIT },
    });
    expect(google.api.heard).toEqual([]);
  });

  it.each([
    ["no JSON", new Response("<html>", { status: 200 })],
    ["no id", new Response("{}", { status: 200 })],
    ["an answer of its own kind", new Response("{}", { status: 302 })],
  ])("does not take %s for success", async (_, answer) => {
    const raw = message();
    const sending = send(async () => answer, { raw, token: "t", thread: null });
    await expect(sending).rejects.toMatchObject({ code: "webmail/outcome-unknown" });
  });
});
