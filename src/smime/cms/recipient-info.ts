/** RecipientInfo (RFC 5652 section 6.2): for whom a content-encryption key was wrapped, as it was sent. */
import { context, type Element, Fields, TAG } from "../asn1/reader.ts";
import { bitStringOf, octetStringOf, oidOf, smallInteger } from "../asn1/values.ts";
import type { Bytes } from "../bytes.ts";
import { type AlgorithmIdentifier, readAlgorithmIdentifier } from "../x509/algorithm-identifier.ts";
import {
  type CertificateIdentifier,
  readCertificateIdentifier,
  readKeyAgreeRecipientIdentifier,
} from "./certificate-identifier.ts";
import { type KekRecipientInfo, readKekRecipientInfo } from "./kek-recipient.ts";
import { ID_ORI_KEM, type KemRecipientInfo, readKemRecipientInfo } from "./key-encapsulation.ts";
import { type PasswordRecipientInfo, readPasswordRecipientInfo } from "./password-recipient.ts";

export interface KeyTransRecipientInfo {
  readonly kind: "key-trans";
  readonly rid: CertificateIdentifier;
  readonly algorithm: AlgorithmIdentifier;
  readonly encryptedKey: Bytes;
}

export type Originator =
  | { readonly kind: "public-key"; readonly algorithm: AlgorithmIdentifier; readonly publicKey: Bytes }
  | { readonly kind: "certificate"; readonly identifier: CertificateIdentifier };

/** One recipient of a KeyAgreeRecipientInfo, together with what all of its recipients share. */
export interface KeyAgreeRecipientInfo {
  readonly kind: "key-agree";
  readonly rid: CertificateIdentifier;
  readonly originator: Originator;
  /** User keying material; null where absent. */
  readonly ukm: Bytes | null;
  readonly algorithm: AlgorithmIdentifier;
  readonly encryptedKey: Bytes;
}

export type RecipientInfo =
  | KeyTransRecipientInfo
  | KeyAgreeRecipientInfo
  | KemRecipientInfo
  | KekRecipientInfo
  | PasswordRecipientInfo
  /** A form nobody has specified yet. */
  | { readonly kind: "unsupported" };

function readKeyTrans(element: Element): RecipientInfo {
  const fields = new Fields(element);
  smallInteger(fields.required(TAG.integer));
  const rid = readCertificateIdentifier(fields.any());
  const algorithm = readAlgorithmIdentifier(fields.required(TAG.sequence));
  const encryptedKey = octetStringOf(fields.any());
  fields.end();
  return { kind: "key-trans", rid, algorithm, encryptedKey };
}

function readOriginator(wrapper: Element): Originator {
  const fields = new Fields(wrapper);
  const choice = fields.any();
  fields.end();
  if (choice.tag !== context(1)) return { kind: "certificate", identifier: readCertificateIdentifier(choice) };
  const key = new Fields(choice);
  const algorithm = readAlgorithmIdentifier(key.required(TAG.sequence));
  return { kind: "public-key", algorithm, publicKey: bitStringOf(key.any()).octets };
}

function readKeyAgree(element: Element): RecipientInfo[] {
  const fields = new Fields(element);
  smallInteger(fields.required(TAG.integer));
  const originator = readOriginator(fields.required(context(0)));
  const ukmWrapper = fields.optional(context(1));
  const ukm = ukmWrapper && octetStringOf(new Fields(ukmWrapper).any());
  const algorithm = readAlgorithmIdentifier(fields.required(TAG.sequence));
  const encryptedKeys = new Fields(fields.required(TAG.sequence)).rest();
  fields.end();
  return encryptedKeys.map((item) => {
    const key = new Fields(item);
    const rid = readKeyAgreeRecipientIdentifier(key.any());
    return { kind: "key-agree", rid, originator, ukm, algorithm, encryptedKey: octetStringOf(key.any()) };
  });
}

/** OtherRecipientInfo: a type and a value of that type. */
function readOther(element: Element): RecipientInfo {
  const fields = new Fields(element);
  const type = oidOf(fields.required(TAG.oid));
  return type === ID_ORI_KEM ? readKemRecipientInfo(fields.any()) : { kind: "unsupported" };
}

/** One entry for each recipient: a KeyAgreeRecipientInfo may have several. @throws SmimeError asn1/malformed */
export function readRecipientInfo(element: Element): readonly RecipientInfo[] {
  switch (element.tag) {
    case TAG.sequence:
      return [readKeyTrans(element)];
    case context(1):
      return readKeyAgree(element);
    case context(2):
      return [readKekRecipientInfo(element)];
    case context(3):
      return [readPasswordRecipientInfo(element)];
    case context(4):
      return [readOther(element)];
    default:
      return [{ kind: "unsupported" }];
  }
}
