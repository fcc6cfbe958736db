/** Words of the text editor. */
import { sizeInWords } from "./words.ts";

export const EDITOR_WORDS = {
  toolbar: "Formatting",
  undo: "Undo",
  redo: "Redo",
  bold: "Bold",
  italic: "Italic",
  underline: "Underline",
  bullets: "Bulleted list",
  numbers: "Numbered list",
  quote: "Quote",
  unquote: "Take out of the quote",
  link: "Link",
  picture: "Insert a picture",
  clear: "Remove formatting",
  toPlain: "Plain text",
  toRich: "With formatting",
  pictureFiles: "Pictures to insert",
} as const;

export const LINK_WORDS = {
  title: "Link",
  address: "Web or mail address",
  wrong: "This is no address of a web page or a mailbox.",
  apply: "Set link",
  remove: "Remove link",
  cancel: "Cancel",
} as const;

export const PLAIN_WORDS = {
  title: "Remove formatting and pictures?",
  lost: "Plain text has no bold, no headings and no pictures. Lists, links and quotes stay as text.",
  action: "Make it plain text",
  keep: "Keep formatting",
} as const;

/** A picture that is too large or of another kind for the text. */
export const PICTURE_ATTACHED =
  "What cannot stand in the text was attached instead: pictures there are PNG, JPEG, GIF or WebP files of up to 5 MB.";

/** What goes along with a forwarded message. */
export const FORWARD_WORDS = {
  along: "The files of the message you are forwarding go along, unless you remove them below.",
  whole:
    "The message you are forwarding goes along as a file. Whoever opens it sees it as you got it, with its signature.",
  attach: "Attach the message itself instead",
} as const;

/** Before anything is sealed: what stands in the way. */
export function tooLargeWords(size: number, limit: number): string {
  return `Sealed, this message has up to ${sizeInWords(size)}, and no more than ${sizeInWords(limit)} can be sent. Remove an attachment, or send it in parts.`;
}

export function sealedSizeWords(size: number, limit: number): string {
  return `Sealed: up to ${sizeInWords(size)} of ${sizeInWords(limit)}`;
}
