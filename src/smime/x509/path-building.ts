/**
 * Finds candidate paths from the target up to an anchor, shortest first, over issuers whose key really made the
 * signature below. Shortest first is what keeps cross-certified authorities from hiding an honest path behind an
 * endless graph (RFC 4158 section 2.4); a limit ends the search in any case.
 */
import { equal } from "../bytes.ts";
import { isSmimeError } from "../errors.ts";
import type { PathRefusalCode } from "../verdict/vocabulary.ts";
import type { Certificate } from "./certificate.ts";
import { authorityKeyIdentifierOf, subjectKeyIdentifierOf } from "./key-identifier.ts";
import { isEmptyName, nameKey } from "./name.ts";
import { PATH_LIMITS, type PathWork } from "./path-limits.ts";
import type { PathFault, PathRequest } from "./path-request.ts";
import { type CandidatePath, isSelfIssued } from "./path-validation.ts";
import { inheritsParameters } from "./public-key.ts";
import type { SignatureMemo } from "./signature-memo.ts";
import type { TrustAnchor } from "./trust-anchor.ts";

/** Why the search went no further up from a certificate, with the partial path to it. */
export interface DeadEnd {
  readonly fault: PathFault;
  readonly certificates: readonly Certificate[];
}

/** Certificates by subject, without duplicates. */
export class Pool {
  readonly #bySubject = new Map<string, Certificate[]>();

  constructor(certificates: readonly Certificate[], work: PathWork) {
    for (const certificate of certificates) {
      const key = nameKey(certificate.subject);
      const same = this.#bySubject.get(key) ?? [];
      this.#bySubject.set(key, same);
      if (same.length >= PATH_LIMITS.sameSubject) work.markExhausted();
      else if (!same.some(({ der }) => equal(der, certificate.der))) same.push(certificate);
    }
  }

  bySubject(subject: Certificate["subject"]): readonly Certificate[] {
    return this.#bySubject.get(nameKey(subject)) ?? [];
  }
}

type KeyMatch = "same" | "unknown" | "different";

/** Whether the issuer's key is the one the certificate's authorityKeyIdentifier points to: a hint, never a proof. */
function keyMatch(certificate: Certificate, issuer: Certificate): KeyMatch {
  try {
    const [wanted, found] = [authorityKeyIdentifierOf(certificate), subjectKeyIdentifierOf(issuer)];
    if (!wanted || !found) return "unknown";
    return equal(wanted, found) ? "same" : "different";
  } catch (error) {
    if (isSmimeError(error)) return "unknown";
    throw error;
  }
}

const ORDER: Readonly<Record<KeyMatch, number>> = { same: 0, unknown: 2, different: 4 };

export class PathSearch {
  readonly #request: PathRequest;
  readonly #pool: Pool;
  readonly #signatures: SignatureMemo;
  readonly #work: PathWork;
  readonly #deadEnds: DeadEnd[] = [];

  constructor(request: PathRequest, pool: Pool, signatures: SignatureMemo, work: PathWork) {
    this.#request = request;
    this.#pool = pool;
    this.#signatures = signatures;
    this.#work = work;
  }

  /** What to tell if no candidate was valid: the fault that says most. */
  get deadEnd(): DeadEnd | null {
    const byWeight: readonly PathRefusalCode[] = [
      "bad-signature",
      "unsupported-algorithm",
      "malformed",
      "unknown-authority",
    ];
    for (const code of byWeight) {
      const found = this.#deadEnds.find(({ fault }) => fault.code === code);
      if (found) return found;
    }
    return this.#deadEnds[0] ?? null;
  }

