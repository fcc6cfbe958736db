/**
 * An unfinished letter in sentences, and on the buttons beside it: they say to which letter they do it, for those who hear
 * them one by one.
 */
import type { Mailbox } from "../../smime/verdict/display.ts";
import { say } from "../../words/say.ts";
import { recipientsInWords } from "./unfinished-words.ts";
import { momentInWords } from "./words.ts";

interface Named {
  readonly saved: string;
  /** Null while the keys are locked. */
  readonly opening: { readonly to: readonly Mailbox[]; readonly subject: string } | null;
}

/** `people` and `subject` are "" where the letter has none, or where it is locked. */
function placesOf({ saved, opening }: Named) {
  const { to, subject } = opening ?? { to: [], subject: "" };
  return { people: to.length === 0 ? "" : recipientsInWords(to), subject, time: momentInWords(saved) };
}

export function continueLabel(letter: Named): string {
  const places = placesOf(letter);
  if (places.people === "")
    return places.subject === ""
      ? say("Continue the letter from {time}", places)
      : say("Continue the letter “{subject}” from {time}", places);
  return places.subject === ""
    ? say("Continue the letter to {people} from {time}", places)
    : say("Continue the letter to {people}, “{subject}”, from {time}", places);
}

export function discardLabel(letter: Named): string {
  const places = placesOf(letter);
  if (places.people === "")
    return places.subject === ""
      ? say("Discard the letter from {time}", places)
      : say("Discard the letter “{subject}” from {time}", places);
  return places.subject === ""
    ? say("Discard the letter to {people} from {time}", places)
    : say("Discard the letter to {people}, “{subject}”, from {time}", places);
}

export function undoLabel(letter: Named): string {
  const places = placesOf(letter);
  if (places.people === "")
    return places.subject === ""
      ? say("Undo discarding from {time}", places)
      : say("Undo discarding “{subject}” from {time}", places);
  return places.subject === ""
    ? say("Undo discarding to {people} from {time}", places)
    : say("Undo discarding to {people}, “{subject}”, from {time}", places);
}

export function unfinishedSentence(letter: Named): string {
  const places = placesOf(letter);
  if (places.people === "")
    return places.subject === ""
      ? say("You have an unfinished letter from {time}.", places)
      : say("You have an unfinished letter “{subject}” from {time}.", places);
  return places.subject === ""
    ? say("You have an unfinished letter to {people} from {time}.", places)
    : say("You have an unfinished letter to {people}, “{subject}”, from {time}.", places);
}

export function discardedSentence(letter: Named): string {
  const places = placesOf(letter);
  if (places.people === "")
    return places.subject === ""
      ? say("Discarded: from {time}.", places)
      : say("Discarded: “{subject}” from {time}.", places);
  return places.subject === ""
    ? say("Discarded: to {people} from {time}.", places)
    : say("Discarded: to {people}, “{subject}”, from {time}.", places);
}
