/**
 * Tells what a file is by its octets: a name can say anything. It takes off armour and base64, and goes no further:
 * nothing is decrypted, verified or believed here.
 */
import { Fields, readElement, TAG } from "./asn1/reader.ts";
import { smallInteger } from "./asn1/values.ts";
import { type Bytes, fromLatin1, latin1 } from "./bytes.ts";
import { contentTypeOf } from "./cms/content-info.ts";
import { readSignedData } from "./cms/signed-data.ts";
import { isSmimeError } from "./errors.ts";
import { decodeBase64 } from "./mime/base64.ts";
import { parseEntity } from "./mime/parse.ts";
import type { FileFinding } from "./verdict/file-finding.ts";
import { readCertificateFile } from "./x509/certificate-file.ts";
import { readCertificate } from "./x509/certificate.ts";
import { isVcard } from "./x509/vcard-keys.ts";

export interface RecognisedFile {
  readonly kind: FileFinding["kind"] | "unknown";
  /** Without armour and base64 where it is a CMS object; the file itself otherwise. */
  readonly octets: Bytes;
}

/** PFX (RFC 7292 section 4). */
const PFX_VERSION = 3;
/** The first octets of base64 whose first octet is a SEQUENCE with a long length. */
const BASE64_START = /^\s*MI/;
const BASE64_ONLY = /^[A-Za-z0-9+/\s]+={0,2}\s*$/;
const CMS_ARMOUR = /^\s*-----BEGIN (PKCS7|PKCS #7 SIGNED DATA|CMS)-----([^-]*)-----END \1-----/;
/** One of these makes a message of a text. Others, such as "subject", stand before the armour of certificates too. */
const TELLING_FIELDS = new Set(["from", "to", "received", "message-id", "mime-version", "content-type"]);

function isDer(file: Bytes): boolean {
  return file[0] === TAG.sequence && ((file[1] ?? 0) >= 0x80 || file[2] === TAG.oid || file[2] === TAG.sequence);
}

/** The CMS object in a text, or null. */
function withoutArmour(file: Bytes): Bytes | null {
  const start = latin1(file.subarray(0, 64));
  if (BASE64_START.test(start)) {
    const text = latin1(file);
    return BASE64_ONLY.test(text) ? decodeBase64(file) : null;
  }
  if (!/^\s*-----BEGIN (?:PKCS|CMS)/.test(start)) return null;
  const body = CMS_ARMOUR.exec(latin1(file))?.[2];
  return body === undefined ? null : decodeBase64(fromLatin1(body.replace(/^(?:\s*[\w-]+:.*\r?\n)+\r?\n/, "")));
}

/** @throws SmimeError cms/malformed, cms/limit-exceeded */
function kindOfSignedData(octets: Bytes): RecognisedFile["kind"] {
  const { content, signerInfos } = readSignedData(octets);
  if (content !== null) return "message";
  return signerInfos.length > 0 ? "signature" : "certificates";
}

/** @throws SmimeError cms/malformed, cms/limit-exceeded */
function kindOfContentInfo(octets: Bytes): RecognisedFile["kind"] {
  try {
    return contentTypeOf(octets) === "signed-data" ? kindOfSignedData(octets) : "message";
  } catch (error) {
    if (isSmimeError(error, "cms/unsupported-content-type")) return "unknown";
    throw error;
  }
}

function isCertificate(octets: Bytes): boolean {
  try {
    return readCertificate(octets).der.length > 0;
  } catch (error) {
    if (isSmimeError(error)) return false;
    throw error;
  }
}

/** By the first field: a name of content, a version, or another SEQUENCE. @throws SmimeError asn1/*, cms/* */
function kindOfStructure(octets: Bytes): RecognisedFile["kind"] {
  const element = readElement(octets);
  const first = new Fields(element).peek();
  switch (first?.tag) {
    case TAG.oid:
      return kindOfContentInfo(octets);
    case TAG.integer:
      return smallInteger(first) === PFX_VERSION ? "key-file" : "unknown";
    case TAG.sequence:
      return isCertificate(element.octets) ? "certificates" : "unknown";
    default:
      return "unknown";
  }
}

function holdsCertificates(file: Bytes): boolean {
  try {
    return readCertificateFile(file).length > 0;
  } catch (error) {
    if (isSmimeError(error, "x509/no-certificate")) return false;
    throw error;
  }
}

function isMessage(file: Bytes): boolean {
  return parseEntity(file).fields.some(({ name }) => TELLING_FIELDS.has(name));
}

/** @throws SmimeError asn1/*, cms/*, mime/limit-exceeded, x509/malformed, x509/no-certificate-in-contact for what is damaged or meant to exhaust */
export function recogniseFile(file: Bytes): RecognisedFile {
  const bare = isDer(file) ? file : withoutArmour(file);
  if (bare !== null && isDer(bare)) return { kind: kindOfStructure(bare), octets: bare };
  // The person learns of a contact without a certificate that it has none.
  if (isVcard(file)) return { kind: readCertificateFile(file).length > 0 ? "certificates" : "unknown", octets: file };
  if (isMessage(file)) return { kind: "message", octets: file };
  const armoured = latin1(file.subarray(0, 1 << 20)).includes("-----BEGIN ");
  return { kind: armoured && holdsCertificates(file) ? "certificates" : "unknown", octets: file };
}
