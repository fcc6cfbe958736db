/** EnvelopedData and AuthEnvelopedData: opening with whatever key fits, and writing. One failure stands for all (RFC 3218). */
import type { Bytes } from "../bytes.ts";
import { isSmimeError, SmimeError } from "../errors.ts";
import { authenticatedDecryptionOf, type ContentDecryption, contentDecryptionOf } from "./content-encryption.ts";
import { CONTENT_TYPE, readContentInfo } from "./content-info.ts";
import { type EnvelopedData, readAuthEnvelopedData, readEnvelopedData } from "./enveloped-data-syntax.ts";
import type { RecipientKey, Secret } from "./keys.ts";
import { CMS_LIMITS } from "./limits.ts";
import type { OpenedEnvelope } from "./opened-envelope.ts";
import { DerivationBudget } from "./pbkdf2-params.ts";
import { type Match, matchesOf } from "./recipient-match.ts";
import { reading } from "./structure.ts";

export { createEnvelopedData, type EnvelopedDataRequest, writeEnvelopedData } from "./enveloped-data-writer.ts";
export type { OpenedEnvelope } from "./opened-envelope.ts";

interface Envelope {
  readonly envelope: EnvelopedData;
  readonly decryption: ContentDecryption;
}

/** Null for every failure alike. @throws SmimeError cms/unsupported-algorithm, cms/limit-exceeded, asn1/malformed */
async function openWith(
  match: Match,
  { envelope, decryption }: Envelope,
  budget: DerivationBudget,
): Promise<OpenedEnvelope | null> {
  const { encryptedContent, authentication, contentType } = envelope;
  const { originatorCertificates } = envelope;
  const { keyLengths } = decryption;
  for await (const { keyManagement, contentKey } of match({ keyLengths, originatorCertificates, budget })) {
    const content = contentKey && (await decryption.decrypt(contentKey, encryptedContent, authentication));
    if (!content) continue;
    const { name: contentEncryption, authenticated, remarks } = decryption;
    return { content, contentType, contentEncryption, keyManagement, authenticated, remarks };
  }
  return null;
}

/** Tries every match; an algorithm nobody knows is told only if nothing else could be tried. */
async function openWithAny(matches: readonly Match[], envelope: Envelope): Promise<OpenedEnvelope> {
  const budget = new DerivationBudget();
  let unsupported: unknown = null;
  let tried = 0;
  for (const match of matches.slice(0, CMS_LIMITS.keyOperations)) {
    try {
      const opened = await openWith(match, envelope, budget);
      if (opened) return opened;
      tried++;
    } catch (error) {
      if (!isSmimeError(error, "cms/unsupported-algorithm") && !isSmimeError(error, "asn1/malformed")) throw error;
      unsupported ??= isSmimeError(error, "cms/unsupported-algorithm") ? error : null;
    }
  }
  if (tried === 0 && unsupported) throw unsupported;
  throw new SmimeError("cms/decryption-failed", {});
}

function readEnvelope(contentInfo: Bytes): Envelope {
  const { contentType, content } = readContentInfo(contentInfo);
  switch (contentType) {
    case CONTENT_TYPE["enveloped-data"]: {
      const envelope = readEnvelopedData(content);
      const algorithm = envelope.contentEncryptionAlgorithm;
      return { envelope, decryption: reading("EnvelopedData", () => contentDecryptionOf(algorithm)) };
    }
    case CONTENT_TYPE["auth-enveloped-data"]: {
      const envelope = readAuthEnvelopedData(content);
      const algorithm = envelope.contentEncryptionAlgorithm;
      return { envelope, decryption: reading("AuthEnvelopedData", () => authenticatedDecryptionOf(algorithm)) };
    }
    default:
      throw new SmimeError("cms/unsupported-content-type", { oid: contentType });
  }
}

/**
 * Opens EnvelopedData or AuthEnvelopedData with the first of `keys`, or of `secrets`, that fits one of its recipients and decrypts.
 * Without authentication (`authenticated` false) the content may have been altered: whoever shows it takes care.
 * @throws SmimeError cms/malformed, cms/limit-exceeded, cms/unsupported-content-type, cms/unsupported-algorithm,
 * cms/no-matching-recipient, cms/decryption-failed
 */
export async function openEnveloped(
  contentInfo: Bytes,
  keys: readonly RecipientKey[],
  secrets: readonly Secret[] = [],
): Promise<OpenedEnvelope> {
  const envelope = readEnvelope(contentInfo);
  const { recipients } = envelope.envelope;
  const matches = recipients.flatMap((recipient) => matchesOf(recipient, { keys, secrets }));
  if (matches.length === 0) throw new SmimeError("cms/no-matching-recipient", { recipients: recipients.length });
  return openWithAny(matches, envelope);
}
