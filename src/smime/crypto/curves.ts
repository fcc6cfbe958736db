/** Elliptic curves by name: the NIST ones WebCrypto has, and those it lacks, which noble computes. */
import { brainpoolP256r1, brainpoolP384r1, brainpoolP512r1 } from "@noble/curves/misc.js";
import { p256, p384, p521 } from "@noble/curves/nist.js";
import { secp256k1 } from "@noble/curves/secp256k1.js";
import type { Bytes } from "../bytes.ts";
import { brainpoolP256t1, brainpoolP320r1, brainpoolP320t1, brainpoolP384t1, brainpoolP512t1 } from "./brainpool.ts";

export type CurveName =
  | "p-256"
  | "p-384"
  | "p-521"
  | "secp256k1"
  | "brainpoolP256r1"
  | "brainpoolP256t1"
  | "brainpoolP320r1"
  | "brainpoolP320t1"
  | "brainpoolP384r1"
  | "brainpoolP384t1"
  | "brainpoolP512r1"
  | "brainpoolP512t1";

export const CURVE = {
  "p-256": p256,
  "p-384": p384,
  "p-521": p521,
  secp256k1,
  brainpoolP256r1,
  get brainpoolP256t1() {
    return brainpoolP256t1();
  },
  get brainpoolP320r1() {
    return brainpoolP320r1();
  },
  get brainpoolP320t1() {
    return brainpoolP320t1();
  },
  brainpoolP384r1,
  get brainpoolP384t1() {
    return brainpoolP384t1();
  },
  brainpoolP512r1,
  get brainpoolP512t1() {
    return brainpoolP512t1();
  },
} as const satisfies Record<CurveName, unknown>;

/** WebCrypto's namedCurve, or null where it has none. */
export function webCryptoCurve(curve: CurveName): string | null {
  return curve === "p-256" || curve === "p-384" || curve === "p-521" ? curve.toUpperCase() : null;
}

/** Octets of one coordinate. */
export function fieldLength(curve: CurveName): number {
  return CURVE[curve].Point.Fp.BYTES;
}

/** Octets of a scalar modulo the group order. */
export function orderLength(curve: CurveName): number {
  return CURVE[curve].Point.Fn.BYTES;
}

/** A point of the curve in uncompressed form from either SEC 1 form; null if the octets are no such point. */
export function uncompressedPoint(curve: CurveName, point: Bytes): Bytes | null {
  if (point[0] === 4 && webCryptoCurve(curve) !== null)
    return point.length === 1 + 2 * fieldLength(curve) ? point : null;
  try {
    return CURVE[curve].Point.fromBytes(point).toBytes(false);
  } catch {
    return null;
  }
}
