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
 * The certificates of a SignedData are not signed: a separate encryption certificate must come from the signer's own
 * issuer, under the signer's own name, and name the same address.
 */
function candidates(signer: Certificate, travelled: readonly Certificate[], address: string): readonly Certificate[] {
  return travelled.filter(
    (other) =>
      canReceive(other) &&
      namesEqual(other.issuer, signer.issuer) &&
      namesEqual(other.subject, signer.subject) &&
      namesAddress(other, address),
  );
}

async function receivingPath(
  path: MailPath,
  travelled: readonly Certificate[],
  address: string,
  context: ReadingContext,
): Promise<MailPath | null> {
  const [signer] = path.certificates;
  if (!signer) return null;
  if (canReceive(signer)) return path;
  const possible = candidates(signer, travelled, address).toSorted((a, b) => b.notBefore - a.notBefore);
  for (const target of possible.slice(0, CANDIDATES)) {
    const found = await findPath({ target, use: "encrypt", travelled, at: path.at }, context);
    if (found.kind === "valid") return found;
  }
  return null;
}

/** Null unless the assessment says "verified" and there is a certificate to encrypt to. */
export async function harvest(
  { verdict, path, result }: Assessment,
  address: string,
  travelled: readonly Certificate[],
  context: ReadingContext,
): Promise<Learned | null> {
  if (verdict.kind !== "verified" || path?.kind !== "valid" || result?.kind !== "sound") return null;
  const receiving = await receivingPath(path, travelled, address, context);
  const [certificate, ...chain] = receiving?.certificates ?? [];
  return certificate ? { address, certificate, chain, capabilities: result.capabilities } : null;
}
