/** What Waxwing can say of itself: types of the requests `diagnostics/…`. */

/** The list of authorities that come with Waxwing. */
export interface PublicAuthorityList {
  readonly count: number;
  /** Mozilla's version of the list, "2.74". */
  readonly version: string;
  /** ISO 8601. */
  readonly published: string;
}

/** Numbers and versions only: what a person can hand to a stranger. */
export interface Diagnostics {
  readonly version: string;
  readonly vault: "empty" | "locked" | "unlocked";
  readonly autoLockMinutes: number;
  readonly identities: { readonly all: number; readonly signing: number; readonly decrypting: number };
  readonly people: number;
  readonly authorities: number;
  readonly sites: number;
  readonly publicAuthorities: PublicAuthorityList;
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
