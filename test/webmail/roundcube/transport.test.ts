import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { isSmimeError, type FailureCode } from "../../../src/smime/errors.ts";
import type { Bytes, SealedMessage, TransportStep } from "../../../src/webmail/adapter.ts";
import { fetchRawMessage } from "../../../src/webmail/roundcube/raw-message.ts";
import { findByMessageId } from "../../../src/webmail/roundcube/search.ts";
import { type Route, sameMessage, transport } from "../../../src/webmail/roundcube/transport.ts";
import { type Rig, rigIsPossible, startRig } from "../../rig/rig.ts";
import { type Session, signIn } from "./session.ts";

const octets = (text: string): Bytes => new Uint8Array(Buffer.from(text, "latin1"));
const never = new AbortController().signal;
const ROUTE: Route = { mailbox: "Sent", identity: "1", maxFileSize: null };

let count = 0;
function sealed(to: readonly string[], body = "Hello\r\n", filed = true): SealedMessage {
  const messageId = `copy-${++count}.${Date.now()}@example.com`;
  const head = `Message-ID: <${messageId}>\r\nDate: Mon, 01 Jun 2026 10:00:00 +0000\r\nFrom: alice@example.com\r\nTo: ${to.join(", ")}\r\n`;
  return { raw: octets(`${head}Subject: =?utf-8?q?K=C3=A4se?=\r\n\r\n${body}`), recipients: to, messageId, filed };
}

const failure = async (sending: Promise<void>): Promise<FailureCode | "sent"> =>
  sending.then(
    () => "sent" as const,
    (error: unknown) => {
      if (!isSmimeError(error)) throw error;
      return error.code;
    },
  );

describe("comparing the filed copy", () => {
  it.each([
    ["a\r\n", "a", true],
    ["a \t\0\v\r\n", "a", true],
    ["a", "b", false],
    ["a\r\nb", "a\nb", false],
    [" a", "a", false],
    ["", "", true],
  ])("%j and %j", (a, b, same) => expect(sameMessage(octets(a), octets(b))).toBe(same));
});

