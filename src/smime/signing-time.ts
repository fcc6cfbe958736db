/** At which moment a signer's certificate has to be valid. The clock comes in from outside. */
import type { Remark } from "./verdict/vocabulary.ts";

/** As wide as Thunderbird's: longer than clocks differ and posts take, shorter than a mistake. */
const TOLERANCE = 60 * 60 * 1000;

export interface SigningMoment {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly remarks: readonly Remark[];
}

/**
 * The rule: the signer's own signingTime counts where the Date header confirms it within an hour. Where they disagree
 * the later of the two counts, so that neither a back-dated signature nor an old Date put before somebody else's
 * signature brings an expired certificate back to life. Nothing counts as later than `now`: a signing time in the
 * future is read as now. Without a signing time the Date counts; without both, now.
 */
export function signingMoment(signingTime: number | null, date: number | null, now: number): SigningMoment {
  if (signingTime === null) return { at: Math.min(date ?? now, now), remarks: ["signing-time/missing"] };
  if (date === null) return { at: Math.min(signingTime, now), remarks: [] };
  const confirmed = Math.abs(signingTime - date) <= TOLERANCE;
  return {
    at: Math.min(confirmed ? signingTime : Math.max(signingTime, date), now),
    remarks: confirmed ? [] : ["signing-time/differs-from-date"],
  };
}
