/**
 * Certification path validation (RFC 5280 section 6): the only place where a certificate becomes believable. It sees
 * octets and a time it is given; it never fetches, never remembers, and never takes a message's word for an authority.
 */
import type { PathRefusal, PathRefusalCode, RevocationStatus } from "../verdict/vocabulary.ts";
import type { Certificate } from "./certificate.ts";
import { nameToString } from "./name.ts";
import { type DeadEnd, PathSearch, Pool } from "./path-building.ts";
import { PATH_LIMITS, PathWork } from "./path-limits.ts";
import type { PathFault, PathRequest, Purpose } from "./path-request.ts";
import { type CandidatePath, floorOf, validateCandidate, workingKeys } from "./path-validation.ts";
import { equal } from "../bytes.ts";
import { checkRevocation } from "./revocation.ts";
import { readEvidence, type RevocationEvidence, type RevocationQuestion } from "./revocation-evidence.ts";
import { SignatureMemo } from "./signature-memo.ts";

export type { AlgorithmFloor, PathRequest, PolicyInputs, Purpose, RevocationMode } from "./path-request.ts";

class Validated<P extends Purpose> {
  readonly kind = "valid";
  readonly purpose: P;
  /** The time the path is valid at, in milliseconds since 1970. */
  readonly at: number;
  readonly revocation: RevocationStatus;
  readonly #certificates: readonly Certificate[];

  constructor(purpose: P, at: number, revocation: RevocationStatus, certificates: readonly Certificate[]) {
    this.purpose = purpose;
    this.at = at;
    this.revocation = revocation;
    this.#certificates = certificates;
  }

  /** Target first, anchor last; one certificate where the target itself is trusted. */
  get certificates(): readonly Certificate[] {
    return this.#certificates;
  }
}

/** Earned by `validatePath` and by nothing else: the class is not exported, and its private field cannot be copied. */
export type ValidatedPath<P extends Purpose = Purpose> = Validated<P>;

export interface PathRefused {
  readonly kind: "refused";
  readonly reason: PathRefusal;
  /** The best attempt, target first. */
  readonly certificates: readonly Certificate[];
}

interface Found {
  readonly path: CandidatePath;
  readonly revocation: RevocationStatus;
}

function refusal(code: PathRefusalCode, certificate: Certificate, certificates: readonly Certificate[]): PathRefused {
  const subject = nameToString(certificate.subject);
  return { kind: "refused", reason: { code, subject: subject === "" ? null : subject }, certificates };
}

/** A revocation says most; else the fault of the shortest path, which is tried first. */
function weightier(known: DeadEnd | null, fault: PathFault, path: CandidatePath): DeadEnd {
  return known && fault.code !== "revoked" ? known : { fault, certificates: path.certificates };
}

/** One call's work: what is verified once is remembered, nested validations of CRL issuers included. */
class Session {
  readonly #work = new PathWork();
  readonly #signatures = new SignatureMemo(this.#work);
  readonly #pool: Pool;
  readonly #evidence: RevocationEvidence;
  readonly #issuersInProgress = new Set<Certificate>();

  constructor(request: PathRequest) {
    this.#pool = new Pool(request.intermediates, this.#work);
    const isIgnored = request.revocation === "ignore";
    this.#evidence = readEvidence(isIgnored ? [] : (request.crls ?? []), isIgnored ? [] : (request.ocsp ?? []));
  }

  async find(request: PathRequest): Promise<Found | PathRefused> {
    const search = new PathSearch(request, this.#pool, this.#signatures, this.#work);
    let best: DeadEnd | null = null;
    for await (const path of search.candidates()) {
      if (!this.#work.spend("completePaths")) break;
      const outcome = await this.#judge(path, request);
      if (typeof outcome === "string") return { path, revocation: outcome };
      best = weightier(best, outcome, path);
    }
    if (best) return refusal(best.fault.code, best.fault.certificate, best.certificates);
    if (this.#work.exhausted) return refusal("too-complex", request.target, [request.target]);
    const { fault, certificates } = search.deadEnd ?? {
      fault: { code: "incomplete-path", certificate: request.target },
      certificates: [request.target],
    };
    return refusal(fault.code, fault.certificate, certificates);
  }

  async #judge(path: CandidatePath, request: PathRequest): Promise<RevocationStatus | PathFault> {
    const fault = await validateCandidate(path, request, this.#signatures);
    return fault ?? checkRevocation(request.revocation ?? "if-known", this.#question(path, request));
  }

  #question(path: CandidatePath, request: PathRequest): RevocationQuestion {
    const { anchors, at, now = at } = request;
    return {
      path,
      at,
      now,
      keys: workingKeys(path.certificates),
      evidence: this.#evidence,
      floor: floorOf(request),
      signatures: this.#signatures,
      named: (subject) => [
        ...this.#pool.bySubject(subject),
        ...anchors.bySubject(subject).map((anchor) => anchor.certificate),
      ],
      validateIssuer: (certificate) => this.#validateIssuer(certificate, path, { ...request, at: now }),
    };
  }

  /**
   * Section 6.3.3 (f). A CRL issuer whose own status is listed in its own CRL is in progress when it is asked about
   * again; its path is then taken without revocation, as the RFC's recursion has to end somewhere.
   */
  async #validateIssuer(target: Certificate, path: CandidatePath, request: PathRequest): Promise<CandidatePath | null> {
    const isAsking = this.#issuersInProgress.has(target);
    if (!isAsking && this.#issuersInProgress.size >= PATH_LIMITS.revocationDepth) return null;
    const { intermediates, anchors, at } = request;
    const revocation = isAsking ? "ignore" : (request.revocation ?? "if-known");
    this.#issuersInProgress.add(target);
    const found = await this.find({
      target,
      intermediates,
      anchors,
      at,
      purpose: "any",
      floor: floorOf(request),
      revocation,
    });
    if (!isAsking) this.#issuersInProgress.delete(target);
    if (!("path" in found)) return null;
    return equal(found.path.anchor.certificate.der, path.anchor.certificate.der) ? found.path : null;
  }
}

/**
 * Whether the target can be believed for the purpose at the time, by a path to one of the anchors. Never throws for
 * anything a certificate, CRL or OCSP response contains.
 */
export async function validatePath<P extends Purpose>(
  request: PathRequest<P>,
): Promise<ValidatedPath<P> | PathRefused> {
  const found = await new Session(request).find(request);
  if (!("path" in found)) return found;
  return new Validated(request.purpose, request.at, found.revocation, found.path.certificates);
}
