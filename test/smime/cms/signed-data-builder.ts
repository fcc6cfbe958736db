/** Builds SignedData as asked for, sound or not: the forgeries and oddities a verifier meets. */
import { context, TAG } from "../../../src/smime/asn1/reader.ts";
import {
  algorithmIdentifier,
  encode,
  integer,
  NULL,
  octetString,
  oid,
  sequence,
  setOf,
} from "../../../src/smime/asn1/writer.ts";
import { type Bytes, EMPTY } from "../../../src/smime/bytes.ts";
import { ATTRIBUTE_TYPE, writeAttribute } from "../../../src/smime/cms/attributes.ts";
import { writeIssuerAndSerialNumber } from "../../../src/smime/cms/certificate-identifier.ts";
import { CONTENT_TYPE } from "../../../src/smime/cms/content-info.ts";
import type { SignerKey } from "../../../src/smime/cms/keys.ts";
import { digest } from "../../../src/smime/crypto/digest.ts";
import type { Certificate } from "../../../src/smime/x509/certificate.ts";

const SHA_256 = algorithmIdentifier("2.16.840.1.101.3.4.2.1");
const RSA = algorithmIdentifier("1.2.840.113549.1.1.1", NULL);

export interface SignedDataPlan {
  readonly signer: SignerKey;
  readonly content: Bytes;
  readonly eContentType?: string;
  /** Complete attributes in the order to send; null: none at all. */
  readonly attributes: readonly Bytes[] | null;
  /** What is signed if not the DER SET OF the attributes, or the content. */
  readonly signed?: Bytes;
  readonly unsigned?: readonly Bytes[];
  readonly certificates?: readonly Certificate[];
  readonly digestAlgorithms?: readonly Bytes[];
  readonly signatureAlgorithm?: Bytes;
  readonly sid?: Bytes;
}

export const attribute = {
  contentType: (type: string = CONTENT_TYPE.data): Bytes => writeAttribute(ATTRIBUTE_TYPE.contentType, oid(type)),
  messageDigest: async (...contents: readonly Bytes[]): Promise<Bytes> => {
    const values = await Promise.all(contents.map(async (content) => octetString(await digest("sha-256", content))));
    return writeAttribute(ATTRIBUTE_TYPE.messageDigest, ...values);
  },
} as const;

async function signerInfo(plan: SignedDataPlan): Promise<Bytes> {
  const { signer, attributes, content, unsigned } = plan;
  const covered = plan.signed ?? (attributes ? setOf(attributes) : content);
  const signature = await signer.sign({ name: "rsassa-pkcs1-v1_5", digest: "sha-256" }, covered);
  if (!signature) throw new Error("not an RSA key");
  return sequence(
    integer(1),
    plan.sid ?? writeIssuerAndSerialNumber(signer.certificate),
    SHA_256,
    attributes ? encode(context(0), ...attributes) : EMPTY,
    plan.signatureAlgorithm ?? RSA,
    octetString(signature),
    unsigned ? setOf(unsigned, context(1)) : EMPTY,
  );
}

export async function buildSignedData(plan: SignedDataPlan): Promise<Bytes> {
  const { signer, content, certificates = [signer.certificate], digestAlgorithms = [SHA_256] } = plan;
  const encapsulated = encode(context(0), octetString(content));
  const signedData = sequence(
    integer(1),
    setOf(digestAlgorithms),
    sequence(oid(plan.eContentType ?? CONTENT_TYPE.data), encapsulated),
    encode(context(0), ...certificates.map(({ der }) => der)),
    setOf([await signerInfo(plan)]),
  );
  return encode(TAG.sequence, oid(CONTENT_TYPE["signed-data"]), encode(context(0), signedData));
}
