import type { InlineImage } from "../smime/verdict/display.ts";

/** A message with formatting, quoted in a letter. */
export interface Quote {
  /** What stands before it, as plain text: what was typed, and who wrote it when. */
  readonly before: string;
  /** As it was sent: hostile. */
  readonly html: string;
  /** Those its HTML names, by the Content-ID they came with: hostile too. */
  readonly pictures: readonly InlineImage[];
  /** An answer sets it apart; a message that goes on stands as it is. */
  readonly indented: boolean;
}
