import type { Bytes } from "../bytes.ts";
import { CURVE, type CurveName, fieldLength, webCryptoCurve } from "./curves.ts";
import { base64url } from "./data-conversion.ts";

export interface EcPrivateKey {
  readonly curve: CurveName;
  /** The private scalar, as long as the group order. */
  readonly scalar: Bytes;
}

/** The public point in uncompressed form. @throws Error if the scalar is not in range */
export function publicPoint(key: EcPrivateKey): Bytes {
  return CURVE[key.curve].getPublicKey(key.scalar, false);
}

export function isValidScalar(key: EcPrivateKey): boolean {
  return CURVE[key.curve].utils.isValidSecretKey(key.scalar);
}

/** The key as WebCrypto imports it; only for curves it has. */
export function ecPrivateJwk(key: EcPrivateKey): JsonWebKey {
  const point = publicPoint(key);
  const length = fieldLength(key.curve);
  return {
    kty: "EC",
    crv: webCryptoCurve(key.curve) ?? "",
    x: base64url(point.subarray(1, 1 + length)),
    y: base64url(point.subarray(1 + length)),
    d: base64url(key.scalar),
  };
}
