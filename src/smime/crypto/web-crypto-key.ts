import type { Bytes } from "../bytes.ts";

type ImportAlgorithm = AlgorithmIdentifier | RsaHashedImportParams | EcKeyImportParams;

async function orNull(imported: Promise<CryptoKey>): Promise<CryptoKey | null> {
  try {
    return await imported;
  } catch {
    return null;
  }
}

/**
 * A non-extractable WebCrypto key, or null where this platform has no such algorithm or refuses such a key: Chromium
 * has no AES-192, nobody has brainpool, some refuse short RSA keys. The caller then falls back on noble or own code.
 */
export async function importOrNull(
  key: JsonWebKey,
  algorithm: ImportAlgorithm,
  usages: readonly KeyUsage[],
): Promise<CryptoKey | null> {
  return orNull(crypto.subtle.importKey("jwk", key, algorithm, false, usages));
}

/** The same for a public key as a SubjectPublicKeyInfo, DER. */
export async function importSpkiOrNull(
  spki: Bytes,
  algorithm: ImportAlgorithm,
  usages: readonly KeyUsage[],
): Promise<CryptoKey | null> {
  return orNull(crypto.subtle.importKey("spki", spki, algorithm, false, usages));
}

/** The same for the raw octets of a secret key or a public point. */
export async function importRawOrNull(
  key: Bytes,
  algorithm: ImportAlgorithm,
  usages: readonly KeyUsage[],
): Promise<CryptoKey | null> {
  return orNull(crypto.subtle.importKey("raw", key, algorithm, false, usages));
}

/** Octets WebCrypto computes, or null where it refuses: a damaged private key shows itself only when it is used. */
export async function octetsOrNull(operation: Promise<ArrayBuffer>): Promise<Bytes | null> {
  try {
    return new Uint8Array(await operation);
  } catch {
    return null;
  }
}
