import { afterAll, describe, expect, it } from "vitest";
import { context, TAG } from "../../src/smime/asn1/reader.ts";
import { encode, setOf } from "../../src/smime/asn1/writer.ts";
import { fromLatin1, latin1, utf8 } from "../../src/smime/bytes.ts";
import { attribute, buildSignedData } from "../smime/cms/signed-data-builder.ts";
import { People, TEXT } from "../smime/people.ts";
import { clearLetter, opaqueLetter } from "./carrier.ts";

/**
 * One signature, two readings: with signed attributes it covers their DER, without them the content. Attributes taken
 * out and sent as content keep the signature good (Strenzke, "The CMS signed attributes vulnerability", 2023).
 */
const people = new People();
afterAll(() => people.remove());

const { key: signer } = people.bob;
const BOB = { From: "bob@example.com" };
const CONTENT = utf8(TEXT);

async function attributes() {
  return [attribute.contentType(), await attribute.messageDigest(CONTENT)];
}

const verdictOf = async (message: Uint8Array<ArrayBuffer>) => (await people.open(message)).report.signature;

describe("signed attributes sent as content", () => {
  it("are refused, inside and beside the object", async () => {
    // What Bob signed are these very octets; only the place they stand in is another.
    const stolen = setOf(await attributes());
    const cms = await buildSignedData({ signer, content: stolen, attributes: null });
    expect(await verdictOf(opaqueLetter(cms, BOB))).toMatchObject({ kind: "altered", reason: "attribute-mismatch" });
    expect(await verdictOf(clearLetter(latin1(stolen), cms, BOB))).toMatchObject({
      kind: "altered",
      reason: "attribute-mismatch",
    });
  });

  it("are refused in the order that was sent, too", async () => {
    const stolen = encode(TAG.set, ...(await attributes()).toReversed());
    const cms = await buildSignedData({ signer, content: stolen, attributes: null });
    expect((await verdictOf(opaqueLetter(cms, BOB))).kind).toBe("altered");
  });
});

describe("content without signed attributes", () => {
  it("that is mail is taken (RFC 5652 section 5.3 asks for none where the type is data)", async () => {
    const cms = await buildSignedData({ signer, content: CONTENT, attributes: null });
    expect(await verdictOf(opaqueLetter(cms, BOB))).toMatchObject({ kind: "verified" });
  });

  it("cannot be made into attributes: what Bob signed as text vouches for nothing else", async () => {
    const planned = await attributes();
    const signed = CONTENT;
    const cms = await buildSignedData({ signer, content: CONTENT, attributes: planned, signed });
    expect(await verdictOf(opaqueLetter(cms, BOB))).toMatchObject({ kind: "altered", reason: "signature-mismatch" });
  });

  it("cannot hide behind an empty set of attributes", async () => {
    const cms = await buildSignedData({ signer, content: CONTENT, attributes: [], signed: CONTENT });
    expect(await verdictOf(opaqueLetter(cms, BOB))).toMatchObject({
      kind: "undetermined",
      reason: "malformed-signature",
    });
  });
});

it("attributes under another tag than theirs are none", async () => {
  const planned = await attributes();
  const cms = await buildSignedData({ signer, content: CONTENT, attributes: planned });
  const ours = latin1(encode(context(0), ...planned));
  const renamed = latin1(encode(context(2), ...planned));
  const moved = fromLatin1(latin1(cms).replace(ours, renamed));
  expect(moved).not.toEqual(cms);
  expect(await verdictOf(opaqueLetter(moved, BOB))).toMatchObject({
    kind: "undetermined",
    reason: "malformed-signature",
  });
});
