/** RSASSA-PSS (RFC 8017 section 8.1) with any digest, mask generation digest and salt length. */
import { type Bytes, concat } from "../bytes.ts";
import { equalConstantTime } from "./constant-time.ts";
import { i2osp, os2ip } from "./data-conversion.ts";
import { type DigestName, digest, digestLength, digestSync } from "./digest.ts";
import { masked, sharedWebCryptoHash } from "./mgf1.ts";
import { randomOctets } from "./random.ts";
import {
  importPublicKey,
  isUsable,
  modulusBits,
  modulusLength,
  privateJwk,
  type RsaPrivateKey,
  type RsaPublicKey,
  rsaPrivate,
  rsaPublic,
} from "./rsa-key.ts";
import { importOrNull, octetsOrNull } from "./web-crypto-key.ts";

export interface PssParameters {
  readonly digest: DigestName;
  readonly mgfDigest: DigestName;
  readonly saltLength: number;
}

/** The octets of eight zeros before mHash in M' (RFC 8017 section 9.1.1). */
const PADDING1 = new Uint8Array(8);

/** EMSA-PSS-VERIFY on the message's digest. */
function isConsistent(encoded: Bytes, bits: number, mHash: Bytes, parameters: PssParameters): boolean {
  const hashLength = digestLength(parameters.digest);
  const { saltLength } = parameters;
  const unused = 8 * encoded.length - bits;
  if (encoded.length < hashLength + saltLength + 2 || encoded.at(-1) !== 0xbc) return false;
  if (((encoded[0] ?? 0) & ~(0xff >> unused)) !== 0) return false;
  const split = encoded.length - hashLength - 1;
  const h = encoded.subarray(split, split + hashLength);
  const db = masked(parameters.mgfDigest, encoded.subarray(0, split), h);
  db[0] = (db[0] ?? 0) & (0xff >> unused);
  const separator = split - saltLength - 1;
  if (db[separator] !== 1 || db.subarray(0, separator).some((octet) => octet !== 0)) return false;
  const expected = digestSync(parameters.digest, PADDING1, mHash, db.subarray(separator + 1));
  return equalConstantTime(h, expected);
}

export interface RsaPssVerification extends PssParameters {
  readonly key: RsaPublicKey;
  /** The message, not its digest. */
  readonly octets: Bytes;
  readonly signature: Bytes;
}

/** False for anything but a sound signature. */
export async function verifyRsaPss({ key, octets, signature, ...parameters }: RsaPssVerification): Promise<boolean> {
  if (!isUsable(key) || signature.length !== modulusLength(key)) return false;
  // WebCrypto throws at salt lengths beyond 32 bits, which a message may well name.
  if (parameters.saltLength > signature.length) return false;
  const hash = sharedWebCryptoHash(parameters);
  const native = hash && (await importPublicKey(key, { name: "RSA-PSS", hash }, "verify"));
  const { saltLength } = parameters;
  if (native) return crypto.subtle.verify({ name: "RSA-PSS", saltLength }, native, signature, octets);
  const representative = rsaPublic(key, os2ip(signature));
  const bits = modulusBits(key) - 1;
  const length = Math.ceil(bits / 8);
  if (representative === null || representative >= 1n << BigInt(8 * length)) return false;
  const mHash = await digest(parameters.digest, octets);
  return isConsistent(i2osp(representative, length), bits, mHash, parameters);
}

/** EMSA-PSS-ENCODE; null where the modulus is too short. */
async function encode(octets: Bytes, bits: number, parameters: PssParameters): Promise<Bytes | null> {
  const { digest: name, mgfDigest, saltLength } = parameters;
  const length = Math.ceil(bits / 8);
  const zeros = length - saltLength - digestLength(name) - 2;
  if (zeros < 0) return null;
  const salt = randomOctets(saltLength);
  const h = digestSync(name, PADDING1, await digest(name, octets), salt);
  const db = masked(mgfDigest, concat(new Uint8Array(zeros), Uint8Array.of(1), salt), h);
  db[0] = (db[0] ?? 0) & (0xff >> (8 * length - bits));
  return concat(db, h, Uint8Array.of(0xbc));
}

/** Null where the key is too short for the parameters, or damaged. */
export async function signRsaPss(key: RsaPrivateKey, parameters: PssParameters, octets: Bytes): Promise<Bytes | null> {
  const hash = sharedWebCryptoHash(parameters);
  const native = hash && (await importOrNull(privateJwk(key), { name: "RSA-PSS", hash }, ["sign"]));
  const { saltLength } = parameters;
  if (native) return octetsOrNull(crypto.subtle.sign({ name: "RSA-PSS", saltLength }, native, octets));
  const encoded = await encode(octets, modulusBits(key) - 1, parameters);
  const signature = encoded && rsaPrivate(key, os2ip(encoded));
  return signature === null ? null : i2osp(signature, modulusLength(key));
}
