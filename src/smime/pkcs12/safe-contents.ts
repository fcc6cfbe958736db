/** SafeContents (RFC 7292 section 4.2): the bags, with nested safes flattened. */
import { context, type Element, Fields, readSole, TAG } from "../asn1/reader.ts";
import { octetStringOf, oidOf, stringOf } from "../asn1/values.ts";
import type { Bytes } from "../bytes.ts";
import { isSmimeError } from "../errors.ts";
import { type AlgorithmIdentifier, readAlgorithmIdentifier } from "../x509/algorithm-identifier.ts";
import { type Certificate, readCertificate } from "../x509/certificate.ts";
import { limitExceeded, PKCS12_LIMITS } from "./limits.ts";

const BAG = "1.2.840.113549.1.12.10.1.";
const X509_CERTIFICATE = "1.2.840.113549.1.9.22.1";
const LOCAL_KEY_ID = "1.2.840.113549.1.9.21";
const FRIENDLY_NAME = "1.2.840.113549.1.9.20";

interface Attributes {
  readonly localKeyId: Bytes | null;
  readonly friendlyName: string | null;
}

export interface CertificateBag extends Attributes {
  readonly kind: "certificate";
  readonly certificate: Certificate;
}

export interface KeyBag extends Attributes {
  readonly kind: "key";
  readonly pkcs8: Bytes;
}

export interface ShroudedKeyBag extends Attributes {
  readonly kind: "shrouded-key";
  readonly algorithm: AlgorithmIdentifier;
  readonly ciphertext: Bytes;
}

export type Bag = CertificateBag | KeyBag | ShroudedKeyBag;

function readAttributes(element: Element | null): Attributes {
  let localKeyId: Bytes | null = null;
  let friendlyName: string | null = null;
  for (const attribute of element ? new Fields(element).rest() : []) {
    const fields = new Fields(attribute);
    const oid = oidOf(fields.any());
    const [value] = new Fields(fields.required(TAG.set)).rest();
    if (value && oid === LOCAL_KEY_ID) localKeyId = octetStringOf(value);
    if (value && oid === FRIENDLY_NAME) friendlyName = stringOf(value);
  }
  return { localKeyId, friendlyName };
}

/** Null for a certificate of another kind, or one nobody could use: it must not cost the person the keys beside it. */
function readCertBag(value: Element): Certificate | null {
  const fields = new Fields(value);
  if (oidOf(fields.any()) !== X509_CERTIFICATE) return null;
  const octets = octetStringOf(new Fields(fields.required(context(0))).any());
  try {
    return readCertificate(octets);
  } catch (error) {
    if (isSmimeError(error, "x509/malformed")) return null;
    throw error;
  }
}

function readShroudedKey(value: Element): { readonly algorithm: AlgorithmIdentifier; readonly ciphertext: Bytes } {
  const fields = new Fields(value);
  return {
    algorithm: readAlgorithmIdentifier(fields.required(TAG.sequence)),
    ciphertext: octetStringOf(fields.any()),
  };
}

/** CRL and secret bags are passed over, as are bags of types nobody has specified. */
function readBag(element: Element, depth: number): readonly Bag[] {
  const fields = new Fields(element);
  const oid = oidOf(fields.any());
  const value = new Fields(fields.required(context(0))).any();
  const attributes = readAttributes(fields.optional(TAG.set));
  switch (oid) {
    case `${BAG}1`:
      return [{ kind: "key", pkcs8: value.octets, ...attributes }];
    case `${BAG}2`:
      return [{ kind: "shrouded-key", ...readShroudedKey(value), ...attributes }];
    case `${BAG}3`: {
      const certificate = readCertBag(value);
      return certificate ? [{ kind: "certificate", certificate, ...attributes }] : [];
    }
    case `${BAG}6`:
      return readBags(value, depth + 1);
    default:
      return [];
  }
}

function readBags(element: Element, depth: number): readonly Bag[] {
  if (depth > PKCS12_LIMITS.depth) throw limitExceeded("depth");
  const bags = new Fields(element).rest();
  if (bags.length > PKCS12_LIMITS.bags) throw limitExceeded("bags");
  return bags.flatMap((bag) => readBag(bag, depth));
}

/** @throws SmimeError pkcs12/limit-exceeded, asn1/malformed */
export function readSafeContents(octets: Bytes): readonly Bag[] {
  return readBags(readSole(octets, TAG.sequence), 1);
}
