/**
 * Where things are on Gmail's page, newest shape first, then older ones, then what no redesign is likely to drop. The
 * sources and dates are in test/replica/gmail/ASSUMPTIONS.md. No selector is ever made from data, and nothing that
 * stands inside a message's body is ever believed to be Gmail's own.
 */
import { allOf, type Layers, valueIn } from "../layers.ts";

export const SELECTORS = {
  /** Expanded messages. */
  message: [
    "div.adn.ads[data-message-id]",
    "div.adn[data-message-id]",
    "[role=listitem][aria-expanded=true] [data-message-id]",
  ],
  body: [".ii.gt > .a3s:not(.undefined)", ".a3s:not(.undefined)", ".ii.gt"],
  /** The badge follows the first of these, or precedes the second. */
  messageHead: [".gs > .gE.iv.gt", ".gE.iv"],
  bodyFrame: [".ii.gt", ".a3s"],
  attachmentArea: [".hq.gt", ".hq"],
  attachment: [".aQH span.aZo", "span.aZo"],
  attachmentName: [".aV3", "[download_url]"],
  replyChip: [".amn .bkH", ".ams.bkH"],
  replyAllChip: [".amn .bkI", ".ams.bkI"],
  forwardChip: [".amn .bkG", ".ams.bkG"],
  replyButton: [".acX [role=button].aaq", "[role=button].aaq"],
  moreButton: [".acX [role=button].aap[aria-haspopup]", "[role=button].aap[aria-haspopup]"],
  /** The menu hangs on the body. */
  replyEntry: ["[role=menu] [data-action-type='94']", ".b7.J-M #r"],
  replyAllEntry: ["[role=menu] [data-action-type='24']", ".b7.J-M #r2"],
  forwardEntry: ["[role=menu] [data-action-type='25']", ".b7.J-M #r3"],
  threadTitle: ["h2[data-legacy-thread-id]", "[data-thread-perm-id]"],

  compose: ["div.M9", "[role=dialog] .aoI", "div.aoI"],
  composeDialog: [".AD [role=dialog]", ".aSt [role=dialog]"],
  editor: [".Ap [g_editable=true]", "[g_editable=true]", "[contenteditable=true][role=textbox]"],
  toolbar: [".aDg .aDj > .aDh", ".aDh"],
  discard: [".gU .oh", ".oh[role=button]"],
  composeSubject: ["input[name=subjectbox]"],
  hiddenSubject: ["input[name=subject]"],
  from: ["input[name=from]"],
  fromChoice: ["div.J-M-awS[role=menu] > div.SK.AX > div[value][role=menuitem]", "div[value][role=menuitem]"],
  draftId: ["input[name=draft]"],
  answeredId: ["input[name=rm]"],
  threadId: ["input[name=rt]", "input[name=lts]"],
  forwarding: [".HQ .mI", ".mI"],
  nativeAttachment: [".dL .vI"],

  /** Signs of a page that Waxwing ought to know. */
  listRow: ["tr.zA"],
  anyEditor: ["[contenteditable=true][role=textbox]", "[g_editable=true]", "input[name=subjectbox]"],
  accountButton: ["a[href*='SignOutOptions'][aria-label*='@']", "[role=banner] a[aria-label*='@']"],
} as const satisfies Readonly<Record<string, Layers>>;

export type Place = keyof typeof SELECTORS;

/** The body of a message, by every name it has had: what is in here, its author wrote. */
const WRITTEN_BY_OTHERS = ".a3s";

function isGmailsOwn(element: HTMLElement): boolean {
  return (element.parentElement?.closest(WRITTEN_BY_OTHERS) ?? null) === null;
}

/** Every element of the first layer that has any outside the bodies of messages. */
export function findAll(root: ParentNode, place: Place): readonly HTMLElement[] {
  return allOf(root, SELECTORS[place], isGmailsOwn);
}

export function find(root: ParentNode, place: Place): HTMLElement | null {
  return findAll(root, place)[0] ?? null;
}

export function valueOf(root: ParentNode, place: Place): string {
  return valueIn(find(root, place));
}

/** The number of the layer that finds anything, from 1 on; 0 if none does. */
export function layerOf(root: ParentNode, place: Place): number {
  return SELECTORS[place].findIndex((selector) => root.querySelector(selector) !== null) + 1;
}
