import * as fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { type Bytes, concat, latin1, utf8 } from "../../src/smime/bytes.ts";
import { decodeEncodedWords } from "../../src/smime/mime/encoded-word.ts";
import { fieldValue, fieldValues } from "../../src/smime/mime/header.ts";
import { parseEntity } from "../../src/smime/mime/parse.ts";
import type { Draft } from "../../src/smime/verdict/display.ts";
import { writeMessage } from "../../src/smime/write-message.ts";
import { DATE, edit, letter, NOW, People } from "./people.ts";

/** Header protection (RFC 9788) as it is written, and as it is read. */
const people = new People();
afterAll(() => people.remove());

const SUBJECT = "Übergabe am Dienstag";
const TEXT = "The wax is still warm.\n";
const draft: Draft = {
  from: { name: "Alice", address: "alice@example.com" },
  to: [{ name: "Bob", address: "bob@example.com" }],
  cc: [],
  bcc: [],
  subject: SUBJECT,
  text: TEXT,
  rich: null,
  attachments: [],
  sign: true,
  encrypt: true,
  hideSubject: true,
};
const write = (change: Partial<Draft> = {}): Promise<Bytes> =>
  writeMessage({
    draft: { ...draft, ...change },
    messageId: "one@example.com",
    date: NOW,
    inReplyTo: "zero@example.com",
    references: ["zero@example.com"],
    signer: people.alice.key,
    recipients: [people.bob.certificate],
    form: "clear",
  });

/** What OpenSSL finds inside: the payload, verified where it was signed. */
function payloadOf(raw: Bytes, signed: boolean): Bytes {
  const { openssl, bob, authority } = people;
  const sealed = openssl.write("sealed", raw);
  const inside = openssl.run(["cms", "-decrypt", "-in", sealed, "-recip", bob.certificatePath, "-inkey", bob.keyPath]);
  if (!signed) return inside;
  const file = openssl.write("inside", inside);
  return openssl.run(["cms", "-verify", "-in", file, "-CAfile", authority.certificatePath, "-purpose", "any"]);
}

const ORDER = ["from", "to", "subject", "date", "message-id", "in-reply-to", "references"];

describe("the payload OpenSSL finds", () => {
  it.each([true, false])(
    "begins with From and holds every field, and the record of the outer ones (signed: %s)",
    async (sign) => {
      const raw = await write({ sign });
      const outer = parseEntity(raw).fields;
      const { fields, contentType } = parseEntity(payloadOf(raw, sign));
      expect(contentType.parameters.get("hp")).toBe("cipher");
      expect(fields.map(({ name }) => name)).toEqual([
        ...ORDER,
        ...ORDER.map(() => "hp-outer"),
        "mime-version",
        "content-type",
        "content-transfer-encoding",
      ]);
      expect(decodeEncodedWords(fieldValue(fields, "subject") ?? "")).toBe(SUBJECT);
      const recorded = fieldValues(fields, "hp-outer");
      expect(recorded).toEqual(
        outer.slice(0, ORDER.length).map(({ raw: field }) => latin1(field).replace(/\r\n/g, "")),
      );
      expect(recorded).toContain("Subject: [...]");
    },
  );

  it("stands beneath a signature that carries no fields of its own", async () => {
    const { openssl, bob } = people;
    const sealed = openssl.write("sealed", await write());
    const signed = openssl.run([
      "cms",
      "-decrypt",
      "-in",
      sealed,
      "-recip",
      bob.certificatePath,
      "-inkey",
      bob.keyPath,
    ]);
    const { fields, type, contentType } = parseEntity(signed);
    expect(type).toBe("multipart/signed");
    expect(contentType.parameters.has("hp")).toBe(false);
    expect(fields.map(({ name }) => name)).toEqual(["mime-version", "content-type"]);
  });

  it("tells a reader without header protection the subject, in the text", async () => {
    const { body, contentType } = parseEntity(payloadOf(await write(), true));
    expect(contentType.parameters.get("hp-legacy-display")).toBe("1");
    expect(latin1(body)).toMatch(/^Subject: .*\r\n\r\nThe wax is still warm\.\r\n/);
  });

  it("records and repeats nothing where nothing is hidden", async () => {
    const { body, contentType, fields } = parseEntity(payloadOf(await write({ hideSubject: false }), true));
    expect(contentType.parameters.get("hp")).toBe("cipher");
    expect(contentType.parameters.has("hp-legacy-display")).toBe(false);
    expect(latin1(body)).toBe("The wax is still warm.\r\n");
    expect(fieldValues(fields, "hp-outer")).toHaveLength(ORDER.length);
  });
});

