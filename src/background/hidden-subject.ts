/**
 * Answers to a message whose subject was hidden (RFC 9788 section 6.1): inside the encryption they carry it on, outside
 * they never do, whatever the person switched off meanwhile.
 */
import type { HiddenSubject } from "../protocol/protocol.ts";
import type { OpenedMessage } from "../smime/reading.ts";
import type { Draft } from "../smime/verdict/display.ts";

const FORWARD = /^\s*(?:fwd?|wg|tr|rv|i|fs|vs|enc)\s*:/i;
/** What mail programs of some languages write before an answer, any number of times. */
const PREFIXES = /^(?:\s*(?:re|aw|antw|sv|odp|ynt|ref|fwd?|wg|tr|rv|i|fs|vs|enc)(?:\s*\[\d+\])?\s*:)*\s*/i;

function isForward(subject: string): boolean {
  return FORWARD.test(subject);
}

function plain(text: string): string {
  return text.normalize("NFKC").replace(/\s+/gu, " ").trim().toLowerCase();
}

/** Whether the hidden words stand in the text as words, however they are cased and spaced. */
function carries(text: string, hidden: string): boolean {
  const words = plain(hidden.replace(PREFIXES, ""));
  if (words === "") return false;
  const within = plain(text);
  for (let at = within.indexOf(words); at >= 0; at = within.indexOf(words, at + 1)) {
    const joined = /[\p{L}\p{N}]$/u.test(within.slice(0, at)) || /^[\p{L}\p{N}]/u.test(within.slice(at + words.length));
    if (!joined) return true;
  }
  return false;
}

/** `subject`: one that says by its prefix whether the message is answered or goes on. `words`: what the answer is about. */
export function answerTo(subject: string, words: string): string {
  return `${isForward(subject) ? "Fwd" : "Re"}: ${words.replace(PREFIXES, "")}`;
}

/** `subject`: as the webmail has it, which knows only what stood outside. Null where nothing was hidden, or is known. */
export function hiddenSubjectOf(opened: OpenedMessage, subject: string): HiddenSubject | null {
  const field = opened.reply.confidential.find(({ name }) => name === "subject");
  if (!field) return null;
  const outside = field.outer ?? "";
  // The person may have written another subject into the webmail's form already: that one stays.
  const untouched = plain(subject.replace(PREFIXES, "")) === plain(outside.replace(PREFIXES, ""));
  const obscured = carries(subject, field.inner) || untouched ? answerTo(subject, outside).trim() : subject;
  return { words: field.inner, complete: untouched ? answerTo(subject, field.inner) : subject, obscured };
}

/**
 * The draft as it may be sealed. Where the answered message cannot be read now, what it hid is not known: its answer
 * then hides its own subject.
 */
export function keepHidden(draft: Draft, answered: OpenedMessage | null): Draft {
  if (!answered) return draft;
  const sealed = answered.report.encryption.kind !== "none" && !answered.decrypted;
  if (sealed && draft.encrypt) return { ...draft, hideSubject: true };
  const hidden = hiddenSubjectOf(answered, draft.subject);
  if (!hidden || !carries(draft.subject, hidden.words)) return draft;
  return draft.encrypt ? { ...draft, hideSubject: true } : { ...draft, subject: hidden.obscured };
}
