/** Ed25519 (RFC 8032 section 5.1): by WebCrypto where it has it, else by noble with the RFC's strict rules. */
import { ed25519 } from "@noble/curves/ed25519.js";
import type { Bytes } from "../bytes.ts";
import { base64url } from "./data-conversion.ts";
import { importOrNull, importRawOrNull } from "./web-crypto-key.ts";

export interface Ed25519Verification {
  /** 32 octets. */
  readonly publicKey: Bytes;
  readonly octets: Bytes;
  /** 64 octets. */
  readonly signature: Bytes;
}

/** False for anything but a sound signature. */
export async function verifyEd25519({ publicKey, octets, signature }: Ed25519Verification): Promise<boolean> {
  if (publicKey.length !== 32 || signature.length !== 64) return false;
  const native = await importRawOrNull(publicKey, { name: "Ed25519" }, ["verify"]);
  if (native) return crypto.subtle.verify("Ed25519", native, signature, octets);
  try {
    return ed25519.verify(signature, octets, publicKey, { zip215: false });
  } catch {
    return false;
  }
}

/** The public key of a 32-octet seed. */
export function ed25519PublicKey(seed: Bytes): Bytes {
  return ed25519.getPublicKey(seed);
}

export async function signEd25519(seed: Bytes, octets: Bytes): Promise<Bytes> {
  const jwk = { kty: "OKP", crv: "Ed25519", x: base64url(ed25519PublicKey(seed)), d: base64url(seed) };
  const native = await importOrNull(jwk, { name: "Ed25519" }, ["sign"]);
  if (native) return new Uint8Array(await crypto.subtle.sign("Ed25519", native, octets));
  return ed25519.sign(octets, seed);
}
