/** Certificate files: .cer and .crt (DER or PEM, one or many), .p7b and .p7c (RFC 8551 section 3.8), and .vcf. */
import { context, Fields, readElement, TAG } from "../asn1/reader.ts";
import { oidOf } from "../asn1/values.ts";
import { type Bytes, fromLatin1, latin1 } from "../bytes.ts";
import { isSmimeError, SmimeError } from "../errors.ts";
import { type Certificate, readCertificate } from "./certificate.ts";
import { isVcard, readVcardKeys } from "./vcard-keys.ts";

const ID_SIGNED_DATA = "1.2.840.113549.1.7.2";
const ARMOUR = /-----BEGIN ((?:X509 |TRUSTED )?CERTIFICATE|PKCS7|PKCS #7 SIGNED DATA|CMS)-----([^-]*)-----END \1-----/g;
const BASE64_ONLY = /^[A-Za-z0-9+/\s]+={0,2}\s*$/;

function fromBase64(text: string): Bytes | null {
  try {
    return fromLatin1(atob(text.replaceAll(/\s/g, "")));
  } catch {
    return null;
  }
}

/** The certificates field of a SignedData, without looking at anything else in it. */
function readCertificatesOnly(contentInfo: Bytes): Certificate[] {
  const outer = new Fields(readElement(contentInfo));
  if (oidOf(outer.required(TAG.oid)) !== ID_SIGNED_DATA) return [];
  const signedData = new Fields(new Fields(outer.required(context(0))).required(TAG.sequence));
  signedData.required(TAG.integer);
  signedData.required(TAG.set);
  signedData.required(TAG.sequence);
  const set = signedData.optional(context(0));
  const choices = set ? new Fields(set).rest() : [];
  return choices.filter(({ tag }) => tag === TAG.sequence).map(({ octets }) => readCertificate(octets));
}

/** A ContentInfo starts with an OBJECT IDENTIFIER, a certificate with a SEQUENCE. */
function readBinary(octets: Bytes): Certificate[] {
  const first = new Fields(readElement(octets)).peek();
  if (first?.tag === TAG.oid) return readCertificatesOnly(octets);
  return [readCertificate(readElement(octets).octets)];
}

/** PEM blocks of a file that may hold other text and other blocks around them. `-----` cannot stand inside base64. */
function readText(text: string): Certificate[] {
  const blocks = [...text.matchAll(ARMOUR)].map(([, , body = ""]) => body.replace(/^(?:[\w-]+:.*\r?\n)+\r?\n/, ""));
  const bodies = blocks.length === 0 && BASE64_ONLY.test(text) ? [text] : blocks;
  return bodies.flatMap((body) => {
    const octets = fromBase64(body);
    return octets ? readBinary(octets) : [];
  });
}

/** BER from the first octet to the last, or at least no PEM: "0" is also a character of text. */
function isBinary(file: Bytes, text: string): boolean {
  if (file[0] !== TAG.sequence) return false;
  try {
    return readElement(file).octets.length === file.length || !text.includes("-----BEGIN ");
  } catch (error) {
    if (isSmimeError(error)) return false;
    throw error;
  }
}

function pem({ der }: Certificate): string {
  return `-----BEGIN CERTIFICATE-----\n${btoa(latin1(der))}\n-----END CERTIFICATE-----\n`;
}

/** A file of these certificates, in their order. */
export function writeCertificateFile(certificates: readonly Certificate[]): Bytes {
  return fromLatin1(certificates.map(pem).join(""));
}

/** Of what begins like DER or is PEM; OpenPGP's keys are neither. @throws SmimeError asn1/*, x509/malformed */
function readContactKey(octets: Bytes): readonly Certificate[] {
  return octets[0] === TAG.sequence ? readBinary(octets) : readText(latin1(octets));
}

/** @throws SmimeError x509/no-certificate-in-contact, mime/limit-exceeded, asn1/*, x509/malformed */
function readContacts(file: Bytes): readonly Certificate[] {
  const certificates = readVcardKeys(file).flatMap(readContactKey);
  if (certificates.length === 0) throw new SmimeError("x509/no-certificate-in-contact", {});
  return certificates;
}

/**
 * Every certificate in the file, in its order; none of them is verified.
 * @throws SmimeError x509/no-certificate, x509/no-certificate-in-contact, x509/malformed, mime/limit-exceeded
 */
export function readCertificateFile(file: Bytes): readonly Certificate[] {
  try {
    if (isVcard(file)) return readContacts(file);
    const text = latin1(file);
    const certificates = isBinary(file, text) ? readBinary(file) : readText(text);
    if (certificates.length === 0) throw new SmimeError("x509/no-certificate", {});
    return certificates;
  } catch (cause) {
    if (isSmimeError(cause, "asn1/malformed") || isSmimeError(cause, "asn1/limit-exceeded"))
      throw new SmimeError("x509/malformed", { structure: "SignedData" }, { cause });
    throw cause;
  }
}
