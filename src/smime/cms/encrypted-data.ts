/** EncryptedData (RFC 5652 section 8): content under a key or a password both sides had before. */
import { context, type Element, Fields, TAG } from "../asn1/reader.ts";
import { smallInteger } from "../asn1/values.ts";
import { type Bytes, EMPTY } from "../bytes.ts";
import { SmimeError } from "../errors.ts";
import { type AlgorithmIdentifier, readAlgorithmIdentifier } from "../x509/algorithm-identifier.ts";
import { type ContentDecryption, contentDecryptionOf } from "./content-encryption.ts";
import { contentOf } from "./content-info.ts";
import { type EncryptedContentInfo, readEncryptedContentInfo } from "./enveloped-data-syntax.ts";
import type { Secret } from "./keys.ts";
import { CMS_LIMITS } from "./limits.ts";
import type { OpenedEnvelope } from "./opened-envelope.ts";
import { DerivationBudget, type PasswordDerivation, readPbkdf2 } from "./pbkdf2-params.ts";
import { reading } from "./structure.ts";

const ID_PBES2 = "1.2.840.113549.1.5.13";

interface Protection {
  /** Null: the content is encrypted by a key as such. */
  readonly derivation: PasswordDerivation | null;
  readonly decryption: ContentDecryption;
}

/** PBES2-params (RFC 8018 appendix A.4), or a content-encryption algorithm. */
function readProtection({ oid, parameters }: AlgorithmIdentifier): Protection {
  if (oid !== ID_PBES2) return { derivation: null, decryption: contentDecryptionOf({ oid, parameters }) };
  if (!parameters) throw new SmimeError("cms/unsupported-algorithm", { oid });
  const fields = new Fields(parameters);
  const derivation = readPbkdf2(readAlgorithmIdentifier(fields.required(TAG.sequence)));
  const decryption = contentDecryptionOf(readAlgorithmIdentifier(fields.required(TAG.sequence)));
  return { derivation, decryption };
}

function readEncryptedData(content: Element): EncryptedContentInfo & Protection {
  const fields = new Fields(content);
  smallInteger(fields.required(TAG.integer));
  const info = readEncryptedContentInfo(fields.required(TAG.sequence));
  fields.optional(context(1));
  fields.end();
  return { ...info, ...readProtection(info.contentEncryptionAlgorithm) };
}

/** The keys a secret may mean; none where it is a password and a key is owed, or the other way round. */
async function* keysOf(
  secret: Secret,
  { derivation, decryption }: Protection,
  budget: DerivationBudget,
): AsyncGenerator<Bytes> {
  const octets = await secret.octets();
  if (secret.kind === "secret-key") {
    if (!derivation && decryption.keyLengths.includes(octets.length)) yield octets;
    return;
  }
  const lengths = derivation?.keyLength ? [derivation.keyLength] : decryption.keyLengths;
  for (const length of lengths)
    if (derivation && decryption.keyLengths.includes(length)) yield derivation.derive(octets, length, budget);
}

/**
 * Opens EncryptedData with the first of `secrets` that decrypts it.
 * @throws SmimeError cms/malformed, cms/limit-exceeded, cms/unsupported-content-type, cms/unsupported-algorithm,
 * cms/no-matching-recipient (no secret of the kind it takes), cms/decryption-failed
 */
export async function openEncryptedData(contentInfo: Bytes, secrets: readonly Secret[]): Promise<OpenedEnvelope> {
  const element = contentOf(contentInfo, "encrypted-data");
  const data = reading("EncryptedData", () => readEncryptedData(element));
  const { derivation, decryption, contentType, encryptedContent } = data;
  const wanted = derivation ? "password" : "secret-key";
  const fitting = secrets.filter(({ kind }) => kind === wanted);
  if (fitting.length === 0) throw new SmimeError("cms/no-matching-recipient", { recipients: 0 });
  const budget = new DerivationBudget();
  for (const secret of fitting.slice(0, CMS_LIMITS.keyOperations))
    for await (const key of keysOf(secret, data, budget)) {
      const content = await decryption.decrypt(key, encryptedContent, { additionalData: EMPTY, tag: EMPTY });
      if (!content) continue;
      const { name: contentEncryption, authenticated, remarks } = decryption;
      return { content, contentType, contentEncryption, keyManagement: wanted, authenticated, remarks };
    }
  throw new SmimeError("cms/decryption-failed", {});
}
