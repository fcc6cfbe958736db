/** Presses Gmail's own Reply, Reply all or Forward for one message, as a person would. */
import { SmimeError } from "../../smime/errors.ts";
import type { AnswerKind } from "../adapter.ts";
import { press } from "./native-stillness.ts";
import { find, findAll, type Place } from "./selectors.ts";

/** Milliseconds that Gmail gets to draw its menu. */
const DRAWING = 1_000;

interface Ways {
  /** Below the last message of a conversation. */
  readonly chip: Place;
  /** In the menu at the head of every message. */
  readonly entry: Place;
}

const WAYS: Readonly<Record<AnswerKind, Ways>> = {
  reply: { chip: "replyChip", entry: "replyEntry" },
  "reply-all": { chip: "replyAllChip", entry: "replyAllEntry" },
  forward: { chip: "forwardChip", entry: "forwardEntry" },
};

function visible(root: ParentNode, place: Place): HTMLElement | null {
  return findAll(root, place).find((element) => element.checkVisibility()) ?? null;
}

/** Where Gmail offers an answer but none to all, there is nobody else to answer. */
function chipFor(item: ParentNode, as: AnswerKind): HTMLElement | null {
  const chip = visible(item, WAYS[as].chip);
  return chip ?? (as === "reply-all" ? visible(item, WAYS.reply.chip) : null);
}

async function entryFor(page: Document, message: HTMLElement, as: AnswerKind): Promise<HTMLElement | null> {
  const more = find(message, "moreButton");
  if (more === null) return null;
  press(more);
  for (const end = Date.now() + DRAWING; Date.now() < end; ) {
    const entry = visible(page, WAYS[as].entry) ?? (as === "reply-all" ? visible(page, WAYS.reply.entry) : null);
    if (entry !== null) return entry;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  // What was opened is closed again.
  press(more);
  return null;
}

/** @throws SmimeError webmail/changed where Gmail offers it nowhere, as while its form for this message is open already */
export async function openNativeAnswer(page: Document, message: HTMLElement, as: AnswerKind): Promise<void> {
  const item = message.closest("[role=listitem]") ?? message.parentElement ?? message;
  const button = chipFor(item, as) ?? (as === "reply" ? visible(message, "replyButton") : null);
  const found = button ?? (await entryFor(page, message, as));
  if (found === null) throw new SmimeError("webmail/changed", { missing: `${as} button` });
  press(found);
}
