/** What Waxwing can say of itself: types of the requests `diagnostics/…`. */

/** Numbers and versions only: what a person can hand to a stranger. */
export interface Diagnostics {
  readonly version: string;
  readonly vault: "empty" | "locked" | "unlocked";
  readonly autoLockMinutes: number;
  readonly identities: { readonly all: number; readonly signing: number; readonly decrypting: number };
  readonly people: number;
  readonly authorities: number;
  readonly sites: number;
  readonly publicAuthorities: { readonly count: number; readonly version: string; readonly published: string };
  /** Null if none was made since the browser was started. */
  readonly selfCheck: SelfCheck | null;
}

export type Checked = "session-memory" | "storage" | "signing" | "encryption" | "public-authorities";

export interface SelfCheck {
  /** ISO 8601. */
  readonly at: string;
  /** `code` is the failure's; null where all is well. */
  readonly results: readonly { readonly checked: Checked; readonly code: string | null }[];
}
