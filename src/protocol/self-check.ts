/** What Waxwing finds when it tries its own parts. */

export type Checked = "session-memory" | "storage" | "signing" | "encryption" | "public-authorities";

export interface SelfCheck {
  /** ISO 8601. */
  readonly at: string;
  /** `code` is the failure's; null where all is well. */
  readonly results: readonly { readonly checked: Checked; readonly code: string | null }[];
}
