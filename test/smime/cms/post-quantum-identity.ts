/** Certificates and private keys of ML-KEM and ML-DSA, which the openssl at hand does not know. */
import { context } from "../../../src/smime/asn1/reader.ts";
import {
  algorithmIdentifier,
  bitString,
  encode,
  integer,
  octetString,
  sequence,
} from "../../../src/smime/asn1/writer.ts";
import type { Bytes } from "../../../src/smime/bytes.ts";
import type { RecipientKey, SignerKey } from "../../../src/smime/cms/keys.ts";
import { type MlDsaParameterSet, mlDsaKeyOfSeed } from "../../../src/smime/crypto/ml-dsa.ts";
import { type MlKemParameterSet, mlKemKeyOfSeed } from "../../../src/smime/crypto/ml-kem.ts";
import { keyFor } from "../../../src/smime/pkcs12/private-key.ts";
import { KEY_OID } from "../../../src/smime/pkcs12/private-key-info.ts";
import type { Certificate } from "../../../src/smime/x509/certificate.ts";
import { authority, generateKeys, issue } from "../x509/certificate-builder.ts";

export type PostQuantum = MlKemParameterSet | MlDsaParameterSet;

export interface PostQuantumIdentity {
  readonly certificate: Certificate;
  readonly key: RecipientKey & SignerKey;
  readonly pkcs8: Bytes;
}

/** PKCS #8 around a private key, given as the complete TLV of its CHOICE. */
export function privateKeyInfoOf(kind: PostQuantum, choice: Bytes): Bytes {
  return sequence(integer(0), algorithmIdentifier(KEY_OID[kind]), octetString(choice));
}

function publicKeyOf(kind: PostQuantum, seed: Bytes): Bytes {
  const key =
    kind === "ml-kem-512" || kind === "ml-kem-768" || kind === "ml-kem-1024"
      ? mlKemKeyOfSeed(kind, seed)
      : mlDsaKeyOfSeed(kind, seed);
  if (!key) throw new Error("no key");
  return key.publicKey;
}

export async function postQuantumIdentity(kind: PostQuantum): Promise<PostQuantumIdentity> {
  const seed = crypto.getRandomValues(new Uint8Array(kind.startsWith("ml-kem") ? 64 : 32));
  const spki = sequence(algorithmIdentifier(KEY_OID[kind]), bitString(publicKeyOf(kind, seed)));
  const keys = { ...(await generateKeys()), spki };
  const { certificate } = await issue({ subject: `CN=${kind}`, issuer: await authority(), keys });
  const pkcs8 = privateKeyInfoOf(kind, encode(context(0, false), seed));
  return { certificate, key: keyFor(pkcs8, certificate, []), pkcs8 };
}
