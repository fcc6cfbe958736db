/**
 * Where things are on Roundcube's pages: the stock skin "elastic" first, then the older "larry", then what every skin
 * has because Roundcube's own client needs it. Found in Roundcube 1.6.5. No selector is ever made from data.
 */
import { allOf, type Layers, valueIn } from "../layers.ts";

export const SELECTORS = {
  /** The badge follows this. In elastic the summary gives way to a table when a person asks for details. */
  sender: [
    "#message-header .header-summary",
    "#messageheader .headers-table",
    "#messageheader h2.subject",
    "h2.subject",
  ],
  body: ["#messagebody"],
  attachmentRows: ["#attachment-list > li", "#messageframe .attachmentslist > li", "ul.attachmentslist > li"],
  attachmentName: [".attachment-name", "a.filename", "a"],
  /** "This is an encrypted message and can not be displayed." */
  encryptedNotice: ["#messagebody > .part-notice"],

  composePage: ["#layout-content", "#mainscreen"],
  composeAside: ["#layout-sidebar", "#compose-attachments"],
  controls: ["#compose-content .formbuttons", "#composeview-bottom .formbuttons", ".formbuttons"],
  from: ["select[name=_from]", "[name=_from]"],
  to: ["textarea[name=_to]"],
  cc: ["textarea[name=_cc]"],
  bcc: ["textarea[name=_bcc]"],
  composeSubject: ["input[name=_subject]"],
  composeText: ["textarea[name=_message]"],
  /** TinyMCE's document, where the person writes rich text. */
  composeRichText: ["#composebody_ifr"],
  isRichText: ["input[name=_is_html]"],
  draftUid: ["input[name=_draft_saveid]"],
  sentMailbox: ["select[name=_store_target]", "[name=_store_target]"],
  nativeAttachments: ["#attachment-list > li", "#compose-attachments .attachmentslist > li"],
} as const satisfies Readonly<Record<string, Layers>>;

export type Place = keyof typeof SELECTORS;

/** Every element of the first layer that has any. */
export function findAll(root: ParentNode, place: Place): readonly HTMLElement[] {
  return allOf(root, SELECTORS[place]);
}

export function find(root: ParentNode, place: Place): HTMLElement | null {
  return findAll(root, place)[0] ?? null;
}

/** What a field holds; "" where the page has no such field. */
export function valueOf(root: ParentNode, place: Place): string {
  return valueIn(find(root, place));
}
