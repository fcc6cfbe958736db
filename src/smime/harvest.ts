/** What a verified message teaches: a certificate its author can be written to. Anything less teaches nothing. */
import { type Assessment, findPath } from "./assess.ts";
import type { Learned, ReadingContext } from "./reading.ts";
import type { Certificate } from "./x509/certificate.ts";
import type { ValidatedPath } from "./x509/certification-path.ts";
import { permitsAny } from "./x509/key-usage.ts";
import { namesEqual } from "./x509/name.ts";
import { namesAddress } from "./x509/subject-alt-name.ts";

type MailPath = ValidatedPath<"emailProtection">;

/** More candidates than this is no key pair of one person. */
const CANDIDATES = 8;

function canReceive(certificate: Certificate): boolean {
  return permitsAny(certificate, "keyEncipherment", "keyAgreement");
}

/**
 * The one the signer asks for under the signature comes first, then the newest. The certificates of a SignedData are
 * not signed themselves: one that was not asked for must come from the signer's own issuer, under the signer's own name.
 * All must name the address that was verified.
 */
function candidates(
  signer: Certificate,
  preferred: Certificate | null,
  travelled: readonly Certificate[],
  address: string,
): readonly Certificate[] {
  const own = travelled
    .filter((other) => namesEqual(other.issuer, signer.issuer) && namesEqual(other.subject, signer.subject))
    .toSorted((a, b) => b.notBefore - a.notBefore);
  const all = preferred ? [preferred, ...own] : own;
  return all.filter((other) => canReceive(other) && namesAddress(other, address));
}

async function receivingPath(
  path: MailPath,
  preferred: Certificate | null,
  travelled: readonly Certificate[],
  address: string,
  context: ReadingContext,
): Promise<MailPath | null> {
  const [signer] = path.certificates;
  if (!signer) return null;
  if (canReceive(signer) && (!preferred || preferred === signer)) return path;
  const possible = candidates(signer, preferred, travelled, address);
  for (const target of possible.slice(0, CANDIDATES)) {
    const found = await findPath({ target, use: "encrypt", travelled, at: path.at }, context);
    if (found.kind === "valid") return found;
  }
  return canReceive(signer) ? path : null;
}

/** Null unless the assessment says "verified" and there is a certificate to encrypt to. */
export async function harvest(
  { verdict, path, result }: Assessment,
  address: string,
  travelled: readonly Certificate[],
  context: ReadingContext,
): Promise<Learned | null> {
  if (verdict.kind !== "verified" || path?.kind !== "valid" || result?.kind !== "sound") return null;
  const receiving = await receivingPath(path, result.encryptionCertificate ?? null, travelled, address, context);
  const [certificate, ...chain] = receiving?.certificates ?? [];
  return certificate ? { address, certificate, chain, capabilities: result.capabilities } : null;
}
