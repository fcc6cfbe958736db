import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { resume, send } from "../../../src/background/gmail/upload.ts";
import { TokenRefused } from "../../../src/background/gmail/upload-answer.ts";
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

let sessions: string[];
beforeEach(() => {
  sessions = [];
});

const failing = async () => new Response("", { status: 502 });
const tokenOf = (scopes = [SEND_SCOPE]) => google.api.signIn.grant(google.account(ALICE), CLIENT.id, scopes).token;
const opened = async (session: string) => void sessions.push(session);

function upload(thread: string | null = null, raw = message()): Promise<void> {
  return send(google.fetch, { raw, token: tokenOf(), thread, opened });
}

const submitted = () => google.api.messages.submitted.map(({ raw, way }) => [way, raw.toString("latin1")]);
const methods = () =>
  google.api.heard.filter(({ host }) => host === "gmail.googleapis.com").map(({ method }) => method);

describe("handing a message to Gmail", () => {
  it("takes the octets as they are", async () => {
    await upload();
    expect(submitted()).toEqual([["resumable", Buffer.from(message()).toString("latin1")]]);
  });

  it("names the conversation, and joins it", async () => {
    const asked = google.account(ALICE).file(message(), ["INBOX"]);
    const answer = message(["In-Reply-To: <2@x>"]);
    await upload(asked.threadId, answer);
    expect(submitted()).toEqual([["resumable", Buffer.from(answer).toString("latin1")]]);
    expect(google.account(ALICE).labelled("SENT")[0]?.threadId).toBe(asked.threadId);
  });

  it("sends outside a conversation that is gone, once", async () => {
    await upload("18c0ffee18c0ffee");
    expect(submitted().map(([way]) => way)).toEqual(["resumable"]);
    expect(google.api.messages.wire).toHaveLength(1);
  });

  it.each<[Trouble, string, object]>([
    ["scope", "gmail/scope-missing", {}],
    ["domain-policy", "gmail/refused", { reason: "domainPolicy" }],
    ["rate", "gmail/quota", { reason: "rateLimitExceeded" }],
    ["user-rate", "gmail/quota", { reason: "userRateLimitExceeded" }],
    ["too-large", "gmail/too-large", { size: message().length, limit: GMAIL_LIMIT }],
  ])("says what %s means, before anything is handed over", async (trouble, code, detail) => {
    google.api.messages.expect(trouble);
    await expect(upload()).rejects.toMatchObject({ code, detail });
    expect([methods(), sessions]).toEqual([["POST"], []]);
  });

  it.each<[Trouble, readonly string[]]>([
    ["cut-before", ["POST", "PUT", "PUT", "PUT"]],
    ["cut-half", ["POST", "PUT", "PUT", "PUT"]],
    ["unavailable", ["POST", "PUT", "PUT", "PUT"]],
    ["answer-lost", ["POST", "PUT", "PUT"]],
  ])("asks what became of it after %s, and sends once", async (trouble, requests) => {
    google.api.messages.expect(trouble);
    await upload();
    expect(methods()).toEqual(requests);
    expect(google.api.messages.wire).toHaveLength(1);
  });

  it("goes on where the line broke", async () => {
    const raw = message(Array.from({ length: 10_000 }, (_, n) => `X-Filler-${n}: ${"a".repeat(50)}`));
    google.api.messages.expect("cut-half");
    await upload(null, raw);
    expect(submitted()).toEqual([["resumable", Buffer.from(raw).toString("latin1")]]);
    expect(google.api.messages.resumedFrom).toEqual([262_144]);
  });

  it.each<[Trouble, number]>([
    ["cut-after", 1],
    ["session-lost", 1],
  ])("knows nothing after %s, and can be asked later only what the upload still tells", async (trouble, sent) => {
    google.api.messages.expect(trouble);
    await expect(upload()).rejects.toMatchObject({ code: "webmail/outcome-unknown" });
    google.api.messages.mend();
    const end = await resume(google.fetch, { raw: message(), token: tokenOf() }, sessions[0] ?? "");
    expect(end).toBe(trouble === "cut-after" ? "sent" : "gone");
    expect(google.api.messages.wire).toHaveLength(sent);
  });

  it("says that nothing was sent where the upload was not even opened", async () => {
    google.api.offline = true;
    await expect(upload()).rejects.toMatchObject({ code: "gmail/offline" });
    await expect(send(failing, { raw: message(), token: "t", thread: null, opened })).rejects.toMatchObject({
      code: "gmail/offline",
    });
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
    ["a session that is not there", new Response("Not Found", { status: 404 })],
  ])("does not take %s for success, nor for a refusal", async (_, answer) => {
    const location = "https://www.googleapis.com/upload/gmail/v1/users/me/messages/send?upload_id=1";
    const hosts: string[] = [];
    const fetcher: typeof fetch = async (input, init) => {
      hosts.push(new URL(String(input)).host);
      return init?.method === "POST" ? new Response(null, { headers: { location } }) : answer.clone();
    };
    const sending = send(fetcher, { raw: message(), token: "t", thread: null, opened });
    await expect(sending).rejects.toMatchObject({ code: "webmail/outcome-unknown" });
    expect(new Set(hosts)).toEqual(new Set(["gmail.googleapis.com"]));
  });

  it.each(["", "https://evil.example/?upload_id=1", "/upload/gmail/v1/users/me/drafts?upload_id=1"])(
    "hands nothing over to an upload that is not one: %s",
    async (location) => {
      const asked: string[] = [];
      const fetcher: typeof fetch = async (_, init) => {
        asked.push(init?.method ?? "");
        return new Response(null, { headers: { location } });
      };
      await expect(send(fetcher, { raw: message(), token: "t", thread: null, opened })).rejects.toMatchObject({
        code: "gmail/send-refused",
      });
      expect(asked).toEqual(["POST"]);
    },
  );
});
