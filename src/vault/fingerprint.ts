import { toHex } from "../smime/bytes.ts";
import { digest } from "../smime/crypto/digest.ts";
import type { Certificate } from "../smime/x509/certificate.ts";

/** SHA-256 over the DER certificate, lower-case hexadecimal. */
export async function fingerprintOf(certificate: Certificate): Promise<string> {
  return toHex(await digest("sha-256", certificate.der));
}
