/** The expanded messages on Gmail's page, in the conversation, the preview pane and windows of their own alike. */
import type { DisplayedMessage } from "../adapter.ts";
import { messageIdOf } from "./ids.ts";
import type { Present } from "./lifetimes.ts";
import { openNativeAnswer } from "./native-answer.ts";
import { fetchRawMessage, type Originals } from "./raw-message.ts";
import { find, findAll } from "./selectors.ts";

const SMIME_NAME = /^smime\.p7[msz]$/i;

export type OnDisplayed = (message: DisplayedMessage, lifetime: AbortSignal) => void;

/** Threads that were left stay in the page for a while, hidden. */
export function displayedMessages(page: Document, originals: Originals, onDisplayed: OnDisplayed): readonly Present[] {
  return findAll(page, "message").flatMap((element) => {
    const id = messageIdOf(element);
    const body = find(element, "body");
    // Without an id it was just sent: Gmail writes the id into the page as soon as it knows it.
    if (id === null || body === null || !element.checkVisibility()) return [];
    const begin = (lifetime: AbortSignal): void =>
      onDisplayed(viewOf({ page, element, body, id }, originals), lifetime);
    return [{ element, identity: [id, body], begin }];
  });
}

interface Found {
  readonly page: Document;
  readonly element: HTMLElement;
  readonly body: HTMLElement;
  readonly id: string;
}

function viewOf({ page, element, body, id }: Found, originals: Originals): DisplayedMessage {
  return {
    placeBadge: (badge) => placeBadge(element, badge),
    body,
    get signs() {
      return smimeSigns(element);
    },
    rawMessage: (signal) => fetchRawMessage(originals, id, signal),
    openNativeAnswer: async (as) => openNativeAnswer(page, element, as),
  };
}

function placeBadge(element: HTMLElement, badge: HTMLElement): HTMLElement | null {
  if (!element.isConnected) return null;
  const head = find(element, "messageHead");
  if (head !== null) {
    head.after(badge);
    return head;
  }
  const frame = find(element, "bodyFrame");
  frame?.before(badge);
  return frame;
}

/** Gmail's chips for S/MIME's own wrapping; with them the whole list where it holds nothing else. */
function smimeSigns(element: HTMLElement): readonly HTMLElement[] {
  return findAll(element, "attachmentArea").flatMap((area) => {
    const chips = findAll(area, "attachment");
    const ours = chips.filter((chip) => SMIME_NAME.test(nameOf(chip)));
    return ours.length > 0 && ours.length === chips.length ? [area] : ours;
  });
}

function nameOf(chip: HTMLElement): string {
  return (find(chip, "attachmentName")?.textContent ?? "").trim();
}
