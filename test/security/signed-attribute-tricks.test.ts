import { afterAll, describe, expect, it } from "vitest";
import { algorithmIdentifier, NULL, octetString, oid, sequence, time } from "../../src/smime/asn1/writer.ts";
import { type Bytes, utf8 } from "../../src/smime/bytes.ts";
import { ATTRIBUTE_TYPE, writeAttribute } from "../../src/smime/cms/attributes.ts";
import { writeSigningCertificateV2 } from "../../src/smime/cms/signing-certificate.ts";
import { digest } from "../../src/smime/crypto/digest.ts";
import { attribute, buildSignedData } from "../smime/cms/signed-data-builder.ts";
import { NOW, People, TEXT } from "../smime/people.ts";
import { opaqueLetter } from "./carrier.ts";

/** Attributes that two readers could take in two ways, signed or not (RFC 5652 section 11, RFC 5035, RFC 8551 section 2.5). */
const people = new People();
afterAll(() => people.remove());

const { key: signer, certificate } = people.bob;
const CONTENT = utf8(TEXT);
const COUNTER_SIGNATURE = "1.2.840.113549.1.9.6";
const MALFORMED = { kind: "undetermined", reason: "malformed-signature" };

const sound = async () => [attribute.contentType(), await attribute.messageDigest(CONTENT)];

async function open(attributes: readonly Bytes[], unsigned?: readonly Bytes[]) {
  const cms = await buildSignedData({ signer, content: CONTENT, attributes, ...(unsigned && { unsigned }) });
  return people.open(opaqueLetter(cms, { From: "bob@example.com" }));
}

const verdictOf = async (attributes: readonly Bytes[], unsigned?: readonly Bytes[]) =>
  (await open(attributes, unsigned)).report.signature;

function named(...hashes: readonly Bytes[]): Bytes {
  const identifiers = hashes.map((hash) => sequence(octetString(hash)));
  return writeAttribute(ATTRIBUTE_TYPE.signingCertificateV2, sequence(sequence(...identifiers)));
}

describe("a message digest", () => {
  it("of two values, in one attribute or in two, is none", async () => {
    const other = utf8("Content-Type: text/plain\r\n\r\nother");
    const two = [attribute.contentType(), await attribute.messageDigest(CONTENT, other)];
    expect(await verdictOf(two)).toMatchObject(MALFORMED);
    expect(await verdictOf([...(await sound()), await attribute.messageDigest(other)])).toMatchObject(MALFORMED);
    expect(await verdictOf([...(await sound()), await attribute.messageDigest(CONTENT)])).toMatchObject(MALFORMED);
  });

  it("longer or shorter than the digest does not match", async () => {
    const value = await digest("sha-256", CONTENT);
    for (const changed of [value.subarray(0, 20), new Uint8Array([...value, 0]), new Uint8Array(0)]) {
      const attributes = [attribute.contentType(), writeAttribute(ATTRIBUTE_TYPE.messageDigest, octetString(changed))];
      expect(await verdictOf(attributes)).toMatchObject({ kind: "altered", reason: "digest-mismatch" });
    }
  });

  it("spelt with a padded identifier is no second attribute", async () => {
    const padded = sequence(Uint8Array.of(0x06, 4, 0x80, 0x2a, 0x03, 0x04), Uint8Array.of(0x31, 0));
    expect(await verdictOf([...(await sound()), padded])).toMatchObject(MALFORMED);
  });
});

describe("a signing time", () => {
  it.each([
    ["in the past", Date.UTC(1950, 0, 1)],
    ["in the future", Date.UTC(2060, 0, 1)],
  ])("%s does not move the moment that is judged by beyond the Date", async (_, at) => {
    const { report } = await open([...(await sound()), writeAttribute(ATTRIBUTE_TYPE.signingTime, time(at))]);
    expect(report.remarks).toContain("signing-time/differs-from-date");
    const judgedAt = report.checks.find(({ question }) => question === "validity")?.facts["at"] ?? "";
    expect(Math.abs(Date.parse(judgedAt) - NOW)).toBeLessThan(2_000);
  });

  it("twice, or no time, is malformed", async () => {
    const twice = writeAttribute(ATTRIBUTE_TYPE.signingTime, time(NOW), time(NOW - 1e9));
    expect(await verdictOf([...(await sound()), twice])).toMatchObject(MALFORMED);
    const none = writeAttribute(ATTRIBUTE_TYPE.signingTime, NULL);
    expect(await verdictOf([...(await sound()), none])).toMatchObject(MALFORMED);
  });
});

describe("a signing certificate", () => {
  it("must be the signer's, and in the first place", async () => {
    const [mine, eves] = await Promise.all(
      [certificate, people.eve.certificate].map(async ({ der }) => digest("sha-256", der)),
    );
    if (!mine || !eves) throw new Error("no hashes");
    expect(await verdictOf([...(await sound()), named(mine, eves)])).toMatchObject({ kind: "verified" });
    expect(await verdictOf([...(await sound()), named(eves, mine)])).toMatchObject({
      kind: "altered",
      reason: "attribute-mismatch",
    });
  });

  it("in two attributes that name two certificates is malformed, in both versions both must match", async () => {
    const mine = await writeSigningCertificateV2(certificate);
    const eves = await writeSigningCertificateV2(people.eve.certificate);
    expect(await verdictOf([...(await sound()), mine, eves])).toMatchObject(MALFORMED);
    const identifier = sequence(sequence(sequence(octetString(await digest("sha-1", people.eve.certificate.der)))));
    const old = writeAttribute(ATTRIBUTE_TYPE.signingCertificate, identifier);
    expect(await verdictOf([...(await sound()), mine, old])).toMatchObject({ kind: "altered" });
  });

  it("of no octets names nobody", async () => {
    expect(await verdictOf([...(await sound()), named(new Uint8Array(0))])).toMatchObject({ kind: "altered" });
  });
});

describe("unsigned attributes", () => {
  it.each([
    ["message-digest", ATTRIBUTE_TYPE.messageDigest, octetString(new Uint8Array(32))],
    ["signing-time", ATTRIBUTE_TYPE.signingTime, time(NOW)],
    ["content-type", ATTRIBUTE_TYPE.contentType, oid("1.2.840.113549.1.7.1")],
  ])("that look like the signed %s are refused", async (_, type, value) => {
    expect(await verdictOf(await sound(), [writeAttribute(type, value)])).toMatchObject(MALFORMED);
  });

  it("with a preference teach nobody's key", async () => {
    const capabilities = writeAttribute(
      ATTRIBUTE_TYPE.smimeCapabilities,
      sequence(algorithmIdentifier("1.2.840.113549.3.2")),
    );
    const { report, learned } = await open(await sound(), [capabilities]);
    expect(report.signature.kind).toBe("verified");
    expect(learned?.capabilities).toEqual([]);
  });

  it("with counter-signatures, sound or nonsense, change nothing", async () => {
    for (const value of [NULL, sequence(), octetString(utf8("x"))]) {
      const { report } = await open(await sound(), [writeAttribute(COUNTER_SIGNATURE, value, value)]);
      expect(report.signature).toMatchObject({ kind: "verified", signer: { name: "bob" } });
      expect(report.remarks).not.toContain("signature/several-signers");
    }
  });
});
