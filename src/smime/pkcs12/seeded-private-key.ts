/**
 * The private keys of ML-DSA (RFC 9881 section 6) and ML-KEM (RFC 9935 section 6): a seed, the expanded key, or both.
 * Both must be of one key: a file whose halves differ was altered or damaged (section 8 of either).
 */
import { context, Fields, readSole, TAG } from "../asn1/reader.ts";
import { octetStringOf } from "../asn1/values.ts";
import { type Bytes, equal } from "../bytes.ts";
import { type MlDsaParameterSet, type MlDsaPrivateKey, mlDsaKeyOfExpanded, mlDsaKeyOfSeed } from "../crypto/ml-dsa.ts";
import { type MlKemParameterSet, type MlKemPrivateKey, mlKemKeyOfExpanded, mlKemKeyOfSeed } from "../crypto/ml-kem.ts";

interface Forms<K> {
  ofSeed(seed: Bytes): K | null;
  ofExpanded(octets: Bytes): K | null;
  expandedOf(key: K): Bytes;
}

/** Null where a length is wrong, a key is damaged or the two halves differ. @throws SmimeError asn1/malformed */
function readChoice<K>(octets: Bytes, { ofSeed, ofExpanded, expandedOf }: Forms<K>): K | null {
  const element = readSole(octets);
  if (element.tag === context(0, false)) return ofSeed(element.content);
  if (element.tag !== TAG.sequence) return ofExpanded(octetStringOf(element));
  const fields = new Fields(element);
  const [seed, expanded] = [octetStringOf(fields.any()), octetStringOf(fields.any())];
  fields.end();
  const key = ofSeed(seed);
  return key && equal(expandedOf(key), expanded) ? key : null;
}

export function readMlDsaPrivateKey(octets: Bytes, parameterSet: MlDsaParameterSet): MlDsaPrivateKey | null {
  return readChoice(octets, {
    ofSeed: (seed) => mlDsaKeyOfSeed(parameterSet, seed),
    ofExpanded: (expanded) => mlDsaKeyOfExpanded(parameterSet, expanded),
    expandedOf: ({ signingKey }) => signingKey,
  });
}

export function readMlKemPrivateKey(octets: Bytes, parameterSet: MlKemParameterSet): MlKemPrivateKey | null {
  return readChoice(octets, {
    ofSeed: (seed) => mlKemKeyOfSeed(parameterSet, seed),
    ofExpanded: (expanded) => mlKemKeyOfExpanded(parameterSet, expanded),
    expandedOf: ({ decapsulationKey }) => decapsulationKey,
  });
}
