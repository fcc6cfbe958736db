import { type Bytes, toHex } from "../smime/bytes.ts";
import type { Certificate } from "../smime/x509/certificate.ts";
import { sha256Of } from "../smime/x509/certificate-hash.ts";

/** SHA-256 over the DER certificate, lower-case hexadecimal. */
export async function fingerprintOf(certificate: Certificate): Promise<string> {
  return toHex(await sha256Of(certificate));
}

/** The same over any octets: a short name by which they are known again. */
export async function fingerprintOfOctets(octets: Bytes): Promise<string> {
  return toHex(new Uint8Array(await crypto.subtle.digest("SHA-256", octets)));
}
