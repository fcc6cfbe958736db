/**
 * Keeps Gmail's own form still while Waxwing's composer stands in its place: nothing that was typed there before may
 * leave behind the person's back. Listens before any other, on the window, in the capture phase.
 */

const PRESSES = ["pointerdown", "pointerup", "mousedown", "mouseup", "click", "keydown", "keypress", "keyup"] as const;

/** Answer, answer all, forward: Gmail would open a form that Waxwing's composer knows nothing of. */
const ANSWERING_KEYS = /^[raf]$/i;

/** Menus hang on the body, beyond the form; one that was open before can still send. */
const SENDING_MENU = "[selector=scheduledSend], [role=menu] [selector]";

function isOurs(element: Element): boolean {
  return element.localName.startsWith("waxwing-");
}

function isWrittenIn(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || /^(?:INPUT|TEXTAREA|SELECT)$/.test(target.tagName);
}

function isSendingKey({ key, ctrlKey, metaKey }: KeyboardEvent): boolean {
  return key === "Enter" && (ctrlKey || metaKey);
}

function isForbidden(event: Event, form: HTMLElement, inline: boolean): boolean {
  const { target } = event;
  if (target instanceof Element) {
    if (isOurs(target)) return event instanceof KeyboardEvent && isSendingKey(event);
    if (form.contains(target) || target.closest(SENDING_MENU) !== null) return true;
  }
  if (!(event instanceof KeyboardEvent)) return false;
  const { key, ctrlKey, metaKey, altKey } = event;
  const answering = inline && ANSWERING_KEYS.test(key) && !ctrlKey && !metaKey && !altKey;
  return isSendingKey(event) || (answering && !isWrittenIn(target));
}

/** `inline`: the form stands below a message, where Gmail's shortcuts for answering lead. Returns what ends it. */
export function stillNativeForm(page: Document, form: HTMLElement, inline: boolean): () => void {
  const end = new AbortController();
  const refuse = (event: Event): void => {
    if (!isForbidden(event, form, inline)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  for (const type of PRESSES) page.defaultView?.addEventListener(type, refuse, { capture: true, signal: end.signal });
  form.addEventListener("submit", refuse, { capture: true, signal: end.signal });
  return () => end.abort();
}

/** Presses a button as a mouse does: Gmail's buttons have listened for other halves of it over the years. */
export function press(button: HTMLElement): void {
  const init = { bubbles: true, cancelable: true, composed: true, button: 0, view: null };
  for (const type of ["pointerdown", "mousedown", "pointerup", "mouseup", "click"])
    button.dispatchEvent(type.startsWith("pointer") ? new PointerEvent(type, init) : new MouseEvent(type, init));
}
