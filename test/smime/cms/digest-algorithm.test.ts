import { describe, expect, it } from "vitest";
import { readSole } from "../../../src/smime/asn1/reader.ts";
import { algorithmIdentifier, integer, NULL } from "../../../src/smime/asn1/writer.ts";
import { type Bytes, toHex, utf8 } from "../../../src/smime/bytes.ts";
import { digestNameOf } from "../../../src/smime/cms/digest-algorithm.ts";
import { digest } from "../../../src/smime/crypto/digest.ts";
import { readAlgorithmIdentifier } from "../../../src/smime/x509/algorithm-identifier.ts";

const nameOf = (oid: string, parameters?: Bytes) =>
  digestNameOf(readAlgorithmIdentifier(readSole(algorithmIdentifier(oid, parameters))));

describe("digest algorithms", () => {
  it.each([
    ["2.16.840.1.101.3.4.2.1", NULL, "sha-256"],
    ["1.2.840.113549.1.1.11", NULL, "sha-256"],
    ["2.16.840.1.101.3.4.2.11", undefined, "shake128"],
    ["2.16.840.1.101.3.4.2.12", undefined, "shake256"],
    ["2.16.840.1.101.3.4.2.18", integer(512), "shake256"],
    ["2.16.840.1.101.3.4.2.18", integer(256), null],
    ["2.16.840.1.101.3.4.2.18", undefined, null],
    ["1.2.3", undefined, null],
  ] as const)("%s is %3$s", (oid, parameters, expected) => {
    expect(nameOf(oid, parameters)).toBe(expected);
  });

  it("SHAKE has the output lengths of RFC 8702", async () => {
    // FIPS 202, of the empty message.
    expect(toHex(await digest("shake128", utf8("")))).toMatch(/^7f9c2ba4e88f827d616045507605853e.{32}$/);
    expect(toHex(await digest("shake256", utf8("")))).toMatch(/^46b9dd2b0ba88d13233b3feb743eeb24.{96}$/);
  });
});
