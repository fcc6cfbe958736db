/** Which algorithms still prove anything. Kept apart from verification: old mail is read, and told as what it is. */
import type { DigestName } from "../crypto/digest.ts";
import type { AlgorithmFloor } from "./path-request.ts";
import { keyBits, type PublicKey } from "./public-key.ts";
import type { SignatureAlgorithm } from "./signature-algorithm.ts";

function digestSuffices(digest: DigestName, floor: AlgorithmFloor): boolean {
  return digest !== "md5" && (floor === "legacy" || digest !== "sha-1");
}

/** MGF1 needs no collision resistance, so its digest is not asked about. */
export function algorithmSuffices(algorithm: SignatureAlgorithm, floor: AlgorithmFloor): boolean {
  switch (algorithm.scheme) {
    case "rsassa-pkcs1-v1_5":
    case "rsassa-pss":
    case "ecdsa":
      return digestSuffices(algorithm.digest, floor);
    case "dsa":
      return floor === "legacy";
    case "ed25519":
    case "ed448":
    case "ml-dsa-44":
    case "ml-dsa-65":
    case "ml-dsa-87":
      return true;
  }
}

export function keySuffices(key: PublicKey, floor: AlgorithmFloor): boolean {
  switch (key.kind) {
    case "rsa":
      return keyBits(key) >= (floor === "strict" ? 2048 : 1024);
    case "dsa":
      return floor === "legacy" && keyBits(key) >= 1024;
    case "ec":
    case "ed25519":
    case "ed448":
    case "ml-dsa-44":
    case "ml-dsa-65":
    case "ml-dsa-87":
      return true;
  }
}
