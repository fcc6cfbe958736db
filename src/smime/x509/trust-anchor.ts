import type { Bytes } from "../bytes.ts";
import type { Certificate } from "./certificate.ts";
import { nameKey } from "./name.ts";

/** An authority trusted as such. Its own signature is never looked at; limits its certificate states are kept. */
export interface TrustAnchor {
  readonly certificate: Certificate;
  /** Certificates of people issued after this time (ms since 1970) are not trusted; null: no such limit. */
  readonly distrustAfter: number | null;
}

/** Where path building finds anchors. An index made at build time can answer without parsing what it does not hand out. */
export interface AnchorSource {
  /** Anchors whose subject equals this DER Name by RFC 5280 section 7.1 (`nameKey` of `name.ts`). */
  bySubject(subject: Bytes): readonly TrustAnchor[];
}

/** An AnchorSource over certificates or anchors at hand. */
export function anchorsOf(anchors: Iterable<Certificate | TrustAnchor>): AnchorSource {
  const bySubject = new Map<string, TrustAnchor[]>();
  for (const entry of anchors) {
    const anchor = "certificate" in entry ? entry : { certificate: entry, distrustAfter: null };
    const key = nameKey(anchor.certificate.subject);
    const same = bySubject.get(key);
    if (same) same.push(anchor);
    else bySubject.set(key, [anchor]);
  }
  return { bySubject: (subject) => bySubject.get(nameKey(subject)) ?? [] };
}

/** Asks several sources in order. */
export function joinAnchors(...sources: readonly AnchorSource[]): AnchorSource {
  return { bySubject: (subject) => sources.flatMap((source) => source.bySubject(subject)) };
}
