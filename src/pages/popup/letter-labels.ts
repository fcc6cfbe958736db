/** What the buttons beside an unfinished letter do, and to which letter, for those who hear them one by one. */
import type { UnfinishedLetter } from "../../protocol/journal.ts";
import { say } from "../../words/say.ts";
import { recipientsInWords } from "../ui/unfinished-words.ts";
import { momentInWords } from "../ui/words.ts";

type Named = Pick<UnfinishedLetter, "saved" | "opening">;

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
