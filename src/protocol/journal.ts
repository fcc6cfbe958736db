/** Requests to the journal of unfinished letters: `journal/…` from a composer, `unfinished/…` from the browser's own surfaces. */
import type { Mailbox } from "../smime/verdict/display.ts";
import type { KeptLetter, KeptUntil } from "../smime/verdict/kept-letter.ts";
import type { ComposerTicket } from "./tickets.ts";

type Bytes = Uint8Array<ArrayBuffer>;

/** A letter that was begun and neither sent nor thrown away. */
export interface UnfinishedLetter {
  readonly id: string;
  /** ISO 8601: when it was last kept. */
  readonly saved: string;
  /** The webmail's origin; null for the composer that stands alone. */
  readonly place: string | null;
  /** The sender's address. */
  readonly account: string;
  /** It was discarded a while ago, and can still be had back. */
  readonly discarded: boolean;
  /** A composer has it open. */
  readonly open: boolean;
  /** It was sealed and handed on, and nobody said what became of it. */
  readonly mayHaveLeft: boolean;
  /** Null while the keys are locked, or where it cannot be read. */
  readonly opening: { readonly to: readonly Mailbox[]; readonly subject: string } | null;
}

export interface UnfinishedLetters {
  readonly letters: readonly UnfinishedLetter[];
  /** The keys are locked, so that not all of them could be opened. */
  readonly locked: boolean;
}

interface Nothing {}

type Named = { readonly ticket: ComposerTicket; readonly letter: string };

export interface JournalProtocol {
  /**
   * The letter as it stands now. `revision` counts this composer's saves: one that comes late changes nothing. `leaving`: it
   * is being sent, and is no letter that is written on. `fresh`: it began one.
   */
  "journal/save": {
    from: "frame";
    body: { ticket: ComposerTicket; revision: number; letter: KeptLetter; leaving: boolean };
    reply: { until: KeptUntil; fresh: boolean };
  };
  /** Octets of an attachment that the letter, saved before, names. */
  "journal/attach": { from: "frame"; body: { ticket: ComposerTicket; id: string; content: Bytes }; reply: Nothing };
  /** What was begun in this webmail, for this account, and answers what is answered here; and is not open elsewhere. */
  "journal/offers": { from: "frame"; body: { ticket: ComposerTicket }; reply: UnfinishedLetters };
  /** The right to go on with one of those, in place of the letter that this ticket is for. */
  "journal/continue": { from: "frame"; body: Named; reply: { ticket: ComposerTicket } };
  "journal/discard": { from: "frame"; body: Named; reply: Nothing };
  "journal/restore": { from: "frame"; body: Named; reply: Nothing };
  /** This composer's own letter: `sent` removes it for good, else it is discarded. */
  "journal/end": { from: "frame"; body: { ticket: ComposerTicket; sent: boolean }; reply: Nothing };

  "unfinished/list": { from: "surface"; body: Nothing; reply: UnfinishedLetters };
  "unfinished/discard": { from: "surface"; body: { letter: string }; reply: Nothing };
  "unfinished/restore": { from: "surface"; body: { letter: string }; reply: Nothing };
}