describe("a message that is only signed", () => {
  it("carries its fields twice, hides none and records none", async () => {
    const raw = await write({ encrypt: false });
    const [payload] = parseEntity(raw).parts;
    expect(payload?.contentType.parameters.get("hp")).toBe("clear");
    expect(payload?.fields.map(({ name }) => name)).toEqual([
      ...ORDER,
      "mime-version",
      "content-type",
      "content-transfer-encoding",
    ]);
    const opened = await people.open(raw);
    expect(opened.report).toMatchObject({ signature: { kind: "verified" }, remarks: [] });
    expect(opened.content.differences).toEqual([]);
  });

  it("tells which outer fields were changed on the way", async () => {
    const changed = edit(await write({ encrypt: false }), "To: Bob <bob@example.com>", "To: eve@evil.example");
    const opened = await people.open(changed);
    expect(opened.report).toMatchObject({ signature: { kind: "verified" }, remarks: ["headers/outer-differ"] });
    expect(opened.content.headers.to).toMatchObject([{ address: "bob@example.com" }]);
    expect(opened.content.differences).toEqual([
      { name: "to", kind: "changed", inner: "Bob <bob@example.com>", outer: "eve@evil.example", believed: "inner" },
    ]);
  });

  it("tells recipients that were added, and does not show them", async () => {
    const opened = await people.open(concat(utf8("Cc: boss@example.com\r\n"), await write({ encrypt: false })));
    expect(opened.content.headers.cc).toEqual([]);
    expect(opened.content.differences).toMatchObject([{ name: "cc", kind: "added", inner: null }]);
    expect(opened.report.remarks).toEqual(["headers/outer-differ"]);
  });
});

const plain = (value: string) =>
  value
    .replace(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, " ")
    .replace(/ {2,}/g, " ")
    .trim();

const isTelling = (value: string) => plain(value).length >= 8;

describe("what is written reads back, whatever the header", () => {
  const text = fc.string({ unit: "grapheme", maxLength: 120 });

  it("and nothing confidential appears outside", async () => {
    await fc.assert(
      fc.asyncProperty(text.filter(isTelling), text, fc.boolean(), async (subject, name, sign) => {
        const raw = await write({ subject, sign, to: [{ name, address: "bob@example.com" }] });
        const outer = latin1(raw.subarray(0, raw.length - parseEntity(raw).body.length));
        expect(fieldValues(parseEntity(raw).fields, "subject")).toEqual(["[...]"]);
        for (const secret of [subject, plain(subject), latin1(utf8(plain(subject)))])
          expect(outer).not.toContain(secret);
        expect(outer).not.toMatch(/^hp-/im);
        for (const line of latin1(raw).split("\r\n")) expect(line).not.toMatch(/[^\t\x20-\x7e]|^.{77}/);
        const opened = await people.open(raw);
        expect(plain(opened.content.headers.subject)).toBe(plain(subject));
        expect(plain(opened.content.headers.to[0]?.name ?? "")).toBe(plain(name));
        expect(opened.content.text).toBe(TEXT);
        expect(opened.content.differences.map(({ kind }) => kind)).toEqual(["hidden"]);
        expect(opened.report.remarks).not.toContain("headers/outer-differ");
      }),
      { numRuns: 25 },
    );
  });

  it("in lines that no relay rewrites, inside and outside", async () => {
    await fc.assert(
      fc.asyncProperty(text, text, async (subject, name) => {
        const from = { name, address: "alice@example.com" };
        const raw = latin1(await write({ subject, from, encrypt: false }));
        expect(raw).toMatch(/^[\t\r\n\x20-\x7e]*$/);
        for (const line of raw.split("\r\n")) expect(line).not.toMatch(/^From |^\.$|[ \t]$|.{77}|[\r\n]/);
      }),
      { numRuns: 50 },
    );
  });
});

const inner = (fields: string, parameters: string, body = "Text\r\n") =>
  `From: alice@example.com\r\nTo: bob@example.com\r\n${fields}Date: ${DATE}\r\nContent-Type: text/plain; ${parameters}\r\n\r\n${body}`;

