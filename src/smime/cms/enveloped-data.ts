/** EnvelopedData and AuthEnvelopedData: opening with whatever key fits, and writing. One failure stands for all (RFC 3218). */
import type { Bytes } from "../bytes.ts";
import { isSmimeError, SmimeError } from "../errors.ts";
import type { Remark } from "../verdict/vocabulary.ts";
import { identifies } from "./certificate-identifier.ts";
import { authenticatedDecryptionOf, type ContentDecryption, contentDecryptionOf } from "./content-encryption.ts";
import { CONTENT_TYPE, readContentInfo } from "./content-info.ts";
import { type EnvelopedData, readAuthEnvelopedData, readEnvelopedData } from "./enveloped-data-syntax.ts";
import { receiveByAgreement } from "./key-agreement.ts";
import { kemName, receiveByEncapsulation } from "./key-encapsulation.ts";
import { receive } from "./key-transport.ts";
import type { RecipientKey } from "./keys.ts";
import { CMS_LIMITS } from "./limits.ts";
import type { RecipientInfo } from "./recipient-info.ts";
import { reading } from "./structure.ts";

export { createEnvelopedData, type EnvelopedDataRequest } from "./enveloped-data-writer.ts";

export interface OpenedEnvelope {
  readonly content: Bytes;
  /** OID of the content's type. */
  readonly contentType: string;
  /** "aes-256-cbc", "aes-128-gcm", "3des-cbc", … */
  readonly contentEncryption: string;
  /** "rsaes-pkcs1-v1_5", "rsaes-oaep", "ecdh", "ml-kem-768". */
  readonly keyManagement: string;
  readonly authenticated: boolean;
  readonly remarks: readonly Remark[];
}

interface Match {
  readonly recipient: Exclude<RecipientInfo, { kind: "unsupported" }>;
  readonly key: RecipientKey;
}

function matchesOf({ recipients }: EnvelopedData, keys: readonly RecipientKey[]): readonly Match[] {
  const out: Match[] = [];
  for (const recipient of recipients) {
    if (recipient.kind === "unsupported") continue;
    for (const key of keys) if (identifies(recipient.rid, key.certificate)) out.push({ recipient, key });
  }
  return out;
}

interface Attempt {
  readonly keyManagement: string;
  readonly contentKey: Bytes | null;
}

/** The content-encryption keys one match may give: one for each length the cipher may want. */
async function* attempts(
  { recipient, key }: Match,
  { originatorCertificates }: EnvelopedData,
  { keyLengths }: ContentDecryption,
): AsyncGenerator<Attempt> {
  if (recipient.kind !== "key-trans") {
    const byAgreement = recipient.kind === "key-agree";
    const contentKey = byAgreement
      ? await receiveByAgreement(recipient, key, originatorCertificates)
      : await receiveByEncapsulation(recipient, key);
    const fits = contentKey && keyLengths.includes(contentKey.length);
    yield { keyManagement: byAgreement ? "ecdh" : kemName(recipient), contentKey: fits ? contentKey : null };
    return;
  }
  const transported = receive(recipient, key);
  for (const length of keyLengths) yield { keyManagement: transported.name, contentKey: await transported.key(length) };
}

/** Null for every failure alike. @throws SmimeError cms/unsupported-algorithm, asn1/malformed */
async function openWith(
  match: Match,
  envelope: EnvelopedData,
  decryption: ContentDecryption,
): Promise<OpenedEnvelope | null> {
  const { encryptedContent, authentication, contentType } = envelope;
  for await (const { keyManagement, contentKey } of attempts(match, envelope, decryption)) {
    const content = contentKey && (await decryption.decrypt(contentKey, encryptedContent, authentication));
    if (!content) continue;
    const { name: contentEncryption, authenticated, remarks } = decryption;
    return { content, contentType, contentEncryption, keyManagement, authenticated, remarks };
  }
  return null;
}

/** Tries every match; an algorithm nobody knows is told only if nothing else could be tried. */
async function openWithAny(
  matches: readonly Match[],
  envelope: EnvelopedData,
  decryption: ContentDecryption,
): Promise<OpenedEnvelope> {
  let unsupported: unknown = null;
  let tried = 0;
  for (const match of matches.slice(0, CMS_LIMITS.keyOperations)) {
    try {
      const opened = await openWith(match, envelope, decryption);
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

interface Envelope {
  readonly envelope: EnvelopedData;
  readonly decryption: ContentDecryption;
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
 * Opens EnvelopedData or AuthEnvelopedData with the first of `keys` that fits one of its recipients and decrypts.
 * Without authentication (`authenticated` false) the content may have been altered: whoever shows it takes care.
 * @throws SmimeError cms/malformed, cms/limit-exceeded, cms/unsupported-content-type, cms/unsupported-algorithm,
 * cms/no-matching-recipient, cms/decryption-failed
 */
export async function openEnveloped(contentInfo: Bytes, keys: readonly RecipientKey[]): Promise<OpenedEnvelope> {
  const { envelope, decryption } = readEnvelope(contentInfo);
  const matches = matchesOf(envelope, keys);
  if (matches.length === 0)
    throw new SmimeError("cms/no-matching-recipient", { recipients: envelope.recipients.length });
  return openWithAny(matches, envelope, decryption);
}
