import { describe, expect, it } from "vitest";
import { utf8 } from "../../../src/smime/bytes.ts";
import { readHeader } from "../../../src/smime/mime/header.ts";
import { mergeFields, outerDiffers, readProtectedPayload } from "../../../src/smime/mime/header-protection.ts";
import { parseEntity } from "../../../src/smime/mime/parse.ts";

const names = (text: string) =>
  readProtectedPayload(parseEntity(utf8(text))).fields?.map((field) => field.name) ?? null;
const fields = (text: string) => readHeader(utf8(`${text}\n\n`)).fields;

describe("readProtectedPayload (RFC 9788)", () => {
  it.each(['hp="clear"', 'hp="cipher"', 'protected-headers="v1"'])(
    "takes the fields of a payload with %s",
    (parameter) => {
      expect(
        names(
          `Subject: s\nFrom: a@b\nMIME-Version: 1.0\nHP-Outer: Subject: [...]\nContent-Type: text/plain; ${parameter}\n\nx`,
        ),
      ).toEqual(["subject", "from"]);
    },
  );

  it("takes none without such a parameter", () => {
    expect(names("Subject: s\nContent-Type: text/plain\n\nx")).toBeNull();
    expect(names('Subject: s\nContent-Type: text/plain; protected-headers="v2"\n\nx')).toBeNull();
  });

  it("unwraps message/rfc822 (RFC 8551 section 3.1)", () => {
    const wrapped = parseEntity(
      utf8("Content-Type: message/rfc822\n\nFrom: a@b\nSubject: s\nContent-Type: text/html\n\nx"),
    );
    const { fields: found, entity } = readProtectedPayload(wrapped);
    expect(found?.map((field) => field.name)).toEqual(["from", "subject"]);
    expect(entity.type).toBe("text/html");
  });

  it.each([
    "Content-Type: message/rfc822\nContent-Disposition: attachment",
    "Content-Type: message/rfc822; forwarded=yes",
    "Content-Type: text/plain",
  ])("does not unwrap %s", (header) => expect(names(`${header}\n\nFrom: a@b\n\nx`)).toBeNull());
});

describe("mergeFields", () => {
  it("lets protected fields win, name by name", () => {
    const merged = mergeFields(fields("Subject: outer\nTo: o@o"), fields("Subject: inner\nFrom: i@i"));
    expect(merged.map((field) => field.value)).toEqual(["inner", "i@i", "o@o"]);
  });
});

describe("outerDiffers", () => {
  it.each([
    ["Subject: [...]", "Subject: real", true],
    ["Subject: same", "Subject: =?utf-8?q?same?=", false],
    ["From: Alice <a@b>", "From: a@b", false],
    ["From: x@y", "From: a@b", true],
    ["X: y", "Subject: removed outside", false],
    ["Subject: only outside", "X: y", false],
  ])("%s / %s", (outer, inner, expected) => expect(outerDiffers(fields(outer), fields(inner))).toBe(expected));
});
