import { deflateSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { context } from "../../../src/smime/asn1/reader.ts";
import { algorithmIdentifier, encode, integer, octetString, oid, sequence } from "../../../src/smime/asn1/writer.ts";
import { type Bytes, concat, utf8 } from "../../../src/smime/bytes.ts";
import { readCompressedData } from "../../../src/smime/cms/compressed-data.ts";
import { CONTENT_TYPE, writeContentInfo } from "../../../src/smime/cms/content-info.ts";
import { CMS_LIMITS } from "../../../src/smime/cms/limits.ts";

const ZLIB = "1.2.840.113549.1.9.16.3.8";

function compressed(octets: Bytes, algorithm = ZLIB): Bytes {
  const encapsulated = sequence(oid(CONTENT_TYPE.data), encode(context(0), octetString(octets)));
  return writeContentInfo("compressed-data", integer(0), algorithmIdentifier(algorithm), encapsulated);
}

function deflated(content: Bytes): Bytes {
  return new Uint8Array(deflateSync(content));
}

describe("CompressedData", () => {
  it.each([
    ["text", utf8("Content-Type: text/plain\r\n\r\nhello\r\n")],
    ["nothing", new Uint8Array(0)],
    ["a megabyte of zeros, for which the ratio is not asked", new Uint8Array(CMS_LIMITS.decompressedAlways)],
  ])("%s", async (_, content) => {
    expect(await readCompressedData(compressed(deflated(content)))).toEqual({
      contentType: CONTENT_TYPE.data,
      content,
    });
  });

  it("in segments", async () => {
    const [content, octets] = [utf8("in segments"), deflated(utf8("in segments"))];
    const segments = encode(0x24, octetString(octets.subarray(0, 3)), octetString(octets.subarray(3)));
    const encapsulated = sequence(oid(CONTENT_TYPE.data), encode(context(0), segments));
    const message = writeContentInfo("compressed-data", integer(0), algorithmIdentifier(ZLIB), encapsulated);
    expect((await readCompressedData(message)).content).toEqual(content);
  });

  it("a bomb ends at the limit", async () => {
    const bomb = compressed(deflated(new Uint8Array(16 * 1024 * 1024)));
    const expected = { code: "cms/limit-exceeded", detail: { limit: "decompressedOctets" } };
    await expect(readCompressedData(bomb)).rejects.toMatchObject(expected);
  });

  it.each([
    ["truncated", (octets: Bytes) => octets.subarray(0, octets.length - 5)],
    ["damaged", (octets: Bytes) => concat(octets.subarray(0, 2), utf8("\xff\xff\xff"), octets.subarray(4))],
    ["nothing", () => new Uint8Array(0)],
  ])("malformed: %s", async (_, change) => {
    const message = compressed(change(deflated(utf8("some text that is long enough to be cut"))));
    const expected = { code: "cms/malformed", detail: { structure: "CompressedData" } };
    await expect(readCompressedData(message)).rejects.toMatchObject(expected);
  });

  it("another algorithm is unsupported", async () => {
    const expected = { code: "cms/unsupported-algorithm", detail: { oid: "1.2.3" } };
    await expect(readCompressedData(compressed(utf8("x"), "1.2.3"))).rejects.toMatchObject(expected);
  });
});
