/** From the passphrase to the vault key: PBKDF2-HMAC-SHA-256 and AES-256-GCM. */
import { type Bytes, utf8 } from "../smime/bytes.ts";
import { pbkdf2 } from "../smime/crypto/key-derivation.ts";
import { SmimeError } from "../smime/errors.ts";
import type { WrappedVaultKey } from "./database.ts";
import { associatedData, importSealingKey, seal, unsealOrNull } from "./sealing.ts";

/** Characters. The passphrase is all that stands between the disk and the keys. */
export const MINIMUM_LENGTH = 10;
/** What OWASP asks of PBKDF2-HMAC-SHA-256; older vaults are raised to it when they are unlocked. */
export const ITERATIONS = 600_000;

const PURPOSE = associatedData("waxwing vault key");

/** NFC, so that one keyboard's letters are another's (RFC 8265 OpaqueString). */
function octetsOf(passphrase: string): Bytes {
  return utf8(passphrase.normalize("NFC"));
}

/** @throws SmimeError vault/weak-passphrase */
export function refuseWeakPassphrase(passphrase: string): void {
  if ([...passphrase.normalize("NFC")].length < MINIMUM_LENGTH)
    throw new SmimeError("vault/weak-passphrase", { minimumLength: MINIMUM_LENGTH });
}

async function wrappingKey(passphrase: string, salt: Bytes, iterations: number): Promise<CryptoKey> {
  const octets = await pbkdf2(octetsOf(passphrase), { digest: "sha-256", salt, iterations, length: 32 });
  return importSealingKey(octets);
}

/** @param vaultKey 32 octets */
export async function wrapVaultKey(
  vaultKey: Bytes,
  passphrase: string,
  iterations: number = ITERATIONS,
): Promise<WrappedVaultKey> {
  const salt = crypto.getRandomValues(new Uint8Array(32));
  const sealed = await seal(await wrappingKey(passphrase, salt, iterations), vaultKey, PURPOSE);
  return { kdf: "pbkdf2-hmac-sha-256", iterations, salt, ...sealed };
}

/** The 32 octets of the vault key. @throws SmimeError vault/wrong-passphrase (a damaged record looks the same) */
export async function unwrapVaultKey(wrapped: WrappedVaultKey, passphrase: string): Promise<Bytes> {
  const key = await wrappingKey(passphrase, wrapped.salt, wrapped.iterations);
  const vaultKey = await unsealOrNull(key, wrapped, PURPOSE);
  if (!vaultKey) throw new SmimeError("vault/wrong-passphrase", {});
  return vaultKey;
}
