import { array, assert, asyncProperty, nat, record, uint8Array } from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { context } from "../../../src/smime/asn1/reader.ts";
import { type Bytes, concat, joined, utf8 } from "../../../src/smime/bytes.ts";
import { CONTENT_TYPE, writeContentInfo } from "../../../src/smime/cms/content-info.ts";
import { createEnvelopedData, openEnveloped } from "../../../src/smime/cms/enveloped-data.ts";
import { createSignedData, readSignedData, verifySigner } from "../../../src/smime/cms/signed-data.ts";
import { algorithmIdentifier, encode, integer, oid, sequence, setOf } from "../../../src/smime/asn1/writer.ts";
import { isSmimeError } from "../../../src/smime/errors.ts";
import { OpenSsl } from "./openssl.ts";

const openssl = new OpenSsl();
afterAll(() => openssl.remove());

const CONTENT = utf8("Content-Type: text/plain\r\n\r\nhello\r\n");

async function verifyAll(message: Bytes): Promise<readonly string[]> {
  const signedData = readSignedData(message);
  const results = signedData.signerInfos.map((info) => verifySigner(signedData, info, signedData.content ?? [], []));
  return (await Promise.all(results)).map(({ kind }) => kind);
}

/** Whatever happens, it is an answer or a failure of the closed list. */
async function endsWell(work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (error) {
    expect(isSmimeError(error) ? error.code : error).toMatch(/^(cms|x509|asn1)\//);
  }
}

function mutation(length: number) {
  return record({
    at: nat(length - 1),
    drop: nat(8),
    insert: uint8Array({ maxLength: 8 }),
  });
}

function mutated(message: Bytes, edits: readonly { at: number; drop: number; insert: Uint8Array }[]): Bytes {
  return edits.reduce<Bytes>(
    (out, { at, drop, insert }) => concat(out.subarray(0, at), insert, out.subarray(at + drop)),
    message,
  );
}

describe("hostile input", () => {
  it("mutated SignedData ends in an answer or a typed error, and never verifies with another content", async () => {
    const { key } = openssl.identity("p256");
    const message = await createSignedData({ content: CONTENT, detached: false, signers: [key], signingTime: 1e12 });
    const edits = array(mutation(message.length), { minLength: 1, maxLength: 4 });
    await assert(
      asyncProperty(edits, (list) => endsWell(() => verifyAll(mutated(message, list)))),
      { numRuns: 400 },
    );
  });

  it.each(["aes-256-cbc", "aes-256-gcm"] as const)(
    "mutated %s envelopes end in content or a typed error",
    async (cipher) => {
      const { key, certificate } = openssl.identity("p256");
      const message = await createEnvelopedData({ content: CONTENT, recipients: [certificate], cipher });
      const edits = array(mutation(message.length), { minLength: 1, maxLength: 4 });
      await assert(
        asyncProperty(edits, (list) => endsWell(() => openEnveloped(mutated(message, list), [key]))),
        { numRuns: 400 },
      );
    },
  );

  it("every prefix of a message is malformed", async () => {
    const { key } = openssl.identity("p256");
    const message = await createSignedData({ content: CONTENT, detached: false, signers: [key], signingTime: 1e12 });
    for (let length = 0; length < message.length; length += 7)
      expect(() => readSignedData(message.subarray(0, length))).toThrow(
        expect.objectContaining({ code: "cms/malformed" }),
      );
  });

  it("a stack of indefinite lengths ends at the depth limit", () => {
    const deep = Uint8Array.from({ length: 200_000 }, (_, i) => (i % 2 ? 0x80 : 0x30));
    const expected = expect.objectContaining({ code: "cms/limit-exceeded", detail: { limit: "depth" } });
    expect(() => readSignedData(deep)).toThrow(expected);
  });

  it("content in very many segments is content like any other", async () => {
    const segments = new Uint8Array(3 * 500_000);
    for (let at = 0; at < segments.length; at += 3) segments.set([4, 1, 0x61], at);
    const encapsulated = sequence(oid(CONTENT_TYPE.data), encode(context(0), encode(0x24, segments)));
    const digests = setOf([algorithmIdentifier("2.16.840.1.101.3.4.2.1")]);
    const { content } = readSignedData(writeContentInfo("signed-data", integer(1), digests, encapsulated, setOf([])));
    expect(content).toHaveLength(500_000);
    expect(joined(content ?? [])).toEqual(new Uint8Array(500_000).fill(0x61));
  });

  it("nested constructed octet strings are read without recursion without end", () => {
    const type = oid(CONTENT_TYPE["signed-data"]);
    const nest = Uint8Array.from({ length: 120 }, (_, i) => (i % 2 ? 0x80 : 0x24));
    const open = concat(Uint8Array.of(0x30, 0x80), type, Uint8Array.of(context(0), 0x80), nest);
    expect(() => readSignedData(open)).toThrow(expect.objectContaining({ code: expect.stringMatching(/^cms\//) }));
  });
});
