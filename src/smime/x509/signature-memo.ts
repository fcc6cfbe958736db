import { type Bytes, toHex } from "../bytes.ts";
import { isSmimeError } from "../errors.ts";
import type { AlgorithmIdentifier } from "./algorithm-identifier.ts";
import type { SubjectPublicKeyInfo } from "./certificate.ts";
import type { PathWork } from "./path-limits.ts";
import { verifySignature } from "./signature-verification.ts";

/** "unverified": the work limit was reached first. */
export type SignatureState = "sound" | "bad" | "unsupported" | "malformed" | "unverified";

/** What a certificate, a CRL and an OCSP response have in common. */
export interface SignedStructure {
  /** The octets that were signed. */
  readonly tbs: Bytes;
  readonly signatureAlgorithm: AlgorithmIdentifier;
  readonly signature: Bytes;
}

const keyOfSpki = new WeakMap<Bytes, string>();

function spkiKey({ der, algorithm }: SubjectPublicKeyInfo): string {
  const known = keyOfSpki.get(der) ?? toHex(der);
  keyOfSpki.set(der, known);
  // Inherited DSA parameters are not part of the key's own octets.
  return algorithm.parameters ? `${known}:${toHex(algorithm.parameters.octets)}` : known;
}

async function stateOf(signed: SignedStructure, spki: SubjectPublicKeyInfo): Promise<SignatureState> {
  const { tbs: octets, signatureAlgorithm: algorithm, signature } = signed;
  try {
    return (await verifySignature({ spki, algorithm, octets, signature })) ? "sound" : "bad";
  } catch (error) {
    if (isSmimeError(error, "x509/unsupported-key") || isSmimeError(error, "cms/unsupported-algorithm"))
      return "unsupported";
    if (isSmimeError(error, "asn1/malformed") || isSmimeError(error, "asn1/limit-exceeded")) return "malformed";
    throw error;
  }
}

/** Verifies each signature once per key and request, within the work limit. */
export class SignatureMemo {
  readonly #work: PathWork;
  readonly #states = new WeakMap<Bytes, Map<string, Promise<SignatureState>>>();

  constructor(work: PathWork) {
    this.#work = work;
  }

  verify(signed: SignedStructure, spki: SubjectPublicKeyInfo): Promise<SignatureState> {
    const ofSigned = this.#states.get(signed.tbs) ?? new Map<string, Promise<SignatureState>>();
    this.#states.set(signed.tbs, ofSigned);
    const key = spkiKey(spki);
    const known = ofSigned.get(key);
    if (known) return known;
    const state = this.#work.spend("signatures") ? stateOf(signed, spki) : Promise.resolve("unverified" as const);
    ofSigned.set(key, state);
    return state;
  }
}
