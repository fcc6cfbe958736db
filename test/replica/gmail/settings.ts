/** What can be told about the replica, by a test and by its own page: which dated shape of Gmail it shows, and how. */

/** Dated shapes of Gmail's page. What distinguishes them stands in ASSUMPTIONS.md. */
export const GENERATIONS = ["2020-06", "2022-03", "2026-03"] as const;
export type Generation = (typeof GENERATIONS)[number];

export interface Settings {
  generation: Generation;
  /** Off: each message is a page of its own. */
  conversationView: boolean;
  /** The list and the message side by side. */
  previewPane: boolean;
  /** Gmail's own dark theme, whatever the system has. */
  dark: boolean;
  /** Every selector of Gmail renamed over night. */
  renamed: boolean;
  /** What the host of attachments answers: `fresh` allows another origin once for each redirect, `never` at no time. */
  attachmentHost: "fresh" | "never";
  signedOut: boolean;
  /** Milliseconds from the last key to the draft's save. */
  autosave: number;
}

export const STOCK: Settings = {
  generation: "2026-03",
  conversationView: true,
  previewPane: false,
  dark: false,
  renamed: false,
  attachmentHost: "fresh",
  signedOut: false,
  autosave: 800,
};
