/** KEKRecipientInfo (RFC 5652 section 6.2.3): a content-encryption key under a key both sides had before. */
import { type Element, Fields, TAG } from "../asn1/reader.ts";
import { octetStringOf, smallInteger } from "../asn1/values.ts";
import { type Bytes, equal } from "../bytes.ts";
import { type AlgorithmIdentifier, readAlgorithmIdentifier } from "../x509/algorithm-identifier.ts";
import { keyUnwrapOf } from "./key-wrap.ts";
import type { SecretKey } from "./keys.ts";

export interface KekRecipientInfo {
  readonly kind: "kek";
  readonly keyIdentifier: Bytes;
  readonly algorithm: AlgorithmIdentifier;
  readonly encryptedKey: Bytes;
}

/** @throws SmimeError asn1/malformed */
export function readKekRecipientInfo(element: Element): KekRecipientInfo {
  const fields = new Fields(element);
  smallInteger(fields.required(TAG.integer));
  const keyIdentifier = octetStringOf(new Fields(fields.required(TAG.sequence)).any());
  const algorithm = readAlgorithmIdentifier(fields.required(TAG.sequence));
  const encryptedKey = octetStringOf(fields.any());
  fields.end();
  return { kind: "kek", keyIdentifier, algorithm, encryptedKey };
}

export function namesKey({ keyIdentifier }: KekRecipientInfo, key: SecretKey): boolean {
  return key.keyIdentifier === null || equal(key.keyIdentifier, keyIdentifier);
}

/** The content-encryption key; null for every failure alike. @throws SmimeError cms/unsupported-algorithm */
export async function receiveByKek(
  { algorithm, encryptedKey }: KekRecipientInfo,
  key: SecretKey,
): Promise<Bytes | null> {
  const { keyLength, unwrap } = keyUnwrapOf(algorithm);
  const octets = await key.octets();
  return octets.length === keyLength ? unwrap(octets, encryptedKey) : null;
}
