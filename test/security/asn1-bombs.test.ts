import { afterAll, describe, expect, it } from "vitest";
import { context, Fields, readElement, readSole, TAG } from "../../src/smime/asn1/reader.ts";
import { oidOf, smallInteger, unsignedInteger } from "../../src/smime/asn1/values.ts";
import {
  algorithmIdentifier,
  encode,
  integer,
  octetString,
  oid,
  sequence,
  setOf,
} from "../../src/smime/asn1/writer.ts";
import { type Bytes, concat, concatAll, utf8 } from "../../src/smime/bytes.ts";
import { CONTENT_TYPE, readContentInfo, writeContentInfo } from "../../src/smime/cms/content-info.ts";
import { createEnvelopedData, openEnveloped } from "../../src/smime/cms/enveloped-data.ts";
import { createSignedData, readSignedData } from "../../src/smime/cms/signed-data.ts";
import { readCertificate } from "../../src/smime/x509/certificate.ts";
import { NOW, People, TEXT } from "../smime/people.ts";
import { opaqueLetter } from "./carrier.ts";

/** Tags and lengths that exhaust or mislead a reader: depth, sizes, numbers (X.690; CVE-2016-2109, CVE-2021-3712, CVE-2023-2650 and their kin). */
const people = new People();
afterAll(() => people.remove());

const failing = (code: string, detail: object = {}) =>
  expect.objectContaining({ code, detail: expect.objectContaining(detail) });

function nested(levels: number, tag: number, innermost: Bytes): Bytes {
  let octets = innermost;
  for (let i = 0; i < levels; i++) octets = encode(tag, octets);
  return octets;
}

async function signed(): Promise<Bytes> {
  const request = { content: utf8(TEXT), detached: false, signers: [people.alice.key], signingTime: NOW };
  return createSignedData(request);
}

/** The object with its fields changed. */
async function edited(change: (fields: readonly Bytes[]) => readonly Bytes[]): Promise<Bytes> {
  const fields = new Fields(readContentInfo(await signed()).content).rest().map(({ octets }) => octets);
  return writeContentInfo("signed-data", concatAll(change(fields)));
}

const verdictOf = async (cms: Bytes) => (await people.open(opaqueLetter(cms))).report.signature;

describe("lengths", () => {
  it.each([
    ["2^53 + 1", [0x30, 0x87, 0x20, 0, 0, 0, 0, 0, 1]],
    ["2^64 - 1", [0x30, 0x88, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff]],
    ["2^1008 - 1", [0x30, 0xfe, ...Array.from({ length: 126 }, () => 0xff)]],
    ["2^32, which wraps to nothing", [0x30, 0x85, 1, 0, 0, 0, 0]],
    ["2^31, which wraps to a negative number", [0x30, 0x84, 0x80, 0, 0, 0]],
    ["of a reserved form", [0x30, 0xff, 0]],
  ])("%s", (_, octets) => {
    expect(() => readElement(Uint8Array.from(octets))).toThrow(failing("asn1/malformed"));
  });

  it("that overlap the element around them are refused", async () => {
    const inner = Uint8Array.of(0x04, 0x7f, 0x61);
    await expect(openEnveloped(sequence(inner), [])).rejects.toMatchObject({ code: "cms/malformed" });
    expect(() => readCertificate(sequence(sequence(inner)))).toThrow(failing("x509/malformed"));
  });
});

