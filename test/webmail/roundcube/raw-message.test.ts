import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { fetchRawMessage, MAX_RAW_MESSAGE } from "../../../src/webmail/roundcube/raw-message.ts";
import type { Server } from "../../../src/webmail/roundcube/server.ts";
import { type Rig, rigIsPossible, startRig } from "../../rig/rig.ts";
import { type Session, signIn } from "./session.ts";

const never = new AbortController().signal;
const ATTACHMENT = { "content-disposition": "attachment; filename=a.eml", "content-type": "text/plain;charset=UTF-8" };

function answering(body: string, init: ResponseInit): Server {
  return { base: "https://mail.example.org/", token: "t", fetch: async () => new Response(body, init) };
}

describe("what is believed to be a raw message", () => {
  it.each([
    [
      "a login page",
      '<script>rcmail.set_env({"rcversion":10605,"task":"login"})</script>',
      200,
      { "content-type": "text/html" },
      "webmail/signed-out",
    ],
    ["a refused token", "", 403, {}, "webmail/signed-out"],
    ["an error page", "<html>", 200, { "content-type": "text/html" }, "webmail/raw-message-unavailable"],
    [
      "an error page that says it is an attachment",
      "<html>",
      200,
      { ...ATTACHMENT, "content-type": "text/html" },
      "webmail/raw-message-unavailable",
    ],
    [
      "text shown in the page",
      "From: a\r\n\r\n",
      200,
      { "content-type": "text/plain", "content-disposition": "inline" },
      "webmail/raw-message-unavailable",
    ],
    ["an attachment of no octets", "", 200, ATTACHMENT, "webmail/raw-message-unavailable"],
    ["a broken server's attachment", "x", 500, ATTACHMENT, "webmail/raw-message-unavailable"],
    [
      "a message beyond all measure",
      "x",
      200,
      { ...ATTACHMENT, "content-length": String(MAX_RAW_MESSAGE + 1) },
      "webmail/too-large",
    ],
  ])("is not %s", async (_, body, status, headers, code) => {
    await expect(fetchRawMessage(answering(body, { status, headers }), "1", "INBOX", never)).rejects.toMatchObject({
      code,
    });
  });

  it("is an attachment, octet for octet", async () => {
    const octets = await fetchRawMessage(
      answering("A: b\r\n\r\n\t \r\n", { headers: ATTACHMENT }),
      "1",
      "INBOX",
      never,
    );
    expect(Buffer.from(octets).toString()).toBe("A: b\r\n\r\n\t \r\n");
  });
});

describe.skipIf(!rigIsPossible)("the raw message of a real Roundcube", () => {
  let rig: Rig;
  let session: Session;

  beforeAll(async () => {
    rig = await startRig({ letters: [] });
    const { alice } = rig.certificates;
    const raw = Buffer.from(
      `Subject: "x"\r\nFrom: bob@example.com\r\n\r\ntabs\t \r\n\r\n.\r\n\xfc\xff\r\n \t\r\n`,
      "latin1",
    );
    await rig.deliver({ from: "bob@example.com", raw, subject: "x", text: "", moral: "" }, alice);
    session = await signIn(rig.webmail.url, alice.address);
  }, 120_000);
  afterAll(() => rig?.end());

  it("is what the mailbox holds", async () => {
    const [stored] = rig.stored(rig.certificates.alice, "INBOX");
    const octets = await fetchRawMessage(session, "1", "INBOX", never);
    // Maildir keeps line feeds; IMAP sends what RFC 5322 asks for.
    const delivered = stored?.toString("latin1").replaceAll(/\r?\n/g, "\r\n");
    expect(Buffer.from(octets).toString("latin1")).toBe(delivered);
  });

  it("is not to be had of a message that is gone", async () => {
    await expect(fetchRawMessage(session, "99", "INBOX", never)).rejects.toMatchObject({
      code: "webmail/raw-message-unavailable",
    });
  });

  it("is not to be had with another session's token", async () => {
    const other = { ...session, token: "0".repeat(32) };
    await expect(fetchRawMessage(other, "1", "INBOX", never)).rejects.toMatchObject({
      code: expect.stringMatching(/raw-message-unavailable|signed-out/),
    });
  });

  it("is not to be had after signing out", async () => {
    const other = await signIn(rig.webmail.url, rig.certificates.alice.address);
    await other.signOut();
    await expect(fetchRawMessage(other, "1", "INBOX", never)).rejects.toMatchObject({ code: "webmail/signed-out" });
  });
});
