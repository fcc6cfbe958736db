import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Account, PostOffice } from "../mailbox.ts";
import { READ_SCOPE, SEND_SCOPE } from "./oauth.ts";
import { GmailApi, MEANT_HOST } from "./server.ts";

const ALICE = "alice@gmail.example";
const BOB = "bob@gmail.example";
const SEND = "/upload/gmail/v1/users/me/messages/send";

let api: GmailApi;
let alice: Account;
let bob: Account;
beforeEach(async () => {
  alice = new Account(ALICE, "Alice");
  bob = new Account(BOB, "Bob");
  api = await new GmailApi(new PostOffice([alice, bob])).listen(null);
});
afterEach(() => api.close());

function ask(host: string, path: string, init: RequestInit = {}): Promise<Response> {
  const headers = { ...(init.headers as Record<string, string> | undefined), [MEANT_HOST]: host };
  return fetch(`http://127.0.0.1:${api.port}${path}`, { ...init, headers, redirect: "manual" });
}

function message(more: readonly string[] = [`To: ${BOB}`], body = "Hello.\r\n", type = "text/plain"): string {
  const fixed = [`From: ${ALICE}`, "Date: Tue, 24 Nov 2026 10:00:00 +0000", "Message-ID: <1@x>", "MIME-Version: 1.0"];
  return [...fixed, ...more, `Content-Type: ${type}`, "", body].join("\r\n");
}

const token = (scopes = [SEND_SCOPE]) => api.signIn.grant(alice, "client", scopes).token;

function media(raw: string, bearer = token()): Promise<Response> {
  const headers = { authorization: `Bearer ${bearer}`, "content-type": "message/rfc822" };
  return ask("gmail.googleapis.com", `${SEND}?uploadType=media`, { method: "POST", headers, body: raw });
}

const authorized = () => ({ authorization: `Bearer ${token()}` });
function openUpload(about: object = {}, type = "message/rfc822"): Promise<Response> {
  const headers = { ...authorized(), "content-type": "application/json", "x-upload-content-type": type };
  const init = { method: "POST", headers, body: JSON.stringify(about) };
  return ask("gmail.googleapis.com", `${SEND}?uploadType=resumable`, init);
}

/** Where its octets go. */
async function openedUpload(about: object = {}): Promise<string> {
  const { pathname, search } = new URL((await openUpload(about)).headers.get("location") ?? "");
  return pathname + search;
}

function putPiece(path: string, range: string, body = "", more: Record<string, string> = {}): Promise<Response> {
  const headers = { ...authorized(), ...more, "content-range": range };
  return ask("gmail.googleapis.com", path, { method: "PUT", headers, body });
}

const whole = (raw: string) => `bytes 0-${raw.length - 1}/${raw.length}`;

function multipart(raw: string, threadId: string): Promise<Response> {
  const json = `Content-Type: application/json; charset=UTF-8\r\n\r\n${JSON.stringify({ threadId })}`;
  const body = `--b\r\n${json}\r\n--b\r\nContent-Type: message/rfc822\r\n\r\n${raw}\r\n--b--\r\n`;
  const headers = { authorization: `Bearer ${token()}`, "content-type": "multipart/related; boundary=b" };
  return ask("gmail.googleapis.com", `${SEND}?uploadType=multipart`, { method: "POST", headers, body });
}

const text = (raw: Uint8Array | undefined): string => Buffer.from(raw ?? []).toString("latin1");
const reasonOf = async (answer: Response) => (await answer.json()).error.errors[0].reason;

