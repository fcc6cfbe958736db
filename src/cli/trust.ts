/** `--trust`, `--intermediate`, `--crl` and `--ocsp`: what the command line lets the engine believe. */
import type { Bytes } from "../smime/bytes.ts";
import type { Certificate } from "../smime/x509/certificate.ts";
import { publicAuthorities } from "../smime/x509/roots/public-authorities.ts";
import { type AnchorSource, anchorsOf, joinAnchors } from "../smime/x509/trust-anchor.ts";
import type { Arguments } from "./arguments.ts";
import { readCertificates, readDerFile } from "./files.ts";

export const TRUST_LISTS: readonly string[] = ["--trust", "--intermediate", "--crl", "--ocsp"];
/** The public authorities that come with Waxwing are left out. */
export const TRUST_FLAGS: readonly string[] = ["--no-default-trust"];

export interface Trust {
  readonly anchors: AnchorSource;
  readonly intermediates: readonly Certificate[];
  readonly crls: readonly Bytes[];
  readonly ocsp: readonly Bytes[];
}

function anchorsFor(given: Arguments): AnchorSource {
  const chosen = anchorsOf(readCertificates(given.all("--trust")));
  return given.has("--no-default-trust") ? chosen : joinAnchors(chosen, publicAuthorities.anchors);
}

/** @throws UsageError, SmimeError x509/* */
export function readTrust(given: Arguments): Trust {
  return {
    anchors: anchorsFor(given),
    intermediates: readCertificates(given.all("--intermediate")),
    crls: given.all("--crl").flatMap(readDerFile),
    ocsp: given.all("--ocsp").flatMap(readDerFile),
  };
}
