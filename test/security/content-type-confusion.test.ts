import { afterAll, describe, expect, it } from "vitest";
import { context, Fields, TAG } from "../../src/smime/asn1/reader.ts";
import { encode, octetString, oid, sequence } from "../../src/smime/asn1/writer.ts";
import { concatAll, EMPTY, utf8 } from "../../src/smime/bytes.ts";
import { CONTENT_TYPE, readContentInfo, writeContentInfo } from "../../src/smime/cms/content-info.ts";
import { createSignedData } from "../../src/smime/cms/signed-data.ts";
import { attribute, buildSignedData } from "../smime/cms/signed-data-builder.ts";
import { NOW, People, TEXT } from "../smime/people.ts";
import { clearLetter, opaqueLetter } from "./carrier.ts";

/** A sound SignedData whose content is missing, twofold, or of another type than mail (RFC 5652 sections 5.1 and 5.2). */
const people = new People();
afterAll(() => people.remove());

const EVIL = "Content-Type: text/plain\r\n\r\nPay Eve.\r\n";
const BOB = { From: "bob@example.com" };
const TIME_STAMP = "1.2.840.113549.1.9.16.1.4";

const verdictOf = async (message: Uint8Array<ArrayBuffer>) => (await people.open(message)).report.signature;

/** The same SignedData with another encapContentInfo, which no signature covers as such. */
function withContent(cms: Uint8Array<ArrayBuffer>, ...encapsulated: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const parts = new Fields(readContentInfo(cms).content).rest().map(({ octets }) => octets);
  return writeContentInfo("signed-data", concatAll(parts.with(2, sequence(...encapsulated))));
}

describe("content of another type than data", () => {
  it("is no mail, though the signer signed it as what it is", async () => {
    const content = utf8(TEXT);
    const attributes = [attribute.contentType(TIME_STAMP), await attribute.messageDigest(content)];
    const cms = await buildSignedData({ signer: people.bob.key, content, attributes, eContentType: TIME_STAMP });
    const opened = await people.open(opaqueLetter(cms, BOB));
    expect(opened.report.signature).toMatchObject({ kind: "undetermined", reason: "malformed-signature" });
    expect(opened.content.text).not.toContain("still warm");
  });

  it("cannot be passed off as data", async () => {
    const content = utf8(TEXT);
    const attributes = [attribute.contentType(TIME_STAMP), await attribute.messageDigest(content)];
    const cms = await buildSignedData({ signer: people.bob.key, content, attributes });
    expect(await verdictOf(opaqueLetter(cms, BOB))).toMatchObject({ kind: "altered", reason: "attribute-mismatch" });
  });
});

describe("content inside and outside", () => {
  it("of multipart/signed: the part outside is shown, and it is the one that was not signed", async () => {
    const request = { content: utf8(TEXT), detached: false, signers: [people.alice.key], signingTime: NOW };
    const cms = await createSignedData(request);
    const opened = await people.open(clearLetter(EVIL, cms));
    expect(opened.report.signature).toMatchObject({ kind: "altered", reason: "digest-mismatch" });
    expect(opened.content.text).toBe("Pay Eve.\n");
  });

  it("put into a detached signature is held against the digest", async () => {
    const request = { content: utf8(TEXT), detached: true, signers: [people.alice.key], signingTime: NOW };
    const cms = await createSignedData(request);
    const type = oid(CONTENT_TYPE.data);
    const planted = withContent(cms, type, encode(context(0), octetString(utf8(EVIL))));
    expect(await verdictOf(opaqueLetter(planted))).toMatchObject({ kind: "altered", reason: "digest-mismatch" });
    expect(await verdictOf(clearLetter(TEXT, planted))).toMatchObject({ kind: "verified" });
    const restored = withContent(cms, type, encode(context(0), octetString(utf8(TEXT))));
    expect(await verdictOf(opaqueLetter(restored))).toMatchObject({ kind: "verified" });
  });

  it("twice in one object is no object", async () => {
    const request = { content: utf8(TEXT), detached: false, signers: [people.alice.key], signingTime: NOW };
    const cms = await createSignedData(request);
    const [one, other] = [octetString(utf8(TEXT)), octetString(utf8(EVIL))];
    const type = oid(CONTENT_TYPE.data);
    for (const encapsulated of [
      [type, encode(context(0), one, other)],
      [type, encode(context(0), one), encode(context(0), other)],
      [type, encode(context(0), sequence(one))],
    ])
      expect(await verdictOf(opaqueLetter(withContent(cms, ...encapsulated)))).toMatchObject({
        kind: "undetermined",
        reason: "malformed-signature",
      });
  });

  it("in pieces is the pieces in their order, and no other", async () => {
    const request = { content: utf8(TEXT), detached: false, signers: [people.alice.key], signingTime: NOW };
    const cms = await createSignedData(request);
    const pieces = [utf8(TEXT.slice(0, 20)), EMPTY, utf8(TEXT.slice(20))].map((piece) => octetString(piece));
    const inPieces = (list: readonly Uint8Array[]) =>
      withContent(cms, oid(CONTENT_TYPE.data), encode(context(0), encode(TAG.octetString | 0x20, ...list)));
    expect(await verdictOf(opaqueLetter(inPieces(pieces)))).toMatchObject({ kind: "verified" });
    expect(await verdictOf(opaqueLetter(inPieces(pieces.toReversed())))).toMatchObject({ kind: "altered" });
  });
});
