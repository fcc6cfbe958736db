import { context, TAG } from "../../../src/smime/asn1/reader.ts";
import { algorithmIdentifier, encode, integer, octetString, oid, sequence } from "../../../src/smime/asn1/writer.ts";
import type { Bytes } from "../../../src/smime/bytes.ts";

const ID_DATA = "1.2.840.113549.1.7.1";
const ID_ENCRYPTED_DATA = "1.2.840.113549.1.7.6";
const SHA256 = "2.16.840.1.101.3.4.2.1";

/** Writes hostile key files: nothing in them has to make sense. */
export function dataSafe(safeContents: Bytes): Bytes {
  return sequence(oid(ID_DATA), encode(context(0), octetString(safeContents)));
}

export function encryptedSafe(algorithm: Bytes, ciphertext: Bytes): Bytes {
  const info = sequence(oid(ID_DATA), algorithm, encode(context(0, false), ciphertext));
  return sequence(oid(ID_ENCRYPTED_DATA), encode(context(0), sequence(integer(0), info)));
}

export function pbes2(iterations: number, keyLength?: number): Bytes {
  const params = [octetString(new Uint8Array(8)), integer(iterations)];
  const derivation = algorithmIdentifier(
    "1.2.840.113549.1.5.12",
    sequence(...params, ...(keyLength === undefined ? [] : [integer(keyLength)])),
  );
  const cipher = algorithmIdentifier("2.16.840.1.101.3.4.1.42", octetString(new Uint8Array(16)));
  return algorithmIdentifier("1.2.840.113549.1.5.13", sequence(derivation, cipher));
}

export function legacyPbe(iterations: number): Bytes {
  const parameters = sequence(octetString(new Uint8Array(8)), integer(iterations));
  return algorithmIdentifier("1.2.840.113549.1.12.1.3", parameters);
}

export function bag(number: number, value: Bytes): Bytes {
  return sequence(oid(`1.2.840.113549.1.12.10.1.${number}`), encode(context(0), value));
}

export function macData(iterations: number): Bytes {
  const digestInfo = sequence(algorithmIdentifier(SHA256), octetString(new Uint8Array(32)));
  return sequence(digestInfo, octetString(new Uint8Array(8)), integer(iterations));
}

export function pbmac1(iterations: number, keyLength: number): Bytes {
  const prf = algorithmIdentifier("1.2.840.113549.2.9");
  const derivation = algorithmIdentifier(
    "1.2.840.113549.1.5.12",
    sequence(octetString(new Uint8Array(8)), integer(iterations), integer(keyLength), prf),
  );
  const algorithm = algorithmIdentifier("1.2.840.113549.1.5.14", sequence(derivation, prf));
  return sequence(sequence(algorithm, octetString(new Uint8Array(32))), octetString(new Uint8Array(8)));
}

export function pfx(safes: readonly Bytes[], ...mac: readonly Bytes[]): Bytes {
  return sequence(integer(3), dataSafe(sequence(...safes)), ...mac);
}

export const EMPTY_SEQUENCE: Bytes = encode(TAG.sequence);
