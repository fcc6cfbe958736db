/** Verifies one SignerInfo (RFC 5652 sections 5.4 to 5.6). Whether its certificate is trusted is not asked here. */
import { equal, joined, type Segments } from "../bytes.ts";
import { type DigestName, digest } from "../crypto/digest.ts";
import type { AlteredCode, Remark, UndeterminedCode } from "../verdict/vocabulary.ts";
import { keySuffices } from "../x509/algorithm-floor.ts";
import type { Certificate, SubjectPublicKeyInfo } from "../x509/certificate.ts";
import { namesEqual } from "../x509/name.ts";
import {
  inheritsParameters,
  keyBits,
  publicKeyName,
  readPublicKey,
  withInheritedParameters,
} from "../x509/public-key.ts";
import type { SignatureAlgorithm } from "../x509/signature-algorithm.ts";
import { verifySignature } from "../x509/signature-verification.ts";
import type { Capability } from "./capability.ts";
import { identifies } from "./certificate-identifier.ts";
import type { SignedData } from "./signed-data-syntax.ts";
import { type Examination, examine, type Refusal, refusalOf } from "./signer-examination.ts";
import type { SignerInfo } from "./signer-info.ts";
import { isNamedBy } from "./signing-certificate.ts";

export type SignerResult =
  | {
      readonly kind: "sound";
      readonly certificate: Certificate;
      /** The digest over the content. */
      readonly digest: DigestName;
      /** "rsassa-pkcs1-v1_5", "rsassa-pss", "ecdsa-p256", "ed25519", … */
      readonly scheme: string;
      /** Milliseconds since 1970, as claimed; null if not claimed. */
      readonly signingTime: number | null;
      readonly capabilities: readonly Capability[];
      /** The certificate the signer asks to be written to, if it is at hand. Nothing vouches for it but the signer. */
      readonly encryptionCertificate?: Certificate;
      readonly remarks: readonly Remark[];
    }
  | { readonly kind: "altered"; readonly reason: AlteredCode; readonly certificate: Certificate | null }
  | { readonly kind: "undetermined"; readonly reason: UndeterminedCode; readonly certificate: Certificate | null };

function isAltered(reason: Refusal): reason is AlteredCode {
  return reason === "digest-mismatch" || reason === "signature-mismatch" || reason === "attribute-mismatch";
}

function refused(reason: Refusal, certificate: Certificate | null): SignerResult {
  return isAltered(reason) ? { kind: "altered", reason, certificate } : { kind: "undetermined", reason, certificate };
}

/** A DSA key may leave its parameters to its issuer's; that the issuer signed it is for path validation to see. */
function keyOf(
  { subjectPublicKeyInfo: spki, issuer }: Certificate,
  known: readonly Certificate[],
): SubjectPublicKeyInfo {
  const heir = inheritsParameters(spki) ? known.find(({ subject }) => namesEqual(subject, issuer)) : undefined;
  return heir ? withInheritedParameters(spki, heir.subjectPublicKeyInfo) : spki;
}

async function refusalBy(
  certificate: Certificate,
  known: readonly Certificate[],
  signerInfo: SignerInfo,
  { claims, covered, digestName }: Examination,
): Promise<Refusal | null> {
  const { signatureAlgorithm: algorithm, signature } = signerInfo;
  const spki = keyOf(certificate, known);
  try {
    if (claims && !(await isNamedBy(claims.certificateHashes, certificate))) return "attribute-mismatch";
    for (const octets of covered)
      if (await verifySignature({ spki, algorithm, octets, signature, digest: digestName })) return null;
    return "signature-mismatch";
  } catch (error) {
    return refusalOf(error);
  }
}

/** DSA keys that take their parameters from elsewhere are as old as they are short. */
function isShort({ subjectPublicKeyInfo: spki }: Certificate): boolean {
  if (inheritsParameters(spki)) return true;
  const key = readPublicKey(spki);
  return key.kind === "dsa" ? keyBits(key) < 2048 : !keySuffices(key, "strict");
}

function remarksOf(certificate: Certificate, { digestName, algorithm }: Examination): readonly Remark[] {
  const digests: readonly DigestName[] = "digest" in algorithm ? [digestName, algorithm.digest] : [digestName];
  return [
    ...(digests.includes("sha-1") ? ["legacy/sha-1" as const] : []),
    ...(digests.includes("md5") ? ["legacy/md5" as const] : []),
    ...(algorithm.scheme === "dsa" ? ["legacy/dsa" as const] : []),
    ...(isShort(certificate) ? ["legacy/short-key" as const] : []),
  ];
}

function schemeOf(certificate: Certificate, { scheme }: SignatureAlgorithm): string {
  return scheme === "ecdsa" ? publicKeyName(certificate).replace(/^ec-/, "ecdsa-") : scheme;
}

function sound(certificate: Certificate, known: readonly Certificate[], examination: Examination): SignerResult {
  const { claims, algorithm, digestName } = examination;
  const wanted = claims?.encryptionKey;
  const encryptionCertificate = wanted && known.find((candidate) => identifies(wanted, candidate));
  return {
    kind: "sound",
    certificate,
    digest: digestName,
    scheme: schemeOf(certificate, algorithm),
    signingTime: claims?.signingTime ?? null,
    capabilities: claims?.capabilities ?? [],
    ...(encryptionCertificate && { encryptionCertificate }),
    remarks: remarksOf(certificate, examination),
  };
}

/** The certificates that the SignerInfo may mean, each once. */
function candidates(known: readonly Certificate[], { sid }: SignerInfo): readonly Certificate[] {
  const named = known.filter((certificate) => identifies(sid, certificate));
  return named.filter((one, i) => named.findIndex((other) => equal(one.der, other.der)) === i);
}

async function verifyByAny(
  possible: readonly Certificate[],
  known: readonly Certificate[],
  signerInfo: SignerInfo,
  examination: Examination,
): Promise<SignerResult> {
  let first: SignerResult | null = null;
  for (const certificate of possible) {
    const refusal = await refusalBy(certificate, known, signerInfo, examination);
    if (refusal === null) return sound(certificate, known, examination);
    first ??= refused(refusal, certificate);
  }
  return first ?? refused("signer-certificate-missing", null);
}

/**
 * Whether the signature of one SignerInfo is sound over `content`, the octets as delivered, in segments.
 * `extraCertificates` are looked at beside those of the message.
 *
 * With signed attributes, exactly one content-type equal to eContentType and exactly one message-digest are required,
 * and no attribute may come twice. They are verified in DER order; where the signer sent another order, also in that,
 * since some producers sign what they send. Without signed attributes the content must be id-data.
 */
export async function verifySigner(
  signedData: SignedData,
  signerInfo: SignerInfo,
  content: Segments,
  extraCertificates: readonly Certificate[],
): Promise<SignerResult> {
  const known = [...signedData.certificates, ...extraCertificates];
  const possible = candidates(known, signerInfo);
  const examination = examine(signedData, signerInfo, content);
  if (typeof examination === "string") return refused(examination, possible[0] ?? null);
  const { claims, digestName } = examination;
  if (!claims) return verifyByAny(possible, known, signerInfo, examination);
  const [value, result] = await Promise.all([
    digest(digestName, joined(content)),
    verifyByAny(possible, known, signerInfo, examination),
  ]);
  return equal(value, claims.messageDigest) ? result : refused("digest-mismatch", possible[0] ?? null);
}
