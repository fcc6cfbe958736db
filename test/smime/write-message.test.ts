import { afterAll, describe, expect, it } from "vitest";
import { latin1, utf8 } from "../../src/smime/bytes.ts";
import { parseEntity } from "../../src/smime/mime/parse.ts";
import type { Draft } from "../../src/smime/verdict/display.ts";
import { writeMessage } from "../../src/smime/write-message.ts";
import type { WritingOrder } from "../../src/smime/writing.ts";
import { NOW, People } from "./people.ts";

const people = new People();
afterAll(() => people.remove());

const TEXT = "Grüße aus dem Süden\nFrom here on:\n.\nЗима близко 🐦\n";
const draft: Draft = {
  from: { name: "Alice Ädler", address: "alice@example.com" },
  to: [{ name: "Bob", address: "bob@example.com" }],
  cc: [],
  bcc: [{ name: "", address: "hidden@example.com" }],
  subject: "Übergabe der Akten – bitte vertraulich behandeln und nicht weiterleiten",
  text: TEXT,
  rich: null,
  attachments: [
    { filename: "Vertrag für Bob.pdf", contentType: "application/pdf", content: Uint8Array.of(0, 10, 13, 255) },
  ],
  sign: true,
  encrypt: false,
  hideSubject: true,
};
const order: WritingOrder = {
  draft,
  messageId: "one@example.com",
  date: NOW,
  inReplyTo: "zero@example.com",
  references: ["<zero@example.com>", "no id"],
  signer: people.alice.key,
  recipients: [people.bob.certificate, people.alice.certificate],
  form: "clear",
};
const write = (change: Partial<WritingOrder> = {}, ofDraft: Partial<Draft> = {}) =>
  writeMessage({ ...order, ...change, draft: { ...draft, ...ofDraft } });

async function readBack(raw: Awaited<ReturnType<typeof write>>) {
  const opened = await people.open(raw);
  return { report: opened.report, content: opened.content, attachment: opened.attachment.bind(opened) };
}

