/**
 * Hybrid Public Key Encryption, RFC 9180: base mode, one message a context, in the one suite Waxwing keeps things with:
 * DHKEM(P-256, HKDF-SHA256), HKDF-SHA256, AES-256-GCM. Whoever has the public key can seal; it proves no author.
 */
import { expand, extract } from "@noble/hashes/hkdf.js";
import { type Bytes, concat, EMPTY, utf8 } from "../bytes.ts";
import { HASH } from "./digest.ts";
import { type EcPrivateKey, publicPoint } from "./ec-key.ts";
import { agreeEcdh, ephemeralEcKey } from "./ecdh.ts";

export interface HpkeSealed {
  /** The sender's ephemeral public point. */
  readonly encapsulated: Bytes;
  /** With its tag. */
  readonly ciphertext: Bytes;
}

/** What both sides must say alike. `info` names the purpose, `additionalData` what is sealed. */
export interface HpkeBinding {
  readonly info: Bytes;
  readonly additionalData: Bytes;
}

const VERSION = utf8("HPKE-v1");
const KEM = concat(utf8("KEM"), Uint8Array.of(0, 0x10));
const SUITE = concat(utf8("HPKE"), Uint8Array.of(0, 0x10, 0, 1, 0, 2));
const BASE_MODE = Uint8Array.of(0);

function labeledExtract(suite: Bytes, salt: Bytes, label: string, secret: Bytes): Bytes {
  return Uint8Array.from(extract(HASH["sha-256"], concat(VERSION, suite, utf8(label), secret), salt));
}

function labeledExpand(suite: Bytes, key: Bytes, label: string, info: Bytes, length: number): Bytes {
  const labeled = concat(Uint8Array.of(length >> 8, length & 0xff), VERSION, suite, utf8(label), info);
  return Uint8Array.from(expand(HASH["sha-256"], key, labeled, length));
}

/** RFC 9180 section 4.1, ExtractAndExpand. Null where the point is none of the curve's. */
async function sharedSecret(key: EcPrivateKey, theirs: Bytes, context: Bytes): Promise<Bytes | null> {
  const agreed = await agreeEcdh(key, theirs);
  if (!agreed) return null;
  return labeledExpand(KEM, labeledExtract(KEM, EMPTY, "eae_prk", agreed), "shared_secret", context, 32);
}

/** RFC 9180 section 5.1 in base mode, for the first message of the context. */
async function contentKey(shared: Bytes, info: Bytes): Promise<{ readonly key: CryptoKey; readonly iv: Bytes }> {
  const pskId = labeledExtract(SUITE, EMPTY, "psk_id_hash", EMPTY);
  const context = concat(BASE_MODE, pskId, labeledExtract(SUITE, EMPTY, "info_hash", info));
  const secret = labeledExtract(SUITE, shared, "secret", EMPTY);
  const octets = labeledExpand(SUITE, secret, "key", context, 32);
  const key = await crypto.subtle.importKey("raw", octets, "AES-GCM", false, ["encrypt", "decrypt"]);
  return { key, iv: labeledExpand(SUITE, secret, "base_nonce", context, 12) };
}

/**
 * @param recipient an uncompressed point of P-256 @param ephemeral drawn by lot unless told, which only vectors do
 * @throws TypeError if `recipient` is no point of the curve
 */
export async function sealTo(
  recipient: Bytes,
  plaintext: Bytes,
  { info, additionalData }: HpkeBinding,
  ephemeral: EcPrivateKey = ephemeralEcKey("p-256").key,
): Promise<HpkeSealed> {
  const encapsulated = publicPoint(ephemeral);
  const shared = await sharedSecret(ephemeral, recipient, concat(encapsulated, recipient));
  if (!shared) throw new TypeError("not a point of P-256");
  const { key, iv } = await contentKey(shared, info);
  const ciphertext = await crypto.subtle.encrypt({ name: "AES-GCM", iv, additionalData }, key, plaintext);
  return { encapsulated, ciphertext: new Uint8Array(ciphertext) };
}

/** Null where key, binding or ciphertext are not those of the sealing. */
export async function openSealed(
  recipient: EcPrivateKey,
  { encapsulated, ciphertext }: HpkeSealed,
  { info, additionalData }: HpkeBinding,
): Promise<Bytes | null> {
  const context = concat(encapsulated, publicPoint(recipient));
  const shared = await sharedSecret(recipient, encapsulated, context);
  if (!shared) return null;
  const { key, iv } = await contentKey(shared, info);
  try {
    return new Uint8Array(await crypto.subtle.decrypt({ name: "AES-GCM", iv, additionalData }, key, ciphertext));
  } catch {
    return null;
  }
}
