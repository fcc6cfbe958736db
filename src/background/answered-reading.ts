/** Reads the message that a letter answers or forwards. */
import type { ComposeSeed } from "../protocol/protocol.ts";
import { isSmimeError } from "../smime/errors.ts";
import type { OpenedMessage } from "../smime/reading.ts";
import type { Surroundings } from "./surroundings.ts";

/** Null for a new message, and for one that is no message by the grammar: it has nothing to quote. */
export async function readAnswered(
  ticket: string,
  seed: ComposeSeed,
  { reader }: Surroundings,
): Promise<OpenedMessage | null> {
  if (!seed.answered) return null;
  try {
    return await reader.readFor(ticket, seed.answered, "page");
  } catch (error) {
    if (isSmimeError(error)) return null;
    throw error;
  }
}