describe("a payload that says otherwise than its layers", () => {
  const record = `HP-Outer: From: alice@example.com\r\nHP-Outer: To: bob@example.com\r\nHP-Outer: Date: ${DATE}\r\nHP-Outer: Subject: [...]\r\n`;

  it("hp=cipher that is only signed keeps its fields, and what was meant to be hidden stays so", async () => {
    const signed = await people.sign(inner(`Subject: Inside\r\n${record}`, "hp=cipher"));
    const opened = await people.open(letter(signed, { Subject: "[...]" }));
    expect(opened.report).toMatchObject({ signature: { kind: "verified" }, encryption: { kind: "none" }, remarks: [] });
    expect(opened.content.headers.subject).toBe("Inside");
    expect(opened.reply.confidential).toEqual([{ name: "subject", inner: "Inside", outer: "[...]" }]);
  });

  it("hp=clear that was encrypted on the way hid nothing: what differs outside was changed", async () => {
    const sealed = await people.encrypt(await people.sign(inner(`Subject: Inside\r\n${record}`, "hp=clear")));
    const opened = await people.open(letter(sealed, { Subject: "Outside" }));
    expect(opened.content).toMatchObject({
      headers: { subject: "Inside" },
      differences: [{ name: "subject", kind: "changed", inner: "Inside", outer: "Outside" }],
    });
    expect(opened.reply.confidential).toEqual([]);
  });
});

const subjectOf = async (message: Bytes) => (await people.open(message)).content.headers.subject;

describe("protected fields count nowhere but at the root of a payload", () => {
  const claim = inner("Subject: Inside\r\n", "hp=cipher");
  it("not where nobody signed or encrypted", async () => {
    expect(await subjectOf(letter(utf8(claim.replace(/^[^]*?(?=Content-Type)/, ""))))).toBe("Outside");
    expect(
      await subjectOf(utf8(`Subject: Outside\r\nHP-Outer: Subject: x\r\n${claim.replace(/Subject: Inside\r\n/, "")}`)),
    ).toBe("Outside");
  });

  it("not beneath a signature that does not hold", async () => {
    const broken = edit(letter(await people.sign(claim)), "Subject: Inside", "Subject: Insane");
    const opened = await people.open(broken);
    expect(opened.report).toMatchObject({ signature: { kind: "altered" }, remarks: [] });
    expect(opened.content).toMatchObject({ headers: { subject: "Outside" }, differences: [] });
  });

  it("not in a part of the payload", async () => {
    const parts = `Content-Type: multipart/mixed; boundary=m\r\n\r\n--m\r\n${claim}\r\n--m--\r\n`;
    expect(await subjectOf(letter(await people.sign(parts)))).toBe("Outside");
  });

  it("not between encryption and signature", async () => {
    const signed = latin1(await people.sign("Content-Type: text/plain\r\n\r\nText\r\n"));
    const dressed = signed.replace(
      "Content-Type: multipart/signed;",
      "Subject: Between\r\nContent-Type: multipart/signed; hp=cipher;",
    );
    expect(dressed).not.toBe(signed);
    const opened = await people.open(letter(await people.encrypt(dressed)));
    expect(opened.report.signature.kind).toBe("verified");
    expect(opened.content.headers.subject).toBe("Outside");
  });
});

describe("schemes before RFC 9788", () => {
  const legacy =
    'Content-Type: multipart/mixed; boundary=m; protected-headers="v1"\r\nSubject: Inside\r\n\r\n' +
    '--m\r\nContent-Type: text/plain; protected-headers="v1"\r\nContent-Disposition: inline\r\n\r\nSubject: Inside\r\n\r\n' +
    "--m\r\nContent-Type: text/plain\r\n\r\nText\r\n\r\n--m--\r\n";

  it("protected-headers=v1, encrypted: subject, and no repetition of it", async () => {
    const opened = await people.open(letter(await people.encrypt(legacy), { Subject: "..." }));
    expect(opened.content).toMatchObject({
      headers: { subject: "Inside", to: [{ address: "bob@example.com" }] },
      text: "Text\n",
      differences: [{ name: "subject", kind: "hidden" }],
    });
    expect(opened.reply.confidential).toEqual([{ name: "subject", inner: "Inside", outer: "..." }]);
    expect(opened.report.remarks).toEqual(["encryption/unauthenticated"]);
  });

  it.each(["", "; forwarded=no"])("the wrapped form%s, encrypted", async (parameter) => {
    const wrapped = `Content-Type: message/rfc822${parameter}\r\n\r\n${inner("Subject: Inside\r\n", "charset=utf-8")}`;
    const opened = await people.open(letter(await people.encrypt(await people.sign(wrapped)), { Subject: "[...]" }));
    expect(opened.content).toMatchObject({ headers: { subject: "Inside" }, text: "Text\n" });
    expect(opened.reply.confidential).toMatchObject([{ name: "subject" }]);
  });
});

describe("a hidden Message-ID", () => {
  it("is not what an answer refers to", async () => {
    const payload = inner("Subject: s\r\nMessage-ID: <secret@inside>\r\nReferences: <r@inside>\r\n", "hp=cipher");
    const opened = await people.open(letter(await people.encrypt(payload), { "Message-ID": "<public@outside>" }));
    expect(opened.reply).toMatchObject({ messageId: "<public@outside>", references: ["<public@outside>"] });
  });
});
