/**
 * Signatures that do not stand at the top: in a mailing list's multipart/mixed, or torn from their part by a relay.
 * They never vouch for more than themselves.
 */
import type { Bytes } from "./bytes.ts";
import { readSignedData, type SignedData, type SignerResult } from "./cms/signed-data.ts";
import { isSmimeError } from "./errors.ts";
import { dispositionOf, type Entity } from "./mime/entity.ts";
import { cmsOctets, smimeKindOf } from "./mime/smime-type.ts";
import { readClearSignature, readOpaqueSignature, type SignatureLayer, verifyDetached } from "./signature-layer.ts";
import type { PartialCode } from "./verdict/vocabulary.ts";
import type { Certificate } from "./x509/certificate.ts";

export interface NestedSignature {
  readonly layer: SignatureLayer;
  /** Null where the containers around it hold nothing else, so that it covers all there is to show. */
  readonly partial: PartialCode | null;
}

/** Signed documents travel as attachments too (`contract.pdf.p7m`): only a MIME entity is part of the message. */
function isMessagePart({ content, results }: SignatureLayer): boolean {
  const isMime = content?.fields.some(({ name }) => name.startsWith("content-") || name === "mime-version") ?? false;
  return isMime && results.length > 0;
}

/** Detached signatures of documents keep the document's name (`contract.pdf.p7s`). */
function isMessageSignature(part: Entity): boolean {
  const { filename } = dispositionOf(part);
  return smimeKindOf(part) === "signature" && (filename === null || /^smime\.p7s$/i.test(filename));
}

/** A detached signature among the parts of an ordinary multipart. */
async function readTorn(
  container: Entity,
  signature: Entity,
  certificates: readonly Certificate[],
): Promise<NestedSignature | null> {
  const signedData = readDetached(cmsOctets(signature));
  if (!signedData) return null;
  const others = container.parts.filter((part) => part !== signature);
  let results: readonly SignerResult[] = [];
  let covered: Entity | null = null;
  for (const part of others.slice(0, 2)) {
    const attempt = await verifyDetached(signedData, part.octets, certificates);
    const sound = attempt.results.some((result) => result.kind === "sound");
    if (sound || results.length === 0) results = attempt.results;
    if (sound) {
      covered = part;
      break;
    }
  }
  if (results.length === 0) return null;
  const base = { kind: "multipart-signed", carrier: container, signedData, problem: null } as const;
  const layer = { ...base, results, content: covered, beside: [], lineEndsRestored: false };
  return { layer, partial: "changed-on-the-way" };
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

async function readHere(entity: Entity, certificates: readonly Certificate[]): Promise<SignatureLayer | null> {
  switch (smimeKindOf(entity)) {
    case "multipart-signed":
      return readClearSignature(entity, certificates);
    case "cms": {
      const layer = await readOpaqueSignature(entity, cmsOctets(entity), certificates);
      return isMessagePart(layer) ? layer : null;
    }
    case "signature":
    case null:
      return null;
  }
}

/** The first signature in the tree, in the order of display. Encrypted parts stay closed. @throws SmimeError mime/limit-exceeded */
export async function findNestedSignature(
  entity: Entity,
  certificates: readonly Certificate[],
  alone = true,
): Promise<NestedSignature | null> {
  const layer = await readHere(entity, certificates);
  if (layer) {
    const whole = alone && layer.beside.length === 0 && !entity.ambiguous;
    return { layer, partial: whole ? null : "unsigned-parts" };
  }
  const onlyPart = alone && entity.parts.length === 1 && !entity.ambiguous;
  for (const part of entity.parts) {
    const nested = await findNestedSignature(part, certificates, onlyPart);
    if (nested) return nested;
  }
  const torn = entity.parts.find(isMessageSignature);
  return torn ? readTorn(entity, torn, certificates) : null;
}
