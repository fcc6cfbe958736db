/**
 * The WebCrypto calls that a message needs, on the same octets, one after the other, and nothing else: the key is imported,
 * the content digested or enciphered, the public-key operation done. No ASN.1, no certificate, no copy.
 */
import type { Bytes } from "../../src/smime/bytes.ts";
import type { Work } from "../measure.ts";

const RSA = { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" };
const OAEP = { name: "RSA-OAEP", hash: "SHA-256" };
const { subtle } = crypto;

export interface BareWorks {
  readonly sign: Work;
  readonly verify: Work;
  readonly encrypt: Work;
  readonly decrypt: Work;
}

/** Signed attributes are about this long. */
const ATTRIBUTES = new Uint8Array(250);

export async function bareWorks(content: Bytes, pkcs8: Bytes, spki: Bytes): Promise<BareWorks> {
  const iv = crypto.getRandomValues(new Uint8Array(16));
  const raw = crypto.getRandomValues(new Uint8Array(32));
  const signing = await subtle.importKey("pkcs8", pkcs8, RSA, false, ["sign"]);
  const signature = await subtle.sign(RSA, signing, ATTRIBUTES);
  const wrapping = await subtle.importKey("spki", spki, OAEP, false, ["encrypt"]);
  const wrapped = await subtle.encrypt(OAEP, wrapping, raw);
  const cipher = await subtle.importKey("raw", raw, "AES-CBC", false, ["encrypt"]);
  const ciphertext = await subtle.encrypt({ name: "AES-CBC", iv }, cipher, content);
  return {
    async sign() {
      const key = await subtle.importKey("pkcs8", pkcs8, RSA, false, ["sign"]);
      await subtle.digest("SHA-256", content);
      await subtle.sign(RSA, key, ATTRIBUTES);
    },
    async verify() {
      const key = await subtle.importKey("spki", spki, RSA, false, ["verify"]);
      await subtle.digest("SHA-256", content);
      await subtle.verify(RSA, key, signature, ATTRIBUTES);
    },
    async encrypt() {
      const key = await subtle.importKey("raw", raw, "AES-CBC", false, ["encrypt"]);
      await subtle.encrypt({ name: "AES-CBC", iv }, key, content);
      const recipient = await subtle.importKey("spki", spki, OAEP, false, ["encrypt"]);
      await subtle.encrypt(OAEP, recipient, raw);
    },
    async decrypt() {
      const recipient = await subtle.importKey("pkcs8", pkcs8, OAEP, false, ["decrypt"]);
      const secret = await subtle.decrypt(OAEP, recipient, wrapped);
      const key = await subtle.importKey("raw", secret, "AES-CBC", false, ["decrypt"]);
      await subtle.decrypt({ name: "AES-CBC", iv }, key, ciphertext);
    },
  };
}
