/** Gmail's ids of messages and threads. Whatever is not exactly of their shape is none. */

const HEXADECIMAL = /^[0-9a-f]{8,24}$/;
/** `msg-a:r…`, an id of one's own mail, cannot be converted. */
const PERMANENT = /^#?(?:msg|thread)-f:(\d{1,28})$/;

/** The id as Gmail's requests spell it; null for what is no id, or none that can be converted. */
export function readId(text: string | null): string | null {
  if (text === null) return null;
  if (HEXADECIMAL.test(text)) return text;
  const decimal = PERMANENT.exec(text)?.[1];
  const converted = decimal === undefined ? "" : BigInt(decimal).toString(16);
  return HEXADECIMAL.test(converted) ? converted : null;
}

/** A message's id by its element: what was just sent has none yet. */
export function messageIdOf(element: Element): string | null {
  return readId(element.getAttribute("data-legacy-message-id")) ?? readId(element.getAttribute("data-message-id"));
}

export function threadIdOf(element: Element): string | null {
  return readId(element.getAttribute("data-legacy-thread-id")) ?? readId(element.getAttribute("data-thread-perm-id"));
}
