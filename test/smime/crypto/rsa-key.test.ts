import { expect, it } from "vitest";
import { type Bytes, EMPTY, utf8 } from "../../../src/smime/bytes.ts";
import type { RsaPublicKey } from "../../../src/smime/crypto/rsa-key.ts";
import { verifyRsaPkcs1 } from "../../../src/smime/crypto/rsassa-pkcs1-v1_5.ts";

const ALGORITHM = {
  name: "RSASSA-PKCS1-v1_5",
  hash: "SHA-256",
  modulusLength: 2048,
  publicExponent: Uint8Array.of(1, 0, 1),
};
const MESSAGE = utf8("signed by a key that came in a certificate");

function octets(base64url: string | undefined): Bytes {
  const base64 = (base64url ?? "").replaceAll("-", "+").replaceAll("_", "/");
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}

/** In a browser the SubjectPublicKeyInfo is imported, in Node the numbers are. */
it.each<[string, (spki: Bytes) => Bytes]>([
  ["as it was sent", (spki) => spki],
  ["sent in a form that WebCrypto does not take", (spki) => spki.subarray(1)],
  ["of no octets", () => EMPTY],
])("a public key %s verifies", async (_, sentAs) => {
  const { publicKey, privateKey } = await crypto.subtle.generateKey(ALGORITHM, true, ["sign", "verify"]);
  const signature = new Uint8Array(await crypto.subtle.sign(ALGORITHM.name, privateKey, MESSAGE));
  const { n, e } = await crypto.subtle.exportKey("jwk", publicKey);
  const spki = sentAs(new Uint8Array(await crypto.subtle.exportKey("spki", publicKey)));
  const key: RsaPublicKey = { modulus: octets(n), publicExponent: octets(e), spki };
  const verified = (message: Bytes) => verifyRsaPkcs1({ key, digest: "sha-256", octets: message, signature });
  expect(await verified(MESSAGE)).toBe(true);
  expect(await verified(utf8("another"))).toBe(false);
});
