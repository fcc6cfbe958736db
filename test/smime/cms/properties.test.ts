import * as fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { type Bytes, joined } from "../../../src/smime/bytes.ts";
import { createEnvelopedData, openEnveloped } from "../../../src/smime/cms/enveloped-data.ts";
import { createSignedData, readSignedData, verifySigner } from "../../../src/smime/cms/signed-data.ts";
import { OpenSsl } from "./openssl.ts";

const openssl = new OpenSsl();
afterAll(() => openssl.remove());

const content = fc.uint8Array({ maxLength: 2_000 }).map((bytes): Bytes => Uint8Array.from(bytes));
/** Each run signs or seals with a real key. */
const RUNS = { numRuns: 25 };

describe("SignedData", () => {
  it.each(["p256", "rsa", "ed25519"] as const)("is over its content and nothing else: %s", async (kind) => {
    const { key, certificate } = openssl.identity(kind);
    const signingTime = fc.integer({ min: 0, max: 4_000_000_000 }).map((seconds) => seconds * 1000);
    await fc.assert(
      fc.asyncProperty(content, content, fc.boolean(), signingTime, async (octets, other, detached, at) => {
        const message = await createSignedData({ content: octets, detached, signers: [key], signingTime: at });
        const read = readSignedData(message);
        expect(read.content && joined(read.content)).toEqual(detached ? null : octets);
        const [info] = read.signerInfos;
        if (!info) throw new Error("no signer");
        const result = await verifySigner(read, info, [octets], []);
        expect(result).toMatchObject({ kind: "sound", signingTime: at, certificate: { der: certificate.der } });
        const isSame = Buffer.from(other).equals(octets);
        expect((await verifySigner(read, info, [other], [])).kind).toBe(isSame ? "sound" : "altered");
      }),
      RUNS,
    );
  });

  it("is the same in one segment and in many", async () => {
    const { key } = openssl.identity("p256");
    await fc.assert(
      fc.asyncProperty(content, fc.nat(2_000), async (octets, cut) => {
        const message = await createSignedData({ content: octets, detached: true, signers: [key], signingTime: 0 });
        const read = readSignedData(message);
        const [info] = read.signerInfos;
        if (!info) throw new Error("no signer");
        const segments = [octets.subarray(0, cut), octets.subarray(cut)];
        expect((await verifySigner(read, info, segments, [])).kind).toBe("sound");
      }),
      RUNS,
    );
  });
});

describe("EnvelopedData and AuthEnvelopedData", () => {
  const KINDS = ["p256", "rsa", "x25519"] as const;

  it.each(["aes-128-cbc", "aes-256-cbc", "aes-128-gcm", "aes-256-gcm"] as const)(
    "give every recipient what was put in: %s",
    async (cipher) => {
      const identities = KINDS.map((kind) => openssl.identity(kind));
      const some = fc.subarray([...identities], { minLength: 1 });
      await fc.assert(
        fc.asyncProperty(content, some, async (octets, chosen) => {
          const recipients = chosen.map(({ certificate }) => certificate);
          const message = await createEnvelopedData({ content: octets, recipients, cipher });
          for (const { key } of chosen)
            expect(await openEnveloped(message, [key])).toMatchObject({
              content: octets,
              contentEncryption: cipher,
              authenticated: cipher.endsWith("gcm"),
            });
          for (const { key } of identities.filter((identity) => !chosen.includes(identity)))
            await expect(openEnveloped(message, [key])).rejects.toMatchObject({ code: "cms/no-matching-recipient" });
        }),
        RUNS,
      );
    },
  );
});