describe("writeMessage", () => {
  it.each([
    ["signed in the clear", {}, {}, ["multipart-signed"]],
    ["signed, opaque", { form: "opaque" }, {}, ["signed-data"]],
    ["encrypted", {}, { sign: false, encrypt: true }, ["enveloped-data"]],
    ["signed and encrypted", {}, { encrypt: true }, ["enveloped-data", "multipart-signed"]],
    [
      "signed and encrypted with GCM",
      { cipher: "aes-256-gcm", form: "opaque" },
      { encrypt: true },
      ["auth-enveloped-data", "signed-data"],
    ],
  ] as const)("writes a message that reads back: %s", async (_, change, ofDraft, layers) => {
    const raw = await write(change, ofDraft);
    const { report, content, attachment } = await readBack(raw);
    expect(report.layers).toEqual(layers);
    expect(report.signature.kind).toBe("sign" in ofDraft ? "unsigned" : "verified");
    expect(report.remarks.filter((remark) => remark !== "encryption/unauthenticated")).toEqual([]);
    expect(content.text).toBe(TEXT);
    expect(content.headers).toMatchObject({
      subject: draft.subject,
      from: [draft.from],
      to: draft.to,
      cc: [],
      messageId: "<one@example.com>",
    });
    const hidden = content.differences.map(({ name, kind }) => [name, kind]);
    expect(hidden).toEqual("encrypt" in ofDraft ? [["subject", "hidden"]] : []);
    expect(content.attachments).toMatchObject([
      { filename: "Vertrag für Bob.pdf", contentType: "application/pdf", size: 4 },
    ]);
    expect(attachment(0)).toEqual(Uint8Array.of(0, 10, 13, 255));
  });

  it("writes 7-bit lines of at most 76 characters, ended by CRLF", async () => {
    const raw = latin1(await write());
    expect(raw).toMatch(/^[\t\r\n\x20-\x7e]*$/);
    expect(raw.replace(/\r\n/g, "")).not.toMatch(/[\r\n]/);
    for (const line of raw.split("\r\n")) expect(line.length).toBeLessThanOrEqual(76);
    expect(raw.startsWith("From: ")).toBe(true);
    expect(raw.endsWith("\r\n")).toBe(true);
  });

  it("never names a Bcc recipient, in any layer", async () => {
    const raw = await write({ form: "clear" });
    expect(latin1(raw)).not.toMatch(/hidden@|^bcc:/im);
  });

  it("threads", async () => {
    const { fields } = parseEntity(await write());
    const values = Object.fromEntries(fields.map((field) => [field.name, field.value]));
    expect(values).toMatchObject({ "in-reply-to": "<zero@example.com>", references: "<zero@example.com>" });
  });

  it("leaves out message identifiers that no line holds", async () => {
    const { fields } = parseEntity(await write({ references: [`${"x".repeat(1_000)}@example.com`, "a@example.com"] }));
    expect(fields.find(({ name }) => name === "references")?.value).toBe("<a@example.com>");
  });

  it("leaves out a subject that is none", async () => {
    const { fields } = parseEntity(await write({}, { subject: " " }));
    expect(fields.map(({ name }) => name)).not.toContain("subject");
  });

  it.each([
    ["plain", {}, { sign: false }, "cms/cannot-write"],
    ["to nobody", {}, { to: [], bcc: [] }, "draft/no-recipient"],
    ["without a key", { signer: null }, {}, "draft/no-signing-identity"],
    ["without a certificate", { recipients: [] }, { encrypt: true }, "draft/no-certificate"],
    ["to a bad address", {}, { to: [{ name: "", address: "a@b>\r\nBcc: c@d" }] }, "draft/bad-address"],
  ])("refuses to write %s", async (_, change, ofDraft, code) => {
    await expect(write(change, ofDraft)).rejects.toMatchObject({ code });
  });

  it("lets no subject or name become a header field", async () => {
    const raw = await write(
      {},
      {
        subject: "a\r\nBcc: eve@evil.example\r\n\r\nbody",
        from: { name: "x\r\nBcc: y", address: "alice@example.com" },
      },
    );
    expect(parseEntity(raw).fields.map((field) => field.name)).not.toContain("bcc");
  });

  it("is verified by openssl", async () => {
    const file = people.openssl.write("written", await write());
    const out = people.openssl.run([
      "cms",
      "-verify",
      "-in",
      file,
      "-CAfile",
      people.authority.certificatePath,
      "-purpose",
      "any",
    ]);
    expect(latin1(out)).toMatch(/^From: [^]*\r\nContent-Type: multipart\/mixed; hp=clear;/);
  });

  it("is decrypted by openssl", async () => {
    const file = people.openssl.write("sealed", await write({}, { sign: false, encrypt: true, attachments: [] }));
    const out = people.openssl.run([
      "cms",
      "-decrypt",
      "-in",
      file,
      "-recip",
      people.bob.certificatePath,
      "-inkey",
      people.bob.keyPath,
    ]);
    expect(latin1(out)).toMatch(
      /^From: [^]*\r\nContent-Type: text\/plain; charset=utf-8; hp-legacy-display=1; hp=cipher\r\n/,
    );
  });

  it("takes an attachment of 10 MB", async () => {
    const content = new Uint8Array(10_000_000);
    const raw = await write({}, { encrypt: true, attachments: [{ filename: "x", contentType: "a/b", content }] });
    expect(raw.length).toBeGreaterThan(10_000_000);
  });
});

describe("signEntity and encryptEntity", () => {
  it("take LF and make it CRLF before anything is signed", async () => {
    const signed = await people.sign("Content-Type: text/plain\n\nx\n");
    expect(latin1(signed).replace(/\r\n/g, "")).not.toContain("\n");
    const opened = await people.open(new Uint8Array([...utf8("From: alice@example.com\r\n"), ...signed]));
    expect(opened.report.signature.kind).toBe("verified");
    expect(opened.report.remarks).toEqual([]);
  });

  it("bring 8-bit entities into a form that survives", async () => {
    const signed = await people.sign("Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\nü\n");
    expect(signed.every((octet) => octet < 0x80)).toBe(true);
  });
});
