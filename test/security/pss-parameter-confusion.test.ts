import { beforeAll, describe, expect, it } from "vitest";
import { context } from "../../src/smime/asn1/reader.ts";
import { algorithmIdentifier, encode, integer, NULL, sequence } from "../../src/smime/asn1/writer.ts";
import { type Bytes, EMPTY } from "../../src/smime/bytes.ts";
import type { DigestName } from "../../src/smime/crypto/digest.ts";
import type { RsaPrivateKey } from "../../src/smime/crypto/rsa-key.ts";
import { signRsaPkcs1 } from "../../src/smime/crypto/rsassa-pkcs1-v1_5.ts";
import { type PssParameters, signRsaPss } from "../../src/smime/crypto/rsassa-pss.ts";
import { readPrivateKeyInfo } from "../../src/smime/pkcs12/private-key-info.ts";
import { generateKeys } from "../smime/x509/certificate-builder.ts";
import { type Forger, forgerOf } from "./forged-signer.ts";

/** Parameters travel outside the signature: whatever they are changed to must make it no signature (RFC 4055 section 3.1, RFC 4056). */
const OID = {
  "sha-1": "1.3.14.3.2.26",
  "sha-256": "2.16.840.1.101.3.4.2.1",
  "sha-512": "2.16.840.1.101.3.4.2.3",
} as const;
type Named = keyof typeof OID;

interface Parameters {
  readonly digest?: Named;
  readonly mask?: Named;
  readonly maskOid?: string;
  readonly salt?: number;
  readonly trailer?: number;
}

function pss({ digest = "sha-256", mask = digest, maskOid, salt = 32, trailer }: Parameters): Bytes {
  const hash = algorithmIdentifier(OID[digest], NULL);
  const mgf = algorithmIdentifier(maskOid ?? "1.2.840.113549.1.1.8", algorithmIdentifier(OID[mask], NULL));
  const last = trailer === undefined ? EMPTY : encode(context(3), integer(trailer));
  const parameters = [encode(context(0), hash), encode(context(1), mgf), encode(context(2), integer(salt)), last];
  return algorithmIdentifier("1.2.840.113549.1.1.10", sequence(...parameters));
}

const USED: PssParameters = { digest: "sha-256", mgfDigest: "sha-256", saltLength: 32 };
const REFUSED = { kind: "altered", reason: "signature-mismatch" };

let forger: Forger;
let key: RsaPrivateKey;
beforeAll(async () => {
  const keys = await generateKeys("rsa-2048");
  forger = await forgerOf(keys);
  const read = readPrivateKeyInfo(keys.pkcs8);
  if (read.kind !== "rsa") throw new Error("no RSA key");
  key = read.key;
});

async function orThrow(signature: Promise<Bytes | null>): Promise<Bytes> {
  const made = await signature;
  if (!made) throw new Error("no signature");
  return made;
}

const verdictOf = (signatureAlgorithm: Bytes, used: PssParameters = USED) =>
  forger.verdictOf((covered) => orThrow(signRsaPss(key, used, covered)), { signatureAlgorithm });

describe("RSASSA-PSS", () => {
  it("by the parameters it was made with is sound", async () => {
    expect(await verdictOf(pss({}))).toMatchObject({ kind: "verified" });
    expect(await verdictOf(pss({ salt: 0 }), { ...USED, saltLength: 0 })).toMatchObject({ kind: "verified" });
    expect(await verdictOf(pss({ trailer: 1 }))).toMatchObject({ kind: "verified" });
  });

  it.each<[string, Parameters]>([
    ["another digest", { digest: "sha-512", mask: "sha-256" }],
    ["another digest of the mask", { mask: "sha-512" }],
    ["a shorter salt", { salt: 20 }],
    ["a longer salt", { salt: 33 }],
    ["no salt", { salt: 0 }],
    ["a salt longer than the key", { salt: 4_096 }],
    ["a salt of 2^52 octets", { salt: 2 ** 52 }],
  ])("under %s is none", async (_, parameters) => {
    expect(await verdictOf(pss(parameters))).toMatchObject(REFUSED);
  });

  it.each<[string, Bytes, string]>([
    ["another trailer", pss({ trailer: 2 }), "malformed-signature"],
    ["another mask generation", pss({ maskOid: "1.2.3.4" }), "unsupported-algorithm"],
    ["no parameters", algorithmIdentifier("1.2.840.113549.1.1.10"), "unsupported-algorithm"],
    ["parameters that are none", algorithmIdentifier("1.2.840.113549.1.1.10", NULL), "malformed-signature"],
  ])("under %s cannot be judged", async (_, algorithm, reason) => {
    expect(await verdictOf(algorithm)).toMatchObject({ kind: "undetermined", reason });
  });

  it("under empty parameters has SHA-1, whatever it was made with", async () => {
    const defaults = algorithmIdentifier("1.2.840.113549.1.1.10", sequence());
    expect(await verdictOf(defaults)).toMatchObject(REFUSED);
    const old = { digest: "sha-1", mgfDigest: "sha-1", saltLength: 20 } as const;
    expect(await verdictOf(defaults, old)).toMatchObject({ kind: "untrusted", reason: { code: "weak-algorithm" } });
  });
});

describe("one scheme's signature under the other's name", () => {
  it.each<DigestName>(["sha-256", "sha-512"])("is none: %s", async (digest) => {
    const oid = digest === "sha-256" ? "1.2.840.113549.1.1.11" : "1.2.840.113549.1.1.13";
    expect(await verdictOf(algorithmIdentifier(oid, NULL))).toMatchObject(REFUSED);
    const pkcs1 = (covered: Bytes) => orThrow(signRsaPkcs1(key, digest, covered));
    expect(await forger.verdictOf(pkcs1, { signatureAlgorithm: pss({}) })).toMatchObject(REFUSED);
  });

  it("is none under the name of the key alone, which means the older scheme", async () => {
    expect(await verdictOf(algorithmIdentifier("1.2.840.113549.1.1.1", NULL))).toMatchObject(REFUSED);
  });
});
