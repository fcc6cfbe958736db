/**
 * The authorities that are trusted for mail without the person's doing: Mozilla's roots with the e-mail trust bit.
 * `docs/authorities.md` says how the list is made; nobody edits it by hand.
 */
import type { AnchorSource } from "../trust-anchor.ts";
import list from "./email-roots.json" with { type: "json" };
import { indexedAnchors } from "./root-index.ts";

export interface PublicAuthorities {
  readonly anchors: AnchorSource;
  readonly count: number;
  /** Mozilla's version of the list, "2.74". */
  readonly version: string;
  /** ISO 8601: when the package it was taken from was released. */
  readonly published: string;
}

export const publicAuthorities: PublicAuthorities = {
  anchors: indexedAnchors(list.roots),
  count: list.count,
  version: list.source.version,
  published: list.source.published,
};
