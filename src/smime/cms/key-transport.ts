/** Key transport (RFC 3370 section 4.2.1, RFC 3560): a content-encryption key under a recipient's RSA key. */
import { context, Fields, malformed } from "../asn1/reader.ts";
import { octetStringOf } from "../asn1/values.ts";
import { algorithmIdentifier, encode, integer, NULL, octetString, sequence } from "../asn1/writer.ts";
import { type Bytes, EMPTY } from "../bytes.ts";
import { encryptRsaesOaep } from "../crypto/rsaes-oaep.ts";
import { encryptRsaesPkcs1v15 } from "../crypto/rsaes-pkcs1-v1_5.ts";
import type { RsaPublicKey } from "../crypto/rsa-key.ts";
import { SmimeError } from "../errors.ts";
import { type AlgorithmIdentifier, readAlgorithmIdentifier } from "../x509/algorithm-identifier.ts";
import type { Certificate } from "../x509/certificate.ts";
import { digestOfOid } from "../x509/signature-algorithm.ts";
import { writeIssuerAndSerialNumber } from "./certificate-identifier.ts";
import { nullIfFailed } from "./decryption-failure.ts";
import { DIGEST_OID } from "./digest-algorithm.ts";
import type { DigestName, OaepParameters, RecipientKey } from "./keys.ts";
import type { KeyTransRecipientInfo } from "./recipient-info.ts";

const RSA_ENCRYPTION = "1.2.840.113549.1.1.1";
const RSAES_OAEP = "1.2.840.113549.1.1.7";
const ID_MGF1 = "1.2.840.113549.1.1.8";
const ID_P_SPECIFIED = "1.2.840.113549.1.1.9";

export type KeyTransport = "rsaes-pkcs1-v1_5" | "rsaes-oaep";

function unsupported(oid: string): SmimeError<"cms/unsupported-algorithm"> {
  return new SmimeError("cms/unsupported-algorithm", { oid });
}

function requiredDigest(oid: string): DigestName {
  const digest = digestOfOid(oid);
  if (digest === null) throw unsupported(oid);
  return digest;
}

/** RSAES-OAEP-params (RFC 4055 section 4.1); absent or NULL parameters mean the defaults. */
function readOaepParameters({ parameters }: AlgorithmIdentifier): OaepParameters {
  const defaults = { digest: "sha-1", mgfDigest: "sha-1", label: EMPTY } as const;
  if (!parameters || parameters.octets.length === 2) return defaults;
  const fields = new Fields(parameters);
  const member = (tag: number): AlgorithmIdentifier | null => {
    const wrapper = fields.optional(context(tag));
    return wrapper && readAlgorithmIdentifier(new Fields(wrapper).any());
  };
  const [hash, mask, source] = [member(0), member(1), member(2)];
  if (mask && mask.oid !== ID_MGF1) throw unsupported(mask.oid);
  if (source && source.oid !== ID_P_SPECIFIED) throw unsupported(source.oid);
  if (source && source.parameters === null) throw malformed(0, "the label of pSpecified");
  const maskHash = mask?.parameters ? readAlgorithmIdentifier(mask.parameters) : null;
  return {
    digest: hash ? requiredDigest(hash.oid) : defaults.digest,
    mgfDigest: maskHash ? requiredDigest(maskHash.oid) : defaults.mgfDigest,
    label: source?.parameters ? octetStringOf(source.parameters) : EMPTY,
  };
}

export interface Transported {
  readonly name: KeyTransport;
  /** The content-encryption key for a cipher that needs `length` octets; null for every failure alike. */
  key(length: number): Promise<Bytes | null>;
}

/**
 * Null: this key cannot do key transport.
 * @throws SmimeError cms/unsupported-algorithm, asn1/malformed
 */
export function receive({ algorithm, encryptedKey }: KeyTransRecipientInfo, key: RecipientKey): Transported {
  switch (algorithm.oid) {
    case RSA_ENCRYPTION:
      return {
        name: "rsaes-pkcs1-v1_5",
        key: async (length) => key.decryptRsaesPkcs1v15(encryptedKey, length),
      };
    case RSAES_OAEP: {
      const parameters = readOaepParameters(algorithm);
      const oaep = async (length: number): Promise<Bytes | null> => {
        const decrypted = key.decryptRsaesOaep(encryptedKey, parameters);
        const found = decrypted && (await nullIfFailed(decrypted));
        return found?.length === length ? found : null;
      };
      return { name: "rsaes-oaep", key: oaep };
    }
    default:
      throw unsupported(algorithm.oid);
  }
}

function oaepIdentifier(): Bytes {
  const hash = algorithmIdentifier(DIGEST_OID["sha-256"], NULL);
  const mask = algorithmIdentifier(ID_MGF1, hash);
  return algorithmIdentifier(RSAES_OAEP, sequence(encode(context(0), hash), encode(context(1), mask)));
}

/** A KeyTransRecipientInfo. @throws SmimeError cms/cannot-write */
export async function writeKeyTrans(
  certificate: Certificate,
  publicKey: RsaPublicKey,
  contentKey: Bytes,
  transport: KeyTransport,
): Promise<Bytes> {
  const oaep = transport === "rsaes-oaep";
  const encryptedKey = oaep
    ? await encryptRsaesOaep(publicKey, contentKey, { digest: "sha-256", mgfDigest: "sha-256", label: EMPTY })
    : encryptRsaesPkcs1v15(publicKey, contentKey);
  if (!encryptedKey) throw new SmimeError("cms/cannot-write", { reason: "key-too-short" });
  const identifier = oaep ? oaepIdentifier() : algorithmIdentifier(RSA_ENCRYPTION, NULL);
  return sequence(integer(0), writeIssuerAndSerialNumber(certificate), identifier, octetString(encryptedKey));
}
