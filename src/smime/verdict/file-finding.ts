/** What a file turned out to be, as plain data. */
import type { CertificateSummary } from "./vocabulary.ts";

export type FileFinding =
  /** Mail, or a CMS object that stands for its content. */
  | { readonly kind: "message" }
  /** A detached signature: what it is over is elsewhere. `certificates` came with it; none is verified. */
  | { readonly kind: "signature"; readonly certificates: readonly CertificateSummary[] }
  | { readonly kind: "certificates"; readonly certificates: readonly CertificateSummary[] }
  /** PKCS #12. */
  | { readonly kind: "key-file" };
