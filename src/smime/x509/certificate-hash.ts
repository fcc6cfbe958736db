import type { Bytes } from "../bytes.ts";
import { digest } from "../crypto/digest.ts";
import type { Certificate } from "./certificate.ts";

const known = new WeakMap<Certificate, Promise<Bytes>>();

/** SHA-256 over the DER certificate, computed once for as long as it is held: people and signatures are told by it. */
export function sha256Of(certificate: Certificate): Promise<Bytes> {
  const value = known.get(certificate) ?? digest("sha-256", certificate.der);
  known.set(certificate, value);
  return value;
}
