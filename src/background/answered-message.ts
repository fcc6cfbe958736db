/** What the message that is answered or forwarded contributes to a new one. */
import type { ComposeSeed } from "../protocol/protocol.ts";
import type { OpenedMessage } from "../smime/reading.ts";
import { isForViewer } from "./for-viewer.ts";
import { type Opening, openingOf, withClosing } from "./quoted-message.ts";

/** Threading of the new message. */
export interface Ancestry {
  readonly inReplyTo: string | null;
  readonly references: readonly string[];
}

export const NO_ANCESTRY: Ancestry = { inReplyTo: null, references: [] };

function withoutBrackets(id: string): string {
  return id.replace(/^<|>$/g, "");
}

export function ancestryOf(opened: OpenedMessage, { forwards }: ComposeSeed): Ancestry {
  const { messageId, references } = opened.reply;
  const inReplyTo = messageId === "" || forwards ? null : withoutBrackets(messageId);
  return { inReplyTo, references: references.map(withoutBrackets) };
}

/** Whether the answered message was encrypted, read or not: then the answer quotes what nobody else may see. */
export function answersEncrypted({ report }: OpenedMessage): boolean {
  return report.encryption.kind !== "none";
}

export interface Beginning {
  readonly seed: ComposeSeed;
  /** The message that is answered or goes on; null for a new letter. */
  readonly opened: OpenedMessage | null;
  /** What the person's letters close with. */
  readonly closing: string;
  /** No webmail has quoted anything. */
  readonly alone: boolean;
}

/** What the composer starts with. Of a message that only the viewer shows the quote is ours. */
export function startOf({ seed, opened, closing, alone }: Beginning): Opening {
  if (opened && (alone || isForViewer(opened))) return openingOf(seed, opened, closing);
  // Below a quote of the webmail's own nobody would look for it.
  return { text: seed.answered ? seed.text : withClosing(seed.text, closing), quote: null };
}
