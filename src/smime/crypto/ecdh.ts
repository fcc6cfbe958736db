/** Diffie-Hellman over elliptic curves: the shared secret is the x coordinate alone (SEC 1 section 3.3.1). */
import type { Bytes } from "../bytes.ts";
import { CURVE, type CurveName, uncompressedPoint, webCryptoCurve } from "./curves.ts";
import { type EcPrivateKey, ecPrivateJwk, publicPoint } from "./ec-key.ts";
import { importOrNull, importRawOrNull } from "./web-crypto-key.ts";

async function agreeNatively(key: EcPrivateKey, point: Bytes, namedCurve: string): Promise<Bytes | null> {
  const algorithm = { name: "ECDH", namedCurve };
  const theirs = await importRawOrNull(point, algorithm, []);
  const ours = theirs && (await importOrNull(ecPrivateJwk(key), algorithm, ["deriveBits"]));
  if (!theirs || !ours) return null;
  return new Uint8Array(await crypto.subtle.deriveBits({ name: "ECDH", public: theirs }, ours, null));
}

/** Null where the octets are not a point of the key's curve: the invalid-curve attack ends here. */
export async function agreeEcdh(key: EcPrivateKey, theirPoint: Bytes): Promise<Bytes | null> {
  const point = uncompressedPoint(key.curve, theirPoint);
  if (!point) return null;
  const namedCurve = webCryptoCurve(key.curve);
  try {
    if (namedCurve) return await agreeNatively(key, point, namedCurve);
    return CURVE[key.curve].getSharedSecret(key.scalar, point, true).slice(1);
  } catch {
    return null;
  }
}

/** A fresh key for one message, with its public point in uncompressed form. */
export function ephemeralEcKey(curve: CurveName): { readonly key: EcPrivateKey; readonly point: Bytes } {
  const key = { curve, scalar: CURVE[curve].utils.randomSecretKey() };
  return { key, point: publicPoint(key) };
}
