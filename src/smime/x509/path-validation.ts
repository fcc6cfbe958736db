/** Basic path validation (RFC 5280 section 6.1) of one candidate path. Builds nothing, fetches nothing. */
import { isSmimeError } from "../errors.ts";
import type { PathRefusalCode } from "../verdict/vocabulary.ts";
import { algorithmSuffices, keySuffices } from "./algorithm-floor.ts";
import { basicConstraintsOf } from "./basic-constraints.ts";
import type { Certificate, SubjectPublicKeyInfo } from "./certificate.ts";
import { faultOrMalformed, profileFault } from "./certificate-profile.ts";
import { KEY_PURPOSE, servesPurpose } from "./extended-key-usage.ts";
import { type KeyUsage, keyUsageOf, permitsAny } from "./key-usage.ts";
import { namesEqual } from "./name.ts";
import {
  comparisons,
  constrainedNames,
  type NameConstraints,
  nameConstraintsOf,
  namesSatisfy,
} from "./name-constraints.ts";
import { PATH_LIMITS } from "./path-limits.ts";
import type { AlgorithmFloor, PathFault, PathRequest } from "./path-request.ts";
import { PolicyState } from "./policy-state.ts";
import { readPublicKey, withInheritedParameters } from "./public-key.ts";
import { readSignatureAlgorithm } from "./signature-algorithm.ts";
import type { SignatureMemo, SignatureState } from "./signature-memo.ts";
import type { TrustAnchor } from "./trust-anchor.ts";

/** Target first, the anchor's certificate last; one certificate alone where the target itself is the anchor. */
export interface CandidatePath {
  readonly certificates: readonly Certificate[];
  readonly anchor: TrustAnchor;
}

export function floorOf({ floor, purpose }: PathRequest): AlgorithmFloor {
  return floor ?? (purpose === "emailProtection" ? "strict" : "legacy");
}

export function isSelfIssued({ subject, issuer }: Certificate): boolean {
  return namesEqual(subject, issuer);
}

/** The public keys of a path's certificates, with inherited DSA parameters filled in. */
export function workingKeys(certificates: readonly Certificate[]): readonly SubjectPublicKeyInfo[] {
  const keys: SubjectPublicKeyInfo[] = [];
  for (const { subjectPublicKeyInfo } of certificates.toReversed()) {
    const issuer = keys.at(-1);
    keys.push(issuer ? withInheritedParameters(subjectPublicKeyInfo, issuer) : subjectPublicKeyInfo);
  }
  return keys.toReversed();
}

function validityFault({ notBefore, notAfter }: Certificate, at: number): PathRefusalCode | null {
  if (at < notBefore) return "not-yet-valid";
  return at > notAfter ? "expired" : null;
}

export function faultOfState(state: SignatureState): PathRefusalCode | null {
  switch (state) {
    case "sound":
      return null;
    case "bad":
      return "bad-signature";
    case "unsupported":
      return "unsupported-algorithm";
    case "malformed":
      return "malformed";
    case "unverified":
      return "too-complex";
  }
}

/** Whether a key that signed something in the path is too weak; a key of an unknown kind has signed nothing so far. */
function isWeakKey(spki: SubjectPublicKeyInfo, floor: AlgorithmFloor): boolean {
  try {
    return !keySuffices(readPublicKey(spki), floor);
  } catch (error) {
    if (isSmimeError(error, "x509/unsupported-key")) return false;
    throw error;
  }
}

const USAGES: Readonly<Record<"sign" | "encrypt" | "either", readonly KeyUsage[]>> = {
  sign: ["digitalSignature", "nonRepudiation"],
  encrypt: ["keyEncipherment", "keyAgreement"],
  either: ["digitalSignature", "nonRepudiation", "keyEncipherment", "keyAgreement"],
};

class PathValidation {
  readonly #path: CandidatePath;
  readonly #request: PathRequest;
  readonly #signatures: SignatureMemo;
  readonly #keys: readonly SubjectPublicKeyInfo[];
  readonly #policies: PolicyState;
  readonly #constraints: NameConstraints[] = [];
  #maxPathLength: number;

  constructor(path: CandidatePath, request: PathRequest, signatures: SignatureMemo) {
    this.#path = path;
    this.#request = request;
    this.#signatures = signatures;
    this.#keys = workingKeys(path.certificates);
    this.#policies = new PolicyState(request.policy ?? {}, path.certificates.length - 1);
    this.#maxPathLength = request.maxPathLength ?? path.certificates.length;
  }

