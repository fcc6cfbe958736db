import { describe, expect, it } from "vitest";
import { utf8 } from "../../../src/smime/bytes.ts";
import { readHeader } from "../../../src/smime/mime/header.ts";
import { mergeFields, type ProtectionScheme, readProtectedPayload } from "../../../src/smime/mime/header-protection.ts";
import { parseEntity } from "../../../src/smime/mime/parse.ts";

const read = (text: string) => readProtectedPayload(parseEntity(utf8(text)));
const names = (text: string) => read(text).header?.fields.map((field) => field.name) ?? null;
const fields = (text: string) => readHeader(utf8(`${text}\n\n`)).fields;

const merge = (outer: string, inner: string, scheme: ProtectionScheme) =>
  mergeFields(fields(outer), { scheme, fields: fields(inner), recordedOuter: null }).map(({ value }) => value);

describe("readProtectedPayload (RFC 9788)", () => {
  it.each([
    ['hp="clear"', "hp-clear"],
    ["hp=clear", "hp-clear"],
    ['HP="Cipher"', "hp-cipher"],
    ['protected-headers="v1"', "protected-headers-v1"],
    ['protected-headers="v1"; hp="cipher"', "hp-cipher"],
  ])("takes the fields of a payload with %s", (parameter, scheme) => {
    const { header } = read(
      `Subject: s\nFrom: a@b\nMIME-Version: 1.0\nContent-Language: en\nHP-Outer: Subject: [...]\nContent-Type: text/plain; ${parameter}\n\nx`,
    );
    expect(header?.scheme).toBe(scheme);
    expect(header?.fields.map((field) => field.name)).toEqual(["subject", "from"]);
  });

  it("takes none without such a parameter", () => {
    expect(names("Subject: s\nContent-Type: text/plain\n\nx")).toBeNull();
    expect(names('Subject: s\nContent-Type: text/plain; protected-headers="v2"\n\nx')).toBeNull();
    expect(names('Subject: s\nContent-Type: text/plain; hp="other"\n\nx')).toBeNull();
  });

  it("reads the record of the outer header, and only beside hp=cipher", () => {
    const records =
      "HP-Outer: Subject: [...]\nHP-Outer: TO : a@b,\n c@d\nHP-Outer: Content-Type: x/y\nHP-Outer: HP-Outer: z\nHP-Outer: none\nHP-Outer: a b: c\n";
    const record = (parameter: string) =>
      read(`${records}Content-Type: text/plain; ${parameter}\n\nx`).header?.recordedOuter;
    expect(record('hp="cipher"')?.map(({ name, value }) => [name, value])).toEqual([
      ["subject", "[...]"],
      ["to", "a@b, c@d"],
    ]);
    expect(record('hp="clear"')).toBeNull();
    expect(record('protected-headers="v1"')).toBeNull();
  });

  it.each(["", "; forwarded=no", '; forwarded="NO"'])(
    "unwraps message/rfc822%s (RFC 8551 section 3.1)",
    (parameter) => {
      const { header, entity } = read(
        `Content-Type: message/rfc822${parameter}\n\nFrom: a@b\nSubject: s\nContent-Type: text/html\n\nx`,
      );
      expect(header?.scheme).toBe("wrapped");
      expect(header?.fields.map((field) => field.name)).toEqual(["from", "subject"]);
      expect(entity.type).toBe("text/html");
    },
  );

  it.each([
    "Content-Type: message/rfc822\nContent-Disposition: attachment",
    "Content-Type: message/rfc822; forwarded=yes",
    "Content-Type: text/plain",
  ])("does not unwrap %s", (header) => expect(names(`${header}\n\nFrom: a@b\n\nx`)).toBeNull());

  it("does not look for a wrapped message behind hp", () => {
    const { header, entity } = read('From: a@b\nContent-Type: message/rfc822; hp="clear"\n\nFrom: c@d\n\nx');
    expect(header?.fields.map(({ value }) => value)).toEqual(["a@b"]);
    expect(entity.type).toBe("message/rfc822");
  });
});

describe("mergeFields", () => {
  it("lets protected fields win, name by name", () => {
    expect(merge("Subject: outer\nTo: o@o", "Subject: inner\nFrom: i@i", "protected-headers-v1")).toEqual([
      "inner",
      "i@i",
      "o@o",
    ]);
  });

  it("shows no subject and no recipient that was added outside an RFC 9788 payload", () => {
    const outer = "Subject: outer\nTo: o@o\nCc: boss@o\nReply-To: eve@o\nDate: d\nMessage-ID: <m>";
    expect(merge(outer, "From: i@i", "hp-clear")).toEqual(["i@i", "d", "<m>"]);
    expect(merge(outer, "From: i@i", "wrapped")).toHaveLength(7);
  });
});
