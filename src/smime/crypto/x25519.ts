/** X25519 and X448 (RFC 7748). An all-zero secret, which a low-order point forces, is refused. */
import { x25519 } from "@noble/curves/ed25519.js";
import { x448 } from "@noble/curves/ed448.js";
import type { Bytes } from "../bytes.ts";
import { base64url } from "./data-conversion.ts";
import { randomOctets } from "./random.ts";
import { importOrNull, importRawOrNull } from "./web-crypto-key.ts";

export type MontgomeryCurve = "x25519" | "x448";

const CURVE = { x25519, x448 } as const;
const LENGTH = { x25519: 32, x448: 56 } as const;

export interface MontgomeryPrivateKey {
  readonly curve: MontgomeryCurve;
  /** 32 or 56 octets. */
  readonly scalar: Bytes;
}

export function montgomeryPublicKey(key: MontgomeryPrivateKey): Bytes {
  return CURVE[key.curve].getPublicKey(key.scalar);
}

async function agreeNatively(scalar: Bytes, publicKey: Bytes): Promise<Bytes | null> {
  const x = base64url(montgomeryPublicKey({ curve: "x25519", scalar }));
  const jwk = { kty: "OKP", crv: "X25519", x, d: base64url(scalar) };
  const ours = await importOrNull(jwk, { name: "X25519" }, ["deriveBits"]);
  const theirs = ours && (await importRawOrNull(publicKey, { name: "X25519" }, []));
  if (!ours || !theirs) return null;
  return new Uint8Array(await crypto.subtle.deriveBits({ name: "X25519", public: theirs }, ours, 256));
}

/** The shared secret, or null where the public key is malformed or of low order. */
export async function agreeMontgomery(key: MontgomeryPrivateKey, publicKey: Bytes): Promise<Bytes | null> {
  if (publicKey.length !== LENGTH[key.curve]) return null;
  try {
    const native = key.curve === "x25519" ? await agreeNatively(key.scalar, publicKey) : null;
    const secret = native ?? CURVE[key.curve].getSharedSecret(key.scalar, publicKey);
    return secret.some((octet) => octet !== 0) ? secret : null;
  } catch {
    return null;
  }
}

/** A fresh key for one message, with its public key. */
export function ephemeralMontgomeryKey(curve: MontgomeryCurve): {
  readonly key: MontgomeryPrivateKey;
  readonly publicKey: Bytes;
} {
  const key = { curve, scalar: randomOctets(LENGTH[curve]) };
  return { key, publicKey: montgomeryPublicKey(key) };
}