describe.skipIf(!rigIsPossible)("sending through a real Roundcube", () => {
  let rig: Rig;
  let alice: Session;
  let bob: string;

  beforeAll(async () => {
    rig = await startRig({ letters: [] });
    bob = rig.certificates.bob.address;
    alice = await signIn(rig.webmail.url, rig.certificates.alice.address);
  }, 120_000);
  beforeEach(() => {
    rig.outgoing.refuse(null);
    rig.webmail.heard.interrupt(null);
  });
  afterAll(() => rig?.end());

  const send = (message: SealedMessage, route = ROUTE, steps: TransportStep[] = []) =>
    transport(alice, message, route, (step) => steps.push(step), never);
  const copies = (message: SealedMessage) => findByMessageId(alice, "Sent", message.messageId, never);
  const wire = (message: SealedMessage) =>
    rig.outgoing.sent.filter(({ raw }) => raw.includes(`<${message.messageId}>`));

  it("puts the octets on the wire behind a block of Resent- fields, to exactly the envelope", async () => {
    const body = `8-bit \xfc\xff, trailing \t \r\n\r\n.dot\r\n..dots\r\n>quoted\r\n${"x".repeat(900)}\r\n`;
    const message = sealed([bob, rig.certificates.carol.address], body);
    const steps: TransportStep[] = [];
    await send(message, ROUTE, steps);
    expect(steps).toEqual(["filing", "comparing", "sending", "cleaning"]);
    const [sent, ...more] = wire(message);
    expect(more).toEqual([]);
    expect(sent?.to).toEqual(message.recipients);
    expect(sent?.from).toBe(rig.certificates.alice.address);
    const text = sent?.raw.toString("latin1") ?? "";
    const start = text.indexOf("Message-ID: <copy-");
    expect(text.slice(0, start)).toMatch(/^(Resent-[\w-]+: [^\r\n]*\r\n([ \t][^\r\n]*\r\n)*)+$/);
    expect(sameMessage(octets(text.slice(start)), message.raw)).toBe(true);
  });

  it("leaves one clean, read copy in Sent", async () => {
    const message = sealed([bob]);
    await send(message);
    const uids = await copies(message);
    expect(uids).toHaveLength(1);
    const copy = await fetchRawMessage(alice, uids[0] ?? "", "Sent", never);
    expect(sameMessage(copy, message.raw)).toBe(true);
    expect(Buffer.from(copy).toString("latin1")).not.toContain("Resent-");
    const folder = rig.life.path("mail", rig.certificates.alice.address, ".Sent", "cur");
    const stored = readdirSync(folder).find((name) => readFileSync(join(folder, name)).includes(message.messageId));
    expect(stored).toMatch(/:2,[A-Z]*S/);
  });

  it("removes a blind copy's file again", async () => {
    const message = sealed([rig.certificates.carol.address], "Hello\r\n", false);
    await send(message);
    expect(wire(message)).toHaveLength(1);
    expect(await copies(message)).toEqual([]);
  });

  it("carries ten megabytes", async () => {
    const message = sealed([bob], `${"QUJD".repeat(19)}\r\n`.repeat(135_000));
    await send(message);
    expect(wire(message)[0]?.raw.length).toBeGreaterThan(10_000_000);
  });

  it("refuses a copy that Roundcube changed, and removes it", async () => {
    const message = sealed([bob], "Hello\r\n>From here on Roundcube takes a sign away\r\n");
    await expect(send(message)).rejects.toMatchObject({
      code: "webmail/copy-differs",
      detail: { expected: message.raw.length, found: message.raw.length - 3 },
    });
    expect(await copies(message)).toEqual([]);
    expect(wire(message)).toEqual([]);
  });

  it("tells a refused import", async () => {
    const message = sealed([bob]);
    expect(await failure(send({ ...message, raw: octets("no header line\r\n\r\nHello") }))).toBe(
      "webmail/import-refused",
    );
    expect(wire(message)).toEqual([]);
  });

  it("does not even ask where the server says it is too large", async () => {
    const message = sealed([bob]);
    const limit = message.raw.length - 1;
    await expect(send(message, { ...ROUTE, maxFileSize: limit })).rejects.toMatchObject({
      code: "webmail/too-large",
      detail: { size: message.raw.length, limit },
    });
    expect(await copies(message)).toEqual([]);
  });

  it("removes the copy of a message that the mail server refused, and tells why", async () => {
    rig.outgoing.refuse("Policy says no");
    const message = sealed([bob]);
    await expect(send(message)).rejects.toMatchObject({
      code: "webmail/send-refused",
      detail: { reason: expect.stringContaining("Policy says no") },
    });
    expect(await copies(message)).toEqual([]);
  });

  it("refuses an unknown recipient without sending to the others", async () => {
    const message = sealed([bob, "nobody@example.com"]);
    expect(await failure(send(message))).toBe("webmail/send-refused");
    expect(wire(message)).toEqual([]);
    expect(await copies(message)).toEqual([]);
  });

  it("tells a sender that Roundcube does not know", async () => {
    const message = sealed([bob]);
    expect(await failure(send(message, { ...ROUTE, identity: "77" }))).toBe("webmail/send-refused");
    expect(await copies(message)).toEqual([]);
  });

  it.each(["a b@example.com", '"a,b"@example.com', "a@b,c@d", "Bob <bob@example.com>", "bob"])(
    "does not pass on %s as an address",
    async (to) => {
      expect(await failure(send({ ...sealed([bob]), recipients: [to] }))).toBe("draft/bad-address");
    },
  );

  it("does not send where nobody receives", async () => {
    expect(await failure(send({ ...sealed([bob]), recipients: [] }))).toBe("draft/no-recipient");
  });

  it("knows nothing about the outcome when the answer of the last step never comes", async () => {
    const message = sealed([bob]);
    rig.webmail.heard.interrupt(({ url }) => (url.includes("_action=bounce") ? 504 : null));
    expect(await failure(send(message))).toBe("webmail/outcome-unknown");
    expect(await copies(message)).toHaveLength(1);
  });

  it("knows nothing about the outcome when the mail server went away with the message", async () => {
    const message = sealed([bob]);
    const exec = 'this.display_message("SMTP Error: [-1] ","error",0);\n';
    const broken: Session = {
      ...alice,
      fetch: async (url, init) =>
        url.includes("_action=bounce") ? Response.json({ action: "bounce", exec }) : alice.fetch(url, init),
    };
    expect(await failure(transport(broken, message, ROUTE, () => {}, never))).toBe("webmail/outcome-unknown");
    expect(await copies(message)).toHaveLength(1);
  });

  it("uses the copy of an earlier attempt again", async () => {
    const message = sealed([bob]);
    rig.webmail.heard.interrupt(({ url }) => (url.includes("_action=bounce") ? 504 : null));
    await failure(send(message));
    rig.webmail.heard.interrupt(null);
    await send(message);
    expect(await copies(message)).toHaveLength(1);
    expect(wire(message)).toHaveLength(1);
  });

  it("tells that the server cannot be reached before anything was sent", async () => {
    const message = sealed([bob]);
    const gone = { ...alice, base: "http://127.0.0.1:9/" };
    expect(await failure(transport(gone, message, ROUTE, () => {}, never))).toBe("webmail/offline");
  });

  it("stops before sending when it is told to", async () => {
    const message = sealed([bob]);
    const stop = new AbortController();
    const sending = transport(alice, message, ROUTE, (step) => step === "comparing" && stop.abort(), stop.signal);
    await expect(sending).rejects.toMatchObject({ name: "AbortError" });
    expect(wire(message)).toEqual([]);
  });

  it("tells a session that ended before it began, and one that ended on the way", async () => {
    const other = await signIn(rig.webmail.url, rig.certificates.alice.address);
    const message = sealed([bob]);
    const sending = transport(
      {
        ...other,
        fetch: async (url, init) => {
          if (url.includes("_action=bounce")) await other.signOut();
          return other.fetch(url, init);
        },
      },
      message,
      ROUTE,
      () => {},
      never,
    );
    expect(await failure(sending)).toBe("webmail/signed-out");
    expect(await failure(transport(other, sealed([bob]), ROUTE, () => {}, never))).toBe("webmail/signed-out");
    expect(wire(message)).toEqual([]);
  });
});
