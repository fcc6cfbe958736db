/** ECDSA (FIPS 186-5 section 6). Signatures here are r and s side by side, each as long as the group order. */
import type { Bytes } from "../bytes.ts";
import { CURVE, type CurveName, orderLength, uncompressedPoint, webCryptoCurve } from "./curves.ts";
import { type DigestName, digest, webCryptoHash } from "./digest.ts";
import { importOrNull, importRawOrNull } from "./web-crypto-key.ts";
import { type EcPrivateKey, ecPrivateJwk } from "./ec-key.ts";

export interface EcdsaVerification {
  readonly curve: CurveName;
  /** The public point in SEC 1 form, compressed or not. */
  readonly point: Bytes;
  readonly digest: DigestName;
  /** The message, not its digest. */
  readonly octets: Bytes;
  /** r ‖ s, each of `orderLength(curve)` octets. */
  readonly signature: Bytes;
}

/** False for anything but a sound signature. */
export async function verifyEcdsa(verification: EcdsaVerification): Promise<boolean> {
  const { curve, digest: name, octets, signature } = verification;
  if (signature.length !== 2 * orderLength(curve)) return false;
  const point = uncompressedPoint(curve, verification.point);
  if (!point) return false;
  const [namedCurve, hash] = [webCryptoCurve(curve), webCryptoHash(name)];
  const native = namedCurve && hash && (await importRawOrNull(point, { name: "ECDSA", namedCurve }, ["verify"]));
  if (native) return crypto.subtle.verify({ name: "ECDSA", hash }, native, signature, octets);
  const value = await digest(name, octets);
  try {
    return CURVE[curve].verify(signature, value, point, { prehash: false, lowS: false, format: "compact" });
  } catch {
    return false;
  }
}

/** r ‖ s, each of `orderLength(curve)` octets. */
export async function signEcdsa(key: EcPrivateKey, name: DigestName, octets: Bytes): Promise<Bytes> {
  const [namedCurve, hash] = [webCryptoCurve(key.curve), webCryptoHash(name)];
  const native = namedCurve && hash && (await importOrNull(ecPrivateJwk(key), { name: "ECDSA", namedCurve }, ["sign"]));
  if (native) return new Uint8Array(await crypto.subtle.sign({ name: "ECDSA", hash }, native, octets));
  const options = { prehash: false, lowS: false, format: "compact" } as const;
  return CURVE[key.curve].sign(await digest(name, octets), key.scalar, options);
}
