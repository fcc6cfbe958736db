/** One signature layer: what it covers, to the octet, and what became of each signer. Trust is none of its business. */
import { type Bytes, joined, type Segments } from "./bytes.ts";
import { readSignedData, type SignedData, type SignerResult, verifySigner } from "./cms/signed-data.ts";
import { isSmimeError } from "./errors.ts";
import { canonicalize } from "./mime/canonicalize.ts";
import type { Entity } from "./mime/entity.ts";
import { parseEntity } from "./mime/parse.ts";
import { cmsOctets, smimeKindOf } from "./mime/smime-type.ts";
import type { UndeterminedCode } from "./verdict/vocabulary.ts";
import type { Certificate } from "./x509/certificate.ts";

export interface SignatureLayer {
  readonly kind: "multipart-signed" | "signed-data";
  /** The entity of the outer tree that carries it. */
  readonly carrier: Entity;
  /** Null where it could not be read. */
  readonly signedData: SignedData | null;
  /** One for each SignerInfo, in their order. */
  readonly results: readonly SignerResult[];
  /** Why there is no result; null where there are results. */
  readonly problem: UndeterminedCode | null;
  /** What the signature is over, read from the very octets that were verified; null if there is nothing to show. */
  readonly content: Entity | null;
  /** Parts of the multipart/signed beyond content and signature: shown, but not covered. */
  readonly beside: readonly Entity[];
  readonly lineEndsRestored: boolean;
}

/** Whether two readers could see two things around what is signed: in the carrier, or in its signature part. */
export function isAmbiguous({ carrier }: SignatureLayer): boolean {
  return carrier.ambiguous || (carrier.parts[1]?.ambiguous ?? false);
}

type Reading =
  | { readonly signedData: SignedData; readonly problem: null }
  | { readonly signedData: SignedData | null; readonly problem: UndeterminedCode };

const DATA = "1.2.840.113549.1.7.1";

function readLayer(cms: Bytes): Reading {
  try {
    const signedData = readSignedData(cms);
    return signedData.signerInfos.length === 0 ? { signedData, problem: "no-signer" } : { signedData, problem: null };
  } catch (error) {
    if (isSmimeError(error, "cms/limit-exceeded") && error.detail.limit === "signers")
      return { signedData: null, problem: "too-many-signers" };
    if (isSmimeError(error)) return { signedData: null, problem: "malformed-signature" };
    throw error;
  }
}

async function verifyAll(
  signedData: SignedData,
  content: Segments,
  certificates: readonly Certificate[],
): Promise<SignerResult[]> {
  const results: SignerResult[] = [];
  for (const signerInfo of signedData.signerInfos)
    results.push(await verifySigner(signedData, signerInfo, content, certificates));
  return results;
}

function isSound(results: readonly SignerResult[]): boolean {
  return results.some((result) => result.kind === "sound");
}

interface Detached {
  readonly octets: Bytes;
  readonly results: readonly SignerResult[];
  readonly lineEndsRestored: boolean;
}

/**
 * Literal octets first. Files and some relays turn CRLF into LF: the canonical form (RFC 8551 section 3.1.1) is tried
 * then, and what is shown afterwards is read from the form that was verified.
 */
export async function verifyDetached(
  signedData: SignedData,
  octets: Bytes,
  certificates: readonly Certificate[],
): Promise<Detached> {
  const results = await verifyAll(signedData, [octets], certificates);
  const canonical = isSound(results) ? octets : canonicalize(octets);
  if (canonical === octets) return { octets, results, lineEndsRestored: false };
  const restored = await verifyAll(signedData, [canonical], certificates);
  return isSound(restored)
    ? { octets: canonical, results: restored, lineEndsRestored: true }
    : { octets, results, lineEndsRestored: false };
}

/** multipart/signed (RFC 1847 section 2.1, RFC 8551 section 3.5.3). @throws SmimeError mime/limit-exceeded */
export async function readClearSignature(
  carrier: Entity,
  certificates: readonly Certificate[],
): Promise<SignatureLayer> {
  const [covered, signature, ...beside] = carrier.parts;
  const base = { kind: "multipart-signed", carrier, beside, results: [], lineEndsRestored: false } as const;
  if (!covered || !signature)
    return { ...base, signedData: null, content: covered ?? null, problem: "malformed-signature" };
  // A part of another type is shown to the reader, whatever else its octets may be taken for.
  if (smimeKindOf(signature) === null)
    return { ...base, signedData: null, content: covered, problem: "malformed-signature" };
  const { signedData, problem } = readLayer(cmsOctets(signature));
  if (problem !== null) return { ...base, signedData, content: covered, problem };
  const { octets, results, lineEndsRestored } = await verifyDetached(signedData, covered.octets, certificates);
  return {
    ...base,
    signedData,
    content: lineEndsRestored ? parseEntity(octets) : covered,
    results,
    problem: null,
    lineEndsRestored,
  };
}

function contentOf(signedData: SignedData): Bytes | null {
  if (signedData.content === null || signedData.eContentType !== DATA) return null;
  return joined(signedData.content);
}

/** Signed documents come without a MIME header: what is no text is a file to save. */
function contentEntity(octets: Bytes): Entity {
  const entity = parseEntity(octets);
  const isDocument = entity.fields.length === 0 && entity.body.includes(0);
  return isDocument ? { ...entity, type: "application/octet-stream" } : entity;
}

/** application/pkcs7-mime with signed-data (RFC 8551 section 3.5.2). @throws SmimeError mime/limit-exceeded */
export async function readOpaqueSignature(
  carrier: Entity,
  cms: Bytes,
  certificates: readonly Certificate[],
): Promise<SignatureLayer> {
  const { signedData, problem } = readLayer(cms);
  const octets = signedData && contentOf(signedData);
  const content = octets ? contentEntity(octets) : null;
  const base = { kind: "signed-data", carrier, signedData, content, beside: [], lineEndsRestored: false } as const;
  if (problem !== null) return { ...base, results: [], problem };
  if (octets === null) return { ...base, results: [], problem: "malformed-signature" };
  return { ...base, results: await verifyAll(signedData, [octets], certificates), problem: null };
}
