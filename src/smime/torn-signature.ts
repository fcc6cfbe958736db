/**
 * Detached signatures whose multipart/signed was taken apart: some mail systems pack what they send anew, as
 * multipart/mixed with boundaries of their own, and leave the smime.p7s beside the parts. It proves what it still fits,
 * and of the rest that nothing can be known: neither that somebody forged it nor that it is what was signed.
 */
import { type Bytes, concat, utf8 } from "./bytes.ts";
import { readSignedData, type SignedData, type SignerResult } from "./cms/signed-data.ts";
import { isSmimeError } from "./errors.ts";
import { dispositionOf, type Entity } from "./mime/entity.ts";
import { cmsOctets, smimeKindOf } from "./mime/smime-type.ts";
import { type SignatureLayer, verifyDetached } from "./signature-layer.ts";
import type { Certificate } from "./x509/certificate.ts";

/** Where the signed part may stand: a list's preface may come before it. Each is hashed for every signer. */
const CANDIDATES = 2;

const CRLF = utf8("\r\n");

/** Detached signatures of documents keep the document's name (`contract.pdf.p7s`). */
function isMessageSignature(part: Entity): boolean {
  const { filename } = dispositionOf(part);
  return smimeKindOf(part) === "signature" && (filename === null || /^smime\.p7s$/i.test(filename));
}

function readDetached(cms: Bytes): SignedData | null {
  try {
    const signedData = readSignedData(cms);
    return signedData.content === null && signedData.signerInfos.length > 0 ? signedData : null;
  } catch (error) {
    if (isSmimeError(error)) return null;
    throw error;
  }
}

/** As delivered; then with a line end more and one less behind it, which is where packing anew shows first. */
function formsOf({ octets }: Entity): readonly Bytes[] {
  const end = octets.length - CRLF.length;
  const endsInLine = octets[end] === CRLF[0] && octets[end + 1] === CRLF[1];
  return [octets, concat(octets, CRLF), ...(endsInLine ? [octets.subarray(0, end)] : [])];
}

function isSound(results: readonly SignerResult[]): boolean {
  return results.some(({ kind }) => kind === "sound");
}

interface Fit {
  /** Null where the signature fits no part. */
  readonly covered: Entity | null;
  readonly results: readonly SignerResult[];
}

async function fitTo(
  parts: readonly Entity[],
  signedData: SignedData,
  certificates: readonly Certificate[],
): Promise<Fit> {
  let first: readonly SignerResult[] = [];
  for (const part of parts.slice(0, CANDIDATES)) {
    // With several signers somebody made it dear to try; an honest one is alone.
    const forms = signedData.signerInfos.length === 1 ? formsOf(part) : [part.octets];
    for (const octets of forms) {
      const { results } = await verifyDetached(signedData, octets, certificates);
      if (isSound(results)) return { covered: part, results };
      if (first.length === 0) first = results;
    }
  }
  return { covered: null, results: first };
}

/**
 * That the octets are not the signed ones is no news here. Whatever else is wrong with a signature was wrong before it
 * was torn off, and stays what it is.
 */
function asRepacked(result: SignerResult, signedAttributes: boolean): SignerResult {
  if (result.kind !== "altered") return result;
  const byContent =
    result.reason === "digest-mismatch" || (result.reason === "signature-mismatch" && !signedAttributes);
  return byContent ? { kind: "undetermined", reason: "repacked", certificate: result.certificate } : result;
}

/**
 * The first message signature among the parts of a multipart. A multipart/signed is never excused: what does not verify
 * there was altered, in whatever order and under whatever protocol its parts stand. Null where there is none.
 */
export async function readTornSignature(
  carrier: Entity,
  certificates: readonly Certificate[],
): Promise<SignatureLayer | null> {
  const signature = carrier.parts.find(isMessageSignature);
  const signedData = signature ? readDetached(cmsOctets(signature)) : null;
  if (!signedData) return null;
  const others = carrier.parts.filter((part) => part !== signature);
  const { covered, results } = await fitTo(others, signedData, certificates);
  if (results.length === 0) return null;
  const excused = carrier.type !== "multipart/signed" && covered === null;
  const told = results.map((result, index) =>
    excused ? asRepacked(result, signedData.signerInfos[index]?.signedAttributes !== null) : result,
  );
  const base = { kind: "multipart-signed", carrier, signedData, problem: null } as const;
  return { ...base, results: told, content: covered, beside: [], lineEndsRestored: false };
}