  async *candidates(): AsyncGenerator<CandidatePath, void, undefined> {
    const { target, anchors } = this.#request;
    for (const anchor of anchors.bySubject(target.subject))
      if (equal(anchor.certificate.der, target.der)) yield { certificates: [target], anchor };
    // Appended to while it is walked: a queue, so that paths come in order of length.
    const queue: (readonly Certificate[])[] = [[target]];
    for (const partial of queue) {
      if (!this.#work.spend("partialPaths")) return;
      const faults: PathRefusalCode[] = [];
      let extended = false;
      for (const anchor of await this.#anchorsAbove(partial, faults)) {
        extended = true;
        yield { certificates: [...partial, anchor.certificate], anchor };
      }
      for (const issuer of await this.#issuersAbove(partial, faults)) {
        extended = true;
        queue.push([...partial, issuer]);
      }
      if (!extended) this.#recordDeadEnd(partial, faults);
    }
  }

  #recordDeadEnd(certificates: readonly Certificate[], faults: readonly PathRefusalCode[]): void {
    const certificate = certificates.at(-1) ?? this.#request.target;
    const code = faults[0] ?? (isSelfIssued(certificate) ? "unknown-authority" : "incomplete-path");
    this.#deadEnds.push({ fault: { code, certificate }, certificates });
  }

  async #anchorsAbove(partial: readonly Certificate[], faults: PathRefusalCode[]): Promise<readonly TrustAnchor[]> {
    const last = partial.at(-1);
    if (!last || isEmptyName(last.issuer)) return [];
    const rank = (anchor: TrustAnchor) => ORDER[keyMatch(last, anchor.certificate)];
    const known = this.#request.anchors.bySubject(last.issuer).toSorted((a, b) => rank(a) - rank(b));
    const found: TrustAnchor[] = [];
    for (const anchor of known) if (await this.#didSign(anchor.certificate, last, faults)) found.push(anchor);
    return found;
  }

  async #issuersAbove(partial: readonly Certificate[], faults: PathRefusalCode[]): Promise<readonly Certificate[]> {
    const last = partial.at(-1);
    if (!last || isEmptyName(last.issuer)) return [];
    const { at, anchors } = this.#request;
    const isCurrent = ({ notBefore, notAfter }: Certificate) => at >= notBefore && at <= notAfter;
    const rank = (issuer: Certificate) => ORDER[keyMatch(last, issuer)] + (isCurrent(issuer) ? 0 : 1);
    const trusted = anchors.bySubject(last.issuer);
    const found: Certificate[] = [];
    for (const issuer of this.#pool.bySubject(last.issuer).toSorted((a, b) => rank(a) - rank(b))) {
      if (trusted.some(({ certificate }) => equal(certificate.der, issuer.der)) || isLoop(partial, issuer)) continue;
      if (!(await this.#didSign(issuer, last, faults))) continue;
      // One place is left for the anchor.
      if (partial.length + 2 > PATH_LIMITS.length) this.#work.markExhausted();
      else found.push(issuer);
    }
    return found;
  }

  async #didSign(issuer: Certificate, certificate: Certificate, faults: PathRefusalCode[]): Promise<boolean> {
    // A DSA key without parameters is complete only once the path above it is known; validation verifies it then.
    if (inheritsParameters(issuer.subjectPublicKeyInfo)) return true;
    switch (await this.#signatures.verify(certificate, issuer.subjectPublicKeyInfo)) {
      case "sound":
        return true;
      case "bad":
        // Another authority of the same name is no forgery.
        if (keyMatch(certificate, issuer) !== "different") faults.unshift("bad-signature");
        return false;
      case "unsupported":
        faults.push("unsupported-algorithm");
        return false;
      case "malformed":
        faults.push("malformed");
        return false;
      case "unverified":
        return false;
    }
  }
}

/** RFC 4158 section 2.4.2: a subject with the same key twice in a path proves nothing new. */
function isLoop(partial: readonly Certificate[], issuer: Certificate): boolean {
  return partial.some(
    (certificate) =>
      equal(certificate.subjectPublicKeyInfo.der, issuer.subjectPublicKeyInfo.der) &&
      nameKey(certificate.subject) === nameKey(issuer.subject),
  );
}
