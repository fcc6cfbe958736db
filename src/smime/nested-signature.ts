/**
 * Signatures that do not stand at the top: in a mailing list's multipart/mixed, or torn from their part by a relay.
 * They never vouch for more than themselves.
 */
import type { Entity } from "./mime/entity.ts";
import { cmsOctets, smimeKindOf } from "./mime/smime-type.ts";
import { isAmbiguous, readClearSignature, readOpaqueSignature, type SignatureLayer } from "./signature-layer.ts";
import { readTornSignature } from "./torn-signature.ts";
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

async function findWhole(
  entity: Entity,
  certificates: readonly Certificate[],
  alone: boolean,
): Promise<NestedSignature | null> {
  const layer = await readHere(entity, certificates);
  if (layer) {
    const whole = alone && layer.beside.length === 0 && !isAmbiguous(layer);
    return { layer, partial: whole ? null : "unsigned-parts" };
  }
  const onlyPart = alone && entity.parts.length === 1 && !entity.ambiguous;
  for (const part of entity.parts) {
    const nested = await findWhole(part, certificates, onlyPart);
    if (nested) return nested;
  }
  return null;
}

async function findTorn(entity: Entity, certificates: readonly Certificate[]): Promise<NestedSignature | null> {
  for (const part of entity.parts) {
    const torn = await findTorn(part, certificates);
    if (torn) return torn;
  }
  const layer = await readTornSignature(entity, certificates);
  return layer && { layer, partial: "changed-on-the-way" };
}

/**
 * The first signature in the tree, in the order of display; one that was torn apart only where no other is, lest it
 * excuse what was altered beside it. Encrypted parts stay closed. @throws SmimeError mime/limit-exceeded
 */
export async function findNestedSignature(
  entity: Entity,
  certificates: readonly Certificate[],
): Promise<NestedSignature | null> {
  return (await findWhole(entity, certificates, true)) ?? findTorn(entity, certificates);
}
