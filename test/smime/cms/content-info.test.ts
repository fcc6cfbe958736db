import { describe, expect, it } from "vitest";
import { context } from "../../../src/smime/asn1/reader.ts";
import { encode, NULL, octetString, oid, sequence } from "../../../src/smime/asn1/writer.ts";
import { concat, utf8 } from "../../../src/smime/bytes.ts";
import {
  CONTENT_TYPE,
  contentOf,
  contentTypeOf,
  type ContentType,
  readContentInfo,
  writeContentInfo,
} from "../../../src/smime/cms/content-info.ts";

const TYPES: readonly ContentType[] = [
  "data",
  "signed-data",
  "enveloped-data",
  "digested-data",
  "encrypted-data",
  "authenticated-data",
  "compressed-data",
  "auth-enveloped-data",
];

function unsupported(type: string) {
  return expect.objectContaining({ code: "cms/unsupported-content-type", detail: { oid: type } });
}

describe("ContentInfo", () => {
  it.each(TYPES)("%s is told by its type and read back", (type) => {
    const message = writeContentInfo(type, NULL, octetString(utf8("x")));
    expect(contentTypeOf(message)).toBe(type);
    expect(contentOf(message, type).octets).toEqual(sequence(NULL, octetString(utf8("x"))));
    expect(message).toEqual(
      sequence(oid(CONTENT_TYPE[type]), encode(context(0), sequence(NULL, octetString(utf8("x"))))),
    );
  });

  it("lengths of every size are right", () => {
    for (const length of [0, 100, 127, 128, 255, 256, 65_535, 65_536]) {
      const content = contentOf(writeContentInfo("data", new Uint8Array(length).fill(5)), "data");
      expect(content.content).toHaveLength(length);
    }
  });

  it("another type than the one asked for, and one nobody knows", () => {
    expect(() => contentOf(writeContentInfo("data"), "signed-data")).toThrow(unsupported(CONTENT_TYPE.data));
    expect(() => contentTypeOf(sequence(oid("1.2.3"), encode(context(0), NULL)))).toThrow(unsupported("1.2.3"));
  });

  it.each([
    ["nothing", new Uint8Array(0)],
    ["text", utf8("Content-Type: text/plain")],
    ["no content", sequence(oid(CONTENT_TYPE.data))],
    ["an empty content", sequence(oid(CONTENT_TYPE.data), encode(context(0)))],
    ["two contents", sequence(oid(CONTENT_TYPE.data), encode(context(0), NULL, NULL))],
    ["a further field", sequence(oid(CONTENT_TYPE.data), encode(context(0), NULL), NULL)],
    ["octets behind", concat(writeContentInfo("data"), utf8("\n"))],
  ])("malformed: %s", (_, message) => {
    const expected = expect.objectContaining({ code: "cms/malformed", detail: { structure: "ContentInfo" } });
    expect(() => readContentInfo(message)).toThrow(expected);
  });
});
