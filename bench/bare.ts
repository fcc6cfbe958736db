/** The same cryptography on the same number of octets, by WebCrypto alone: no message, no certificate, no path. */
import type { Bytes } from "../src/smime/bytes.ts";
import type { Work } from "./measure.ts";

const RSA = { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" };
const OAEP = { name: "RSA-OAEP", hash: "SHA-256" };

export interface Bare {
  readonly sign: Work;
  readonly verify: Work;
  readonly encrypt: Work;
  readonly decrypt: Work;
}

/** WebCrypto has no RSAES-PKCS1-v1_5, so the content key is wrapped by OAEP here. */
export async function bareOn(content: Bytes, pkcs8: Bytes, spki: Bytes): Promise<Bare> {
  const { subtle } = crypto;
  const signing = await subtle.importKey("pkcs8", pkcs8, RSA, false, ["sign"]);
  const verifying = await subtle.importKey("spki", spki, RSA, false, ["verify"]);
  const unwrapping = await subtle.importKey("pkcs8", pkcs8, OAEP, false, ["decrypt"]);
  const wrapping = await subtle.importKey("spki", spki, OAEP, false, ["encrypt"]);
  const raw = crypto.getRandomValues(new Uint8Array(32));
  const iv = crypto.getRandomValues(new Uint8Array(16));
  const aes = await subtle.importKey("raw", raw, "AES-CBC", false, ["encrypt", "decrypt"]);
  const signature = await subtle.sign(RSA, signing, content);
  const wrapped = await subtle.encrypt(OAEP, wrapping, raw);
  const ciphertext = await subtle.encrypt({ name: "AES-CBC", iv }, aes, content);
  return {
    sign: () => subtle.sign(RSA, signing, content),
    verify: () => subtle.verify(RSA, verifying, signature, content),
    encrypt: async () => {
      await subtle.encrypt(OAEP, wrapping, raw);
      await subtle.encrypt({ name: "AES-CBC", iv }, aes, content);
    },
    decrypt: async () => {
      await subtle.decrypt(OAEP, unwrapping, wrapped);
      await subtle.decrypt({ name: "AES-CBC", iv }, aes, ciphertext);
    },
  };
}
