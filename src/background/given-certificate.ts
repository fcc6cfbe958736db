/**
 * Certificates that somebody gave a composer for one of its recipients, or that were looked up for them. The frame stands
 * in a web page, and a page can mislead: so nothing is believed here for having been handed over, and what no trusted
 * authority vouches for is asked about elsewhere.
 */
import type { CertificateOutcome } from "../protocol/protocol.ts";
import type { Bytes } from "../smime/bytes.ts";
import { isAuthority } from "../smime/x509/basic-constraints.ts";
import type { Certificate } from "../smime/x509/certificate.ts";
import { readCertificateFile, writeCertificateFile } from "../smime/x509/certificate-file.ts";
import { namesEqual } from "../smime/x509/name.ts";
import { namesAddress } from "../smime/x509/subject-alt-name.ts";
import { summarize } from "../smime/x509/summary.ts";
import { isVcard } from "../smime/x509/vcard-keys.ts";
import type { LookedUp } from "../vault/database.ts";
import type { RecipientChoice } from "../vault/encryption-certificate.ts";
import type { Vault } from "../vault/vault.ts";

/** Longer chains of authorities are nobody's honest ones. */
const LONGEST_CHAIN = 8;

/** What an authority nobody knows leaves open, and a person may decide. */
function isOpenToDecision(choice: RecipientChoice): boolean {
  return choice.kind === "untrusted" && ["unknown-authority", "incomplete-path"].includes(choice.reason);
}

function outcomeOf(choice: RecipientChoice): CertificateOutcome {
  switch (choice.kind) {
    case "ready":
      return "added";
    case "expired":
      return "expired";
    case "missing":
    case "malformed":
    case "untrusted":
      return isOpenToDecision(choice) ? "asked" : "unusable";
  }
}

async function issuersIn(certificates: readonly Certificate[]): Promise<readonly Certificate[]> {
  const summaries = await Promise.all(certificates.map(summarize));
  return certificates.filter((_, i) => summaries[i]?.usages.issue === true);
}

export interface Taken {
  readonly outcome: CertificateOutcome;
  /** The one that was judged; null where none names the address, or none may be encrypted to. */
  readonly certificate: Certificate | null;
}

/** Keeps what a trusted authority vouches for. `lookedUp`: where it was found; null for a file. */
export async function takeGiven(
  all: readonly Certificate[],
  address: string,
  vault: Vault,
  lookedUp: LookedUp | null = null,
): Promise<Taken> {
  const issuers = await issuersIn(all);
  const theirs = all.filter((certificate) => !issuers.includes(certificate) && namesAddress(certificate, address));
  if (theirs.length === 0) return { outcome: "other-address", certificate: null };
  const choice = await vault.judgeVouched(theirs, issuers);
  if (choice.kind === "ready") {
    await vault.people.keepVouched([choice.certificate], lookedUp);
    await vault.intermediates.add(issuers);
  }
  return { outcome: outcomeOf(choice), certificate: "certificate" in choice ? choice.certificate : null };
}

function issuerOf(certificate: Certificate, among: readonly Certificate[]): Certificate | null {
  if (namesEqual(certificate.subject, certificate.issuer)) return null;
  return among.find((other) => namesEqual(other.subject, certificate.issuer) && isAuthority(other)) ?? null;
}

/** What a person is asked about in a given file: of contacts the certificates alone, without pictures and telephones. */
export function certificatesAlone(file: Bytes): Bytes {
  return isVcard(file) ? writeCertificateFile(readCertificateFile(file)) : file;
}

/** A known person's certificate and the authorities above it, as one file; null for nobody known. */
export async function fileAbout(address: string, vault: Vault): Promise<Bytes | null> {
  const person = await vault.people.find(address);
  if (person === null) return null;
  const known = await vault.knownCertificates();
  const chain = [person.certificate];
  for (let next = issuerOf(person.certificate, known); next && chain.length < LONGEST_CHAIN; ) {
    chain.push(next);
    next = issuerOf(next, known);
  }
  return writeCertificateFile(chain);
}