describe("depth", () => {
  it.each([
    ["sequences", TAG.sequence],
    ["octet strings", 0x24],
    ["context tags", context(0)],
  ])("of ten thousand %s costs an answer and no stack", async (_, tag) => {
    const deep = nested(5_000, tag, octetString(utf8("x")));
    const message = writeContentInfo("signed-data", integer(1), setOf([]), deep, setOf([]));
    expect(() => readSignedData(message)).toThrow(failing("cms/malformed"));
    const within = sequence(oid(CONTENT_TYPE.data), encode(context(0), deep));
    const verdict = await verdictOf(writeContentInfo("signed-data", integer(1), setOf([]), within, setOf([])));
    expect(verdict).toMatchObject({ kind: "undetermined" });
  });

  it("of attributes that are rewritten as DER ends at a limit", async () => {
    const deep = sequence(oid("1.2.3"), setOf([nested(500, TAG.sequence, integer(1))]));
    const digests = setOf([algorithmIdentifier("2.16.840.1.101.3.4.2.1")]);
    const info = await createSignedData({
      content: utf8(TEXT),
      detached: false,
      signers: [people.alice.key],
      signingTime: NOW,
    });
    const [sound] = new Fields(new Fields(readContentInfo(info).content).rest().at(-1) ?? readSole(info)).rest();
    const fields = new Fields(sound ?? readSole(info)).rest();
    const attributes = fields[3]?.content ?? utf8("");
    const changed = fields.map(({ octets }, i) => (i === 3 ? encode(context(0), attributes, deep) : octets));
    const parts = new Fields(readContentInfo(info).content).rest().map(({ octets }) => octets);
    const message = concatAll([...parts.slice(0, 1), digests, ...parts.slice(2, -1), setOf([sequence(...changed)])]);
    expect((await verdictOf(writeContentInfo("signed-data", message))).kind).toBe("undetermined");
  });
});

describe("numbers", () => {
  it("of very many octets are refused before they are computed with", () => {
    const huge = readSole(encode(TAG.integer, new Uint8Array(100_000).fill(0x7f)));
    expect(() => unsignedInteger(huge)).toThrow(failing("asn1/limit-exceeded", { limit: "integerOctets" }));
    expect(() => smallInteger(huge)).toThrow(failing("asn1/limit-exceeded", { limit: "integerOctets" }));
  });

  it("of a version, of any size, decide nothing about a signature", async () => {
    for (const version of [Uint8Array.of(5), Uint8Array.of(0x7f, 0xff, 0xff, 0xff)])
      expect(await verdictOf(await edited(([, ...rest]) => [integer(version), ...rest]))).toMatchObject({
        kind: "verified",
      });
    const beyond = encode(TAG.integer, Uint8Array.of(0x20, 0, 0, 0, 0, 0, 0, 1));
    for (const version of [beyond, encode(TAG.integer), encode(TAG.integer, Uint8Array.of(0xff))])
      expect(await verdictOf(await edited(([, ...rest]) => [version, ...rest]))).toMatchObject({
        kind: "undetermined",
        reason: "malformed-signature",
      });
  });
});

describe("object identifiers", () => {
  it("with giant arcs are told as they are, up to a limit", () => {
    const giant = encode(TAG.oid, concat(Uint8Array.of(0x2a), new Uint8Array(100).fill(0xff), Uint8Array.of(0x7f)));
    expect(oidOf(readSole(giant))).toBe(`1.2.${2n ** 707n - 1n}`);
    const larger = encode(TAG.oid, new Uint8Array(1_000_000).fill(0xff));
    expect(() => oidOf(readSole(larger))).toThrow(failing("asn1/limit-exceeded", { limit: "oidOctets" }));
  });

  it.each([
    ["padded", Uint8Array.of(0x80, 0x2a, 0x03)],
    ["padded in the middle", Uint8Array.of(0x2a, 0x80, 0x03)],
    ["without an end", Uint8Array.of(0x2a, 0x83)],
    ["of no octets", new Uint8Array(0)],
  ])("%s are none", (_, octets) => {
    expect(() => oidOf(readSole(encode(TAG.oid, octets)))).toThrow(failing("asn1/malformed"));
  });

  it("do not name another when their numbers wrap", async () => {
    // 2^64 + 1.2.840.113549.1.7.1's last arc: equal to id-data for a reader that counts with 64 bits.
    const wrapped = encode(
      TAG.oid,
      Uint8Array.of(0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 7, 0x82, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 1),
    );
    const content = sequence(wrapped, encode(context(0), octetString(utf8(TEXT))));
    expect(oidOf(readSole(wrapped))).not.toBe(CONTENT_TYPE.data);
    expect(
      (await verdictOf(await edited(([a, b, , ...rest]) => [a ?? content, b ?? content, content, ...rest]))).kind,
    ).toBe("undetermined");
  });
});

