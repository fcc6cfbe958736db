import { describe, expect, it } from "vitest";
import { readSole } from "../../src/smime/asn1/reader.ts";
import { equal } from "../../src/smime/bytes.ts";
import type { DigestName } from "../../src/smime/crypto/digest.ts";
import type { RsaPrivateKey } from "../../src/smime/crypto/rsa-key.ts";
import { decryptRsaesOaep } from "../../src/smime/crypto/rsaes-oaep.ts";
import { decryptRsaesPkcs1v15 } from "../../src/smime/crypto/rsaes-pkcs1-v1_5.ts";
import { readPrivateKeyInfo } from "../../src/smime/pkcs12/private-key-info.ts";
import { readSubjectPublicKeyInfo } from "../../src/smime/x509/certificate.ts";
import { verifySignature } from "../../src/smime/x509/signature-verification.ts";
import { hasWycheproof, hex, judge } from "./wycheproof.ts";

function rsaKey(pkcs8: string): RsaPrivateKey {
  const key = readPrivateKeyInfo(hex(pkcs8));
  if (key.kind !== "rsa") throw new Error("not an RSA key");
  return key.key;
}

function digestName(name: string): DigestName {
  const known = name.toLowerCase();
  if (known === "sha-1" || known === "sha-224" || known === "sha-256" || known === "sha-384" || known === "sha-512")
    return known;
  throw new Error(name);
}

interface DecryptGroup {
  readonly privateKeyPkcs8: string;
}

interface DecryptTest {
  readonly msg: string;
  readonly ct: string;
}

describe.skipIf(!hasWycheproof)("Wycheproof, RSA", () => {
  it("RSAES-PKCS1-v1_5 gives the message, and for bad padding octets that are not it, always the same", async () => {
    const { tests, wrong } = await judge<DecryptGroup, DecryptTest>(
      "rsa_pkcs1_2048",
      async ({ msg, ct, result }, group) => {
        const [key, message, ciphertext] = [rsaKey(group.privateKeyPkcs8), hex(msg), hex(ct)];
        if (result === "valid") return equal(await decryptRsaesPkcs1v15(key, ciphertext, message.length), message);
        for (const length of [16, 24, 32]) {
          const first = await decryptRsaesPkcs1v15(key, ciphertext, length);
          const second = await decryptRsaesPkcs1v15(key, ciphertext, length);
          if (first.length !== length || !equal(first, second)) return true;
        }
        return false;
      },
    );
    expect({ tests, wrong }).toEqual({ tests: 67, wrong: [] });
  });

  it.each([
    ["rsa_oaep_2048_sha1_mgf1sha1", 36],
    ["rsa_oaep_2048_sha256_mgf1sha256", 37],
    ["rsa_oaep_misc", 395],
  ])(
    "RSAES-OAEP: %s",
    async (name, count) => {
      type Group = DecryptGroup & { readonly sha: string; readonly mgfSha: string };
      const outcome = await judge<Group, DecryptTest & { readonly label: string }>(name, async (test, group) => {
        const options = {
          digest: digestName(group.sha),
          mgfDigest: digestName(group.mgfSha),
          label: hex(test.label),
        };
        const message = await decryptRsaesOaep(rsaKey(group.privateKeyPkcs8), hex(test.ct), options);
        return message !== null && equal(message, hex(test.msg));
      });
      expect(outcome).toEqual({ tests: count, wrong: [] });
    },
    240_000,
  );

  it.each([
    ["rsa_signature_2048_sha256", 259],
    ["rsa_pss_2048_sha256_mgf1_32_params", 108],
  ])("signatures: %s", async (name, count) => {
    type Test = { readonly msg: string; readonly sig: string };
    const outcome = await judge<{ readonly publicKeyDer: string }, Test>(name, async (test, group) => {
      const spki = readSubjectPublicKeyInfo(readSole(hex(group.publicKeyDer)));
      const { algorithm } = spki;
      return verifySignature({ spki, algorithm, digest: "sha-256", octets: hex(test.msg), signature: hex(test.sig) });
    });
    expect(outcome).toEqual({ tests: count, wrong: [] });
  });
});
