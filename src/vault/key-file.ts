/** A person's key file on its way in. */
import type { Bytes } from "../smime/bytes.ts";
import { SmimeError } from "../smime/errors.ts";
import { type PfxContents, readPfx } from "../smime/pkcs12/pfx.ts";

/** Schemes of RFC 7292 appendix C and 3DES or RC2 under PBES2: read, never written, worth a word to the person. */
function isLegacyEncryption(name: string): boolean {
  return name.startsWith("pbeWith") || /3des|rc2/.test(name);
}

export function isLegacy({ encryption, mac }: PfxContents): boolean {
  return encryption.some(isLegacyEncryption) || mac === "hmac-md5";
}

/**
 * Opens a key file that holds at least one identity.
 * @throws SmimeError pkcs12/*; pkcs12/no-key, pkcs12/key-mismatch
 */
export async function readKeyFile(file: Bytes, password: string): Promise<PfxContents> {
  const contents = await readPfx(file, password);
  if (contents.identities.length > 0) return contents;
  const { certificates, keysWithoutCertificate } = contents;
  if (keysWithoutCertificate.length > 0 && certificates.length > 0) throw new SmimeError("pkcs12/key-mismatch", {});
  throw new SmimeError("pkcs12/no-key", { certificates: certificates.length });
}
