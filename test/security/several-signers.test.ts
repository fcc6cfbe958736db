import { afterAll, describe, expect, it } from "vitest";
import { CONSTRUCTED, context, Fields, TAG } from "../../src/smime/asn1/reader.ts";
import { concatAll, utf8 } from "../../src/smime/bytes.ts";
import { encode } from "../../src/smime/asn1/writer.ts";
import { readContentInfo, writeContentInfo } from "../../src/smime/cms/content-info.ts";
import type { SignerKey } from "../../src/smime/cms/keys.ts";
import { createSignedData } from "../../src/smime/cms/signed-data.ts";
import { NOW, People, TEXT } from "../smime/people.ts";
import { clearLetter, opaqueLetter } from "./carrier.ts";

/** Anybody may add a SignerInfo or take one away (RFC 5652 section 5.1): neither may lend or spoil a signature. */
const people = new People();
afterAll(() => people.remove());

const { alice, bob, eve } = people;
const EVE = { From: "eve@evil.example" };

function signedBy(signers: readonly SignerKey[], content = TEXT): Promise<Uint8Array<ArrayBuffer>> {
  return createSignedData({ content: utf8(content), detached: true, signers, signingTime: NOW });
}

function fieldsOf(cms: Uint8Array<ArrayBuffer>) {
  return new Fields(readContentInfo(cms).content).rest();
}

/** The object of the first with the certificates and the SignerInfos of all. */
function merged(...all: readonly Uint8Array<ArrayBuffer>[]): Uint8Array<ArrayBuffer> {
  const [first = [], ...others] = all.map(fieldsOf);
  const join = (i: number, tag: number) =>
    encode(tag, ...[first, ...others].map((fields) => fields.at(i)?.content ?? utf8("")));
  const parts = first.slice(0, 3).map(({ octets }) => octets);
  return writeContentInfo("signed-data", ...parts, join(3, context(0)), join(4, TAG.set | CONSTRUCTED));
}

/** The object without its SignerInfos. */
function unsigned(cms: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const parts = fieldsOf(cms).map(({ octets }) => octets);
  return writeContentInfo("signed-data", concatAll([...parts.slice(0, -1), encode(TAG.set)]));
}

const verdictOf = async (cms: Uint8Array<ArrayBuffer>, fields = {}) =>
  (await people.open(clearLetter(TEXT, cms, fields))).report.signature;

describe("no SignerInfo", () => {
  it("is no signature, detached or not", async () => {
    const NONE = { kind: "undetermined", reason: "no-signer", claimed: null };
    expect(await verdictOf(unsigned(await signedBy([alice.key])))).toMatchObject(NONE);
    const cms = await createSignedData({
      content: utf8(TEXT),
      detached: false,
      signers: [alice.key],
      signingTime: NOW,
    });
    expect((await people.open(opaqueLetter(unsigned(cms)))).report.signature).toMatchObject(NONE);
  });
});

describe("several SignerInfos", () => {
  it("of two people vouch for the one in From, whichever comes first", async () => {
    for (const signers of [
      [alice.key, eve.key],
      [eve.key, alice.key],
    ]) {
      const cms = await signedBy(signers);
      expect(await verdictOf(cms)).toMatchObject({ kind: "verified", signer: { name: "alice" } });
      expect(await verdictOf(cms, EVE)).toMatchObject({ kind: "verified", signer: { name: "eve" } });
      expect((await people.open(clearLetter(TEXT, cms))).report.remarks).toContain("signature/several-signers");
    }
  });

  it("of which none is the author's are nobody's word", async () => {
    expect(await verdictOf(await signedBy([eve.key, bob.key]))).toMatchObject({ kind: "mismatched" });
  });

  it("do not lend a stranger's signature over other content", async () => {
    const cms = merged(await signedBy([eve.key]), await signedBy([alice.key], "Content-Type: text/plain\r\n\r\nother"));
    expect(await verdictOf(cms, EVE)).toMatchObject({ kind: "verified", signer: { name: "eve" } });
    expect(await verdictOf(cms)).toMatchObject({ kind: "mismatched", signer: { name: "eve" } });
  });

  it("do not spoil the author's by one that is broken", async () => {
    const other = "Content-Type: text/plain\r\n\r\nother";
    const cms = merged(await signedBy([eve.key], other), await signedBy([alice.key]));
    expect(await verdictOf(cms)).toMatchObject({ kind: "verified", signer: { name: "alice" } });
  });

  it("that are all broken are told as such", async () => {
    const cms = await signedBy([alice.key, eve.key], "Content-Type: text/plain\r\n\r\nother");
    expect(await verdictOf(cms)).toMatchObject({ kind: "altered", reason: "digest-mismatch" });
  });

  it("beyond the limit are not looked at", async () => {
    const one = await signedBy([alice.key]);
    const many = merged(...Array.from({ length: 17 }, () => one));
    expect(await verdictOf(many)).toMatchObject({ kind: "undetermined", reason: "too-many-signers" });
  });
});