  async run(): Promise<PathFault | null> {
    const { certificates } = this.#path;
    for (const [index, certificate] of [...certificates.entries()].toReversed()) {
      const signature = index < certificates.length - 1 ? await this.#signatureFault(certificate, index) : null;
      const code = signature ?? faultOrMalformed(() => this.#faultAt(certificate, index));
      if (code) return { code, certificate };
    }
    return null;
  }

  /** Section 6.1.3 (a) (1), and that the algorithm still proves something. */
  async #signatureFault(certificate: Certificate, index: number): Promise<PathRefusalCode | null> {
    const issuerKey = this.#keys[index + 1];
    if (!issuerKey) return "incomplete-path";
    const fault = faultOfState(await this.#signatures.verify(certificate, issuerKey));
    if (fault) return fault;
    const algorithm = readSignatureAlgorithm(certificate.signatureAlgorithm);
    return algorithmSuffices(algorithm, floorOf(this.#request)) ? null : "weak-algorithm";
  }

  #faultAt(certificate: Certificate, index: number): PathRefusalCode | null {
    const isAnchor = index === this.#path.certificates.length - 1;
    return (
      profileFault(certificate) ??
      validityFault(certificate, this.#request.at) ??
      this.#strengthFault(index) ??
      this.#purposeFault(certificate) ??
      (isAnchor ? null : this.#issuedFault(certificate, index)) ??
      (index === 0 ? this.#targetFault(certificate) : this.#issuerFault(certificate, isAnchor))
    );
  }

  #strengthFault(index: number): PathRefusalCode | null {
    const key = this.#keys[index];
    return key && isWeakKey(key, floorOf(this.#request)) ? "weak-algorithm" : null;
  }

  #purposeFault(certificate: Certificate): PathRefusalCode | null {
    if (this.#request.purpose === "any") return null;
    return servesPurpose(certificate, KEY_PURPOSE.emailProtection) ? null : "extended-key-usage";
  }

  /** Section 6.1.3 (a) (4) to (f): what the certificate's issuers allow it. */
  #issuedFault(certificate: Certificate, index: number): PathRefusalCode | null {
    const issuer = this.#path.certificates[index + 1];
    if (!issuer || !namesEqual(certificate.issuer, issuer.subject)) return "incomplete-path";
    const selfIssued = isSelfIssued(certificate);
    if (index === 0 || !selfIssued) {
      const names = constrainedNames(certificate);
      if (comparisons(names, this.#constraints) > PATH_LIMITS.nameComparisons) return "too-complex";
      if (!namesSatisfy(names, this.#constraints)) return "name-constraints";
    }
    return this.#policies.process(certificate, index > 0 && selfIssued) ? null : "policy";
  }

  /** Section 6.1.4: what the certificate must be to issue the next one. An anchor is held to what it says of itself. */
  #issuerFault(certificate: Certificate, isAnchor: boolean): PathRefusalCode | null {
    const constraints = basicConstraintsOf(certificate);
    // Anchors from before version 3 cannot say that they are authorities; being trusted says it.
    if (!constraints?.cA && !(isAnchor && certificate.version < 3)) return "not-an-authority";
    if (!permitsAny(certificate, "keyCertSign")) return "key-usage";
    const selfIssued = isSelfIssued(certificate);
    if (!isAnchor) {
      if (!this.#policies.prepareNext(certificate, selfIssued)) return "policy";
      if (!selfIssued && this.#maxPathLength-- <= 0) return "path-too-long";
    }
    this.#maxPathLength = Math.min(this.#maxPathLength, constraints?.pathLenConstraint ?? Number.POSITIVE_INFINITY);
    const nameConstraints = nameConstraintsOf(certificate);
    if (nameConstraints) this.#constraints.push(nameConstraints);
    return null;
  }

  /** Section 6.1.5, and what mail asks of the person's certificate. */
  #targetFault(target: Certificate): PathRefusalCode | null {
    const { anchor, certificates } = this.#path;
    if (certificates.length > 1 && !this.#policies.wrapUp(target)) return "policy";
    if (anchor.distrustAfter !== null && target.notBefore > anchor.distrustAfter) return "issued-after-distrust";
    // Section 4.2.1.9: keyCertSign belongs to authorities.
    if (basicConstraintsOf(target)?.cA === false && keyUsageOf(target)?.has("keyCertSign")) return "key-usage";
    if (this.#request.purpose === "any") return null;
    return permitsAny(target, ...USAGES[this.#request.use ?? "either"]) ? null : "key-usage";
  }
}

/** The first fault, anchor side first; null: the path is valid but for revocation, which `revocation.ts` knows about. */
export function validateCandidate(
  path: CandidatePath,
  request: PathRequest,
  signatures: SignatureMemo,
): Promise<PathFault | null> {
  return new PathValidation(path, request, signatures).run();
}
