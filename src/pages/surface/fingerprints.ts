/** Compares a fingerprint that somebody was told with the one of a certificate. */

export type Comparison = "empty" | "equal" | "different" | "other-kind";

/** Forgives spaces, colons and case. `other-kind`: the length shows that it is not a SHA-256 fingerprint at all. */
export function compareFingerprint(typed: string, fingerprint: string): Comparison {
  const digits = typed
    .toLowerCase()
    .replace(/[^0-9a-z]/g, "")
    .replace(/^sha256(fingerprint)?/, "");
  if (digits === "") return "empty";
  if (digits === fingerprint) return "equal";
  return digits.length === fingerprint.length ? "different" : "other-kind";
}
