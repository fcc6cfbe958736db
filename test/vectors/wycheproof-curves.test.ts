import { describe, expect, it } from "vitest";
import { readSole } from "../../src/smime/asn1/reader.ts";
import { equal } from "../../src/smime/bytes.ts";
import { orderLength } from "../../src/smime/crypto/curves.ts";
import { toLength } from "../../src/smime/crypto/data-conversion.ts";
import { agreeEcdh } from "../../src/smime/crypto/ecdh.ts";
import { agreeMontgomery } from "../../src/smime/crypto/x25519.ts";
import { isSmimeError } from "../../src/smime/errors.ts";
import { readSubjectPublicKeyInfo } from "../../src/smime/x509/certificate.ts";
import { readPublicKey } from "../../src/smime/x509/public-key.ts";
import { verifySignature } from "../../src/smime/x509/signature-verification.ts";
import { hasWycheproof, hex, judge } from "./wycheproof.ts";

interface SignatureTest {
  readonly msg: string;
  readonly sig: string;
}

interface AgreementTest {
  readonly public: string;
  readonly private: string;
  readonly shared: string;
}

/** The shared secret with the key of a SubjectPublicKeyInfo, or null for one that cannot be read or is off the curve. */
async function agreeWith(curve: "p-256" | "p-384", spki: string, scalar: string) {
  try {
    const key = readPublicKey(readSubjectPublicKeyInfo(readSole(hex(spki))));
    const own = toLength(hex(scalar), orderLength(curve));
    if (key.kind !== "ec" || key.curve !== curve || !own) return null;
    return await agreeEcdh({ curve, scalar: own }, key.point);
  } catch (error) {
    if (isSmimeError(error)) return null;
    throw error;
  }
}

describe.skipIf(!hasWycheproof)("Wycheproof, curves", () => {
  it.each([
    ["ecdsa_secp256r1_sha256", 484, "1.2.840.10045.4.3.2"],
    ["ecdsa_secp384r1_sha384", 504, "1.2.840.10045.4.3.3"],
    ["ed25519", 151, "1.3.101.112"],
  ])("signatures: %s", async (name, count, oid) => {
    const outcome = await judge<{ readonly publicKeyDer: string }, SignatureTest>(name, (test, group) => {
      const spki = readSubjectPublicKeyInfo(readSole(hex(group.publicKeyDer)));
      const algorithm = { oid, parameters: null };
      return verifySignature({ spki, algorithm, octets: hex(test.msg), signature: hex(test.sig) });
    });
    expect(outcome).toEqual({ tests: count, wrong: [] });
  });

  it.each([
    ["ecdh_secp256r1", 612, "p-256"],
    ["ecdh_secp384r1", 1047, "p-384"],
  ] as const)("key agreement: %s", async (name, count, curve) => {
    const outcome = await judge<unknown, AgreementTest>(name, async (test) => {
      const secret = await agreeWith(curve, test.public, test.private);
      // A secret that differs from the stated one is wrong whatever the result says.
      if (secret && !equal(secret, hex(test.shared))) throw new Error(`wrong secret in ${test.tcId}`);
      return secret !== null;
    });
    expect(outcome).toEqual({ tests: count, wrong: [] });
  });

  it("key agreement: x25519", async () => {
    const outcome = await judge<unknown, AgreementTest>("x25519", async (test) => {
      const secret = await agreeMontgomery({ curve: "x25519", scalar: hex(test.private) }, hex(test.public));
      const isZero = test.flags.includes("ZeroSharedSecret");
      if (isZero !== (secret === null)) throw new Error(`zero secret in ${test.tcId}`);
      if (secret && !equal(secret, hex(test.shared))) throw new Error(`wrong secret in ${test.tcId}`);
      return secret !== null;
    });
    expect(outcome).toEqual({ tests: 518, wrong: [] });
  });
});