describe("sending", () => {
  it("files what was submitted, octet for octet, and delivers", async () => {
    const raw = message();
    const answer = await media(raw);
    expect(answer.status).toBe(200);
    const { id } = await answer.json();
    expect(text(alice.message(id)?.raw)).toBe(raw);
    expect(text(bob.labelled("INBOX")[0]?.raw)).toMatch(/^Return-Path: <alice@gmail\.example>\r\n/);
    expect(text(bob.labelled("INBOX")[0]?.raw)).toContain("\r\n\r\nHello.\r\n");
  });

  it("builds a multipart anew on the wire, and keeps a single part", async () => {
    const inside = "--in\r\nContent-Type: text/plain\r\n\r\nHello.\r\n--in\r\nContent-Type: a/b\r\n\r\nx\r\n--in--\r\n";
    await media(message(undefined, inside, 'multipart/signed; boundary="in"'));
    expect(text(alice.messages[0]?.raw)).toContain("multipart/signed");
    const arrived = text(bob.messages[0]?.raw);
    expect(arrived).toMatch(/Content-Type: multipart\/mixed; boundary="0{12}/);
    expect(arrived).not.toMatch(/multipart\/signed|--in/);
    expect(arrived).toContain("Content-Type: text/plain\r\n\r\nHello.\r\n--0");
    await media(message(undefined, "AAAA\r\n", "application/pkcs7-mime; smime-type=signed-data"));
    expect(text(bob.messages[1]?.raw)).toContain("application/pkcs7-mime; smime-type=signed-data\r\n\r\nAAAA\r\n");
  });

  it("tells nobody but the hidden of Bcc", async () => {
    await media(message([`To: ${BOB}`, "Bcc: carol@x.example, dora@x.example"]));
    expect(api.messages.wire.map(({ to }) => to)).toEqual([BOB, "carol@x.example", "dora@x.example"]);
    const [toBob, toCarol] = api.messages.wire.map(({ raw }) => text(raw));
    expect(toBob).not.toMatch(/carol|dora|^bcc/im);
    expect(toCarol).toMatch(/^Bcc: carol@x\.example\r$/m);
    expect(toCarol).not.toContain("dora");
  });

  it("joins a conversation only by thread, references and subject together", async () => {
    const first = alice.file(Buffer.from(message([`To: ${ALICE}`, "Subject: Birds"])), ["INBOX"]);
    const answer = ["To: bob@gmail.example", "Subject: Re: Birds", "References: <1@x>"];
    const joined = await (await multipart(message(answer), first.threadId)).json();
    expect(joined.threadId).toBe(first.threadId);
    const other = await (
      await multipart(message([`To: ${BOB}`, "Subject: Bees", "References: <2@x>"]), first.threadId)
    ).json();
    expect(other.threadId).not.toBe(first.threadId);
    expect(await reasonOf(await multipart(message(answer), "00000000"))).toBe("notFound");
  });

  it.each([
    ["a bare line feed", "Hello.\n"],
    ["an octet beyond ASCII", "H\u00e9llo.\r\n"],
    ["a long line", `${"a".repeat(77)}\r\n`],
    ["From at the start of a line", "From here\r\n"],
    ["no line end at the end", "Hello."],
  ])("refuses %s", async (_, body) => {
    const answer = await media(message(undefined, body));
    expect(await reasonOf(answer)).toBe("invalidArgument");
    expect(alice.messages).toEqual([]);
  });

  it("refuses what stands behind the last delimiter", async () => {
    const body = "--in\r\nContent-Type: a/b\r\n\r\nx\r\n--in--\r\n\r\n";
    expect(await reasonOf(await media(message(undefined, body, "multipart/mixed; boundary=in")))).toBe(
      "invalidArgument",
    );
  });

  it.each([
    ["expired", 401, "authError"],
    ["scope", 403, "insufficientPermissions"],
    ["domain-policy", 403, "domainPolicy"],
    ["rate", 429, "rateLimitExceeded"],
    ["user-rate", 403, "userRateLimitExceeded"],
    ["unavailable", 503, "backendError"],
  ] as const)("fails on demand: %s, once", async (trouble, status, reason) => {
    api.messages.expect(trouble);
    const answer = await media(message());
    expect([answer.status, await reasonOf(answer)]).toEqual([status, reason]);
    expect((await media(message())).status).toBe(200);
  });

  it("cuts the line before or after the message left", async () => {
    api.messages.expect("cut-before", "cut-after");
    await expect(media(message())).rejects.toThrow();
    expect(alice.messages).toHaveLength(0);
    await expect(media(message())).rejects.toThrow();
    expect(alice.messages).toHaveLength(1);
  });

  describe("in an upload that can be resumed", () => {
    it("sends once, however often the octets come, and says so when asked", async () => {
      const raw = message();
      const path = await openedUpload();
      expect((await putPiece(path, `bytes */${raw.length}`)).status).toBe(308);
      const first = await (await putPiece(path, whole(raw), raw)).json();
      expect(await (await putPiece(path, whole(raw), raw)).json()).toEqual(first);
      expect(await (await putPiece(path, `bytes */${raw.length}`)).json()).toEqual(first);
      expect(alice.messages.map(({ id }) => id)).toEqual([first.id]);
    });

    it("joins the conversation that was named when it was opened", async () => {
      const first = alice.file(Buffer.from(message([`To: ${ALICE}`, "Subject: Birds"])), ["INBOX"]);
      const raw = message([`To: ${BOB}`, "Subject: Re: Birds", "References: <1@x>"]);
      const { threadId } = await (
        await putPiece(await openedUpload({ threadId: first.threadId }), whole(raw), raw)
      ).json();
      expect(threadId).toBe(first.threadId);
      expect(await reasonOf(await openUpload({ threadId: "00000000" }))).toBe("notFound");
    });

    it("says how far it came, in either way, and takes the rest", async () => {
      const raw = message(undefined, "Hello.\r\n".repeat(50_000));
      const path = await openedUpload();
      const piece = 256 * 1024;
      const half = await putPiece(path, `bytes 0-${piece - 1}/${raw.length}`, raw.slice(0, piece));
      expect([half.status, half.headers.get("range")]).toEqual([308, `bytes=0-${piece - 1}`]);
      const asked = await putPiece(path, "bytes */*", "", { "x-guploader-no-308": "yes" });
      expect([asked.status, asked.headers.get("x-http-status-code-override")]).toEqual([200, "308"]);
      await putPiece(path, `bytes ${piece}-${raw.length - 1}/${raw.length}`, raw.slice(piece));
      expect(text(alice.messages[0]?.raw)).toBe(raw);
    });

    it("takes no strangers, no other types, no broken ranges", async () => {
      const path = await openedUpload();
      const raw = message();
      expect((await putPiece(`${path}x`, whole(raw), raw)).status).toBe(404);
      expect((await putPiece(path, "bytes 0-9/x", raw)).status).toBe(400);
      expect((await putPiece(path, "bytes 0-9/100", raw.slice(0, 10))).status).toBe(400);
      expect(await reasonOf(await openUpload({}, "text/plain"))).toBe("badRequest");
    });
  });

  it("answers no token that ran out, and reads only where reading was allowed", async () => {
    const grant = api.signIn.grant(alice, "client", [SEND_SCOPE], Date.now() - 1);
    expect((await media(message(), grant.token)).status).toBe(401);
    const { id } = await (await media(message())).json();
    const read = (bearer: string) =>
      ask("gmail.googleapis.com", `/gmail/v1/users/me/messages/${id}?format=raw`, {
        headers: { authorization: `Bearer ${bearer}` },
      });
    expect((await read(token())).status).toBe(403);
    const whose = async (user: string) => {
      const headers = { authorization: `Bearer ${token([READ_SCOPE])}` };
      const answer = await ask("gmail.googleapis.com", `/gmail/v1/users/${user}/messages/${id}?format=raw`, {
        headers,
      });
      return [answer.status, (await answer.json()).error?.status];
    };
    expect(await whose(encodeURIComponent(ALICE))).toEqual([200, undefined]);
    expect(await whose(BOB)).toEqual([403, "PERMISSION_DENIED"]);
    const { raw } = await (await read(token([READ_SCOPE]))).json();
    expect(Buffer.from(raw, "base64url").toString()).toBe(message());
  });
});

describe("signing in", () => {
  const REDIRECT = "https://ours.chromiumapp.org/";
  const go = (more: Readonly<Record<string, string>>) => {
    const fixed = { client_id: "client", redirect_uri: REDIRECT, scope: `openid email ${SEND_SCOPE}`, state: "s" };
    const query = new URLSearchParams({ ...fixed, response_type: "token", ...more });
    return ask("accounts.google.com", `/o/oauth2/v2/auth?${query}`);
  };
  beforeEach(() => {
    api.signIn.clients.push({ id: "client", secret: "quiet", redirects: [REDIRECT] });
    api.signIn.signedIn.push(ALICE);
  });

  it("asks first, and never again", async () => {
    expect((await go({ prompt: "none" })).headers.get("location")).toContain("error=interaction_required");
    expect(await (await go({})).text()).toContain(`allow ${ALICE}`);
    expect((await go({ answer: "allow", account: ALICE })).headers.get("location")).toContain("#state=s&access_token=");
    expect((await go({ prompt: "none" })).headers.get("location")).toContain("access_token=");
    expect(api.signIn.questions).toBe(1);
  });

  it("tells a strange client or redirect nothing", async () => {
    for (const strange of [{ client_id: "other" }, { redirect_uri: "https://evil.example/" }])
      expect((await go(strange)).headers.get("location")).toBeNull();
  });

  it("exchanges a code once, for its verifier and the client's secret", async () => {
    const challenge = Buffer.from(await crypto.subtle.digest("SHA-256", Buffer.from("verifier"))).toString("base64url");
    const asked = { response_type: "code", code_challenge: challenge, code_challenge_method: "S256" };
    const back = new URL((await go({ ...asked, answer: "allow", account: ALICE })).headers.get("location") ?? "");
    const code = back.searchParams.get("code") ?? "";
    const redeem = (fields: Readonly<Record<string, string>>) =>
      ask("oauth2.googleapis.com", "/token", {
        method: "POST",
        body: new URLSearchParams({ client_id: "client", redirect_uri: REDIRECT, code, ...fields }),
      });
    expect((await (await redeem({ code_verifier: "verifier" })).json()).error_description).toContain("client_secret");
    expect((await redeem({ code_verifier: "other", client_secret: "quiet" })).status).toBe(400);
    const { access_token } = await (await redeem({ code_verifier: "verifier", client_secret: "quiet" })).json();
    const info = await ask("oauth2.googleapis.com", `/tokeninfo?access_token=${access_token}`);
    expect(await info.json()).toMatchObject({ aud: "client", email: ALICE });
    expect((await redeem({ code_verifier: "verifier", client_secret: "quiet" })).status).toBe(400);
  });
});
