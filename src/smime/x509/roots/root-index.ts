/**
 * Anchors out of an index made at build time (`test/rig/email-roots.mjs`). It decodes and reads nothing before it is
 * asked for, and never more than what has the subject it was asked for.
 */
import { type Bytes, fromLatin1 } from "../../bytes.ts";
import { readCertificate } from "../certificate.ts";
import { nameKey } from "../name.ts";
import type { AnchorSource, TrustAnchor } from "../trust-anchor.ts";

export interface IndexedRoot {
  /** Fingerprint of the DER octets, lower-case hexadecimal. */
  readonly sha256: string;
  /** ISO 8601; null: no such limit. */
  readonly distrustAfter: string | null;
  /** The certificate's DER octets in base64. */
  readonly der: string;
}

/** Roots by `nameKey` of their subject. */
export type RootIndex = Readonly<Record<string, readonly IndexedRoot[]>>;

function anchorOf({ der, distrustAfter }: IndexedRoot): TrustAnchor {
  return {
    certificate: readCertificate(fromLatin1(atob(der))),
    distrustAfter: distrustAfter === null ? null : Date.parse(distrustAfter),
  };
}

/** What was read once is kept; names that are not there leave no trace. */
export function indexedAnchors(index: RootIndex): AnchorSource {
  const known = new Map<string, readonly TrustAnchor[]>();
  return {
    bySubject(subject: Bytes) {
      const key = nameKey(subject);
      const anchors = known.get(key) ?? (Object.hasOwn(index, key) ? index[key]?.map(anchorOf) : null) ?? [];
      if (anchors.length > 0) known.set(key, anchors);
      return anchors;
    },
  };
}
