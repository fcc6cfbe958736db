/** Writes SignedData (RFC 5652 section 5) with the attributes of RFC 8551 section 2.5, as DER. */
import { context } from "../asn1/reader.ts";
import { header, integer, octetString, oid, sequence, setOf, time } from "../asn1/writer.ts";
import { TAG } from "../asn1/reader.ts";
import { type Bytes, equal, joined, type Segments } from "../bytes.ts";
import { digest as digestOf } from "../crypto/digest.ts";
import { SmimeError } from "../errors.ts";
import type { Certificate } from "../x509/certificate.ts";
import { ATTRIBUTE_TYPE, writeAttribute } from "./attributes.ts";
import { writeCapabilities } from "./capability.ts";
import { writeIssuerAndSerialNumber } from "./certificate-identifier.ts";
import { CONTENT_TYPE, contentInfoSegments } from "./content-info.ts";
import { digestAlgorithm, type SigningDigest, type WrittenDigest } from "./digest-algorithm.ts";
import { writeEncryptionKeyPreference } from "./encryption-key-preference.ts";
import type { SignerKey } from "./keys.ts";
import { schemeFor } from "./signature-scheme.ts";
import { writeSigningCertificateV2 } from "./signing-certificate.ts";

export interface SignedDataRequest {
  readonly content: Bytes;
  /** Whether the content is left out (multipart/signed) or carried along (application/pkcs7-mime). */
  readonly detached: boolean;
  readonly signers: readonly SignerKey[];
  /** By default what fits the signer's key: SHA-256, or more for longer keys. Ed448 has one digest only. */
  readonly digest?: SigningDigest;
  /** For RSA keys; RSASSA-PKCS1-v1_5 by default. Other keys have one scheme only. */
  readonly scheme?: "rsassa-pkcs1-v1_5" | "rsassa-pss";
  /** Milliseconds since 1970. */
  readonly signingTime: number;
  /** Asks readers to write to this certificate, and sends it along: for people whose signing key does not encrypt. */
  readonly encryptionCertificate?: Certificate;
}

async function signedAttributes(
  certificate: Certificate,
  messageDigest: Bytes,
  { signingTime, encryptionCertificate }: SignedDataRequest,
): Promise<readonly Bytes[]> {
  return [
    writeAttribute(ATTRIBUTE_TYPE.contentType, oid(CONTENT_TYPE.data)),
    writeAttribute(ATTRIBUTE_TYPE.signingTime, time(signingTime)),
    writeAttribute(ATTRIBUTE_TYPE.messageDigest, octetString(messageDigest)),
    writeAttribute(ATTRIBUTE_TYPE.smimeCapabilities, writeCapabilities()),
    await writeSigningCertificateV2(certificate),
    ...(encryptionCertificate ? [writeEncryptionKeyPreference(encryptionCertificate)] : []),
  ];
}

interface WrittenSigner {
  readonly digest: WrittenDigest;
  readonly signerInfo: Bytes;
}

async function writeSignerInfo(signer: SignerKey, request: SignedDataRequest): Promise<WrittenSigner> {
  const { certificate } = signer;
  const { scheme, identifier, digest } = schemeFor(certificate, request.digest, request.scheme === "rsassa-pss");
  const attributes = await signedAttributes(certificate, await digestOf(digest, request.content), request);
  const signature = await signer.sign(scheme, setOf(attributes));
  if (!signature) throw new SmimeError("cms/cannot-write", { reason: scheme.name });
  const signerInfo = sequence(
    integer(1),
    writeIssuerAndSerialNumber(certificate),
    digestAlgorithm(digest),
    setOf(attributes, context(0)),
    identifier,
    octetString(signature),
  );
  return { digest, signerInfo };
}

/** Certificates to send, each once: the signers' own, their chains and the one to write to. */
function certificatesOf({ signers, encryptionCertificate }: SignedDataRequest): readonly Bytes[] {
  const own = signers.flatMap(({ certificate, chain }) => [certificate.der, ...chain.map(({ der }) => der)]);
  const all = encryptionCertificate ? [...own, encryptionCertificate.der] : own;
  return all.filter((one, i) => all.findIndex((other) => equal(one, other)) === i);
}

/** encapContentInfo in parts, so that the content is not copied. */
function encapsulatedContent({ content, detached }: SignedDataRequest): Segments {
  const type = oid(CONTENT_TYPE.data);
  if (detached) return [sequence(type)];
  const inner = header(TAG.octetString, content.length);
  const wrapper = header(context(0), inner.length + content.length);
  return [
    header(TAG.sequence, type.length + wrapper.length + inner.length + content.length),
    type,
    wrapper,
    inner,
    content,
  ];
}

/**
 * A ContentInfo with SignedData over `content`, in DER, in segments; one of them is the content itself where it is
 * carried along. Whoever needs the whole in one joins them (`createSignedData`).
 * @throws SmimeError cms/cannot-write, x509/unsupported-key
 */
export async function writeSignedData(request: SignedDataRequest): Promise<Segments> {
  const written = await Promise.all(request.signers.map((signer) => writeSignerInfo(signer, request)));
  const digests = [...new Set(written.map(({ digest }) => digest))];
  return contentInfoSegments("signed-data", [
    integer(1),
    setOf(digests.map(digestAlgorithm)),
    ...encapsulatedContent(request),
    setOf(certificatesOf(request), context(0)),
    setOf(written.map(({ signerInfo }) => signerInfo)),
  ]);
}

/** The same in one. @throws SmimeError cms/cannot-write, x509/unsupported-key */
export async function createSignedData(request: SignedDataRequest): Promise<Bytes> {
  return joined(await writeSignedData(request));
}