describe("fields", () => {
  it.each<[string, (fields: readonly Bytes[]) => readonly Bytes[]]>([
    ["too many", (fields) => [...fields, integer(1)]],
    ["too few", (fields) => fields.slice(0, -1)],
    ["twice", ([version, ...rest]) => [version ?? integer(1), version ?? integer(1), ...rest]],
    ["in another order", (fields) => fields.toReversed()],
    ["of certificates twice", (fields) => [...fields.slice(0, 4), fields[3] ?? integer(1), ...fields.slice(4)]],
    ["of SignerInfos twice", (fields) => [...fields, fields.at(-1) ?? integer(1)]],
  ])("%s are no SignedData", async (_, change) => {
    expect(await verdictOf(await edited(change))).toMatchObject({
      kind: "undetermined",
      reason: "malformed-signature",
    });
  });

  it("behind the object are refused", async () => {
    const cms = await signed();
    for (const tail of [Uint8Array.of(0), Uint8Array.of(0, 0), cms])
      expect((await people.open(opaqueLetter(concat(cms, tail)))).report.signature.kind).not.toBe("verified");
  });

  it("of a certificate twice are no certificate", () => {
    const { tbs, der } = people.alice.certificate;
    const [, algorithm, signature] = new Fields(readSole(der)).rest().map(({ octets }) => octets);
    const parts = new Fields(readSole(tbs)).rest().map(({ octets }) => octets);
    const twice = sequence(sequence(...parts, parts.at(-1) ?? tbs), algorithm ?? tbs, signature ?? tbs);
    expect(() => readCertificate(twice)).toThrow(failing("x509/malformed"));
    expect(() => readCertificate(concat(der, Uint8Array.of(5, 0)))).toThrow(failing("x509/malformed"));
  });
});

/** An envelope for Bob with other recipients before him. */
async function withRecipients(...infos: readonly Bytes[]): Promise<Bytes> {
  const cms = await createEnvelopedData({ content: utf8(TEXT), recipients: [people.bob.certificate] });
  const parts = new Fields(readContentInfo(cms).content).rest();
  const at = parts.findIndex(({ tag }) => tag === TAG.set);
  const set = encode(TAG.set, ...infos, parts[at]?.content ?? utf8(""));
  return writeContentInfo("enveloped-data", concatAll(parts.map(({ octets }, i) => (i === at ? set : octets))));
}

describe("recipients", () => {
  it.each([
    ["an empty one", sequence()],
    ["one of another type", sequence(integer(0), sequence(), sequence(), integer(1))],
    ["a key agreement without anything", encode(context(1))],
    ["a password without anything", encode(context(3))],
  ])("that are malformed, %s, end in a typed failure", async (_, info) => {
    const { report } = await people.open(opaqueLetter(await withRecipients(info)));
    expect(report.encryption).toMatchObject({ kind: "failed", code: "cms/malformed" });
  });

  it("of forms nobody specified are passed over", async () => {
    const { report } = await people.open(opaqueLetter(await withRecipients(encode(context(9), integer(1)))));
    expect(report.encryption).toMatchObject({ kind: "decrypted" });
  });

  it("named very often cost a bounded number of private key operations", async () => {
    let asked = 0;
    const key = {
      ...people.bob.key,
      decryptRsaesPkcs1v15: async (_: Bytes, length: number) => {
        asked += 1;
        return new Uint8Array(length);
      },
    };
    const cms = await createEnvelopedData({
      content: utf8(TEXT),
      recipients: [people.bob.certificate],
      cipher: "aes-256-gcm",
    });
    const parts = new Fields(readContentInfo(cms).content).rest();
    const at = parts.findIndex(({ tag }) => tag === TAG.set);
    const many = encode(TAG.set, ...Array.from({ length: 500 }, () => parts[at]?.content ?? utf8("")));
    const message = writeContentInfo(
      "auth-enveloped-data",
      concatAll(parts.map(({ octets }, i) => (i === at ? many : octets))),
    );
    await expect(openEnveloped(message, [key])).rejects.toMatchObject({ code: "cms/decryption-failed" });
    expect(asked).toBeLessThan(40);
  });
});
