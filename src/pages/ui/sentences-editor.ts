/** Words of the text editor. */
import { say } from "../../words/say.ts";
import { sizeInWords } from "./words.ts";

export const EDITOR_WORDS = {
  toolbar: say("Formatting"),
  undo: say("Undo"),
  redo: say("Redo"),
  bold: say("Bold"),
  italic: say("Italic"),
  underline: say("Underline"),
  bullets: say("Bulleted list"),
  numbers: say("Numbered list"),
  quote: say("Quote"),
  unquote: say("Take out of the quote"),
  link: say("Link"),
  picture: say("Insert a picture"),
  clear: say("Remove formatting"),
  toPlain: say("Plain text"),
  toRich: say("With formatting"),
  pictureFiles: say("Pictures to insert"),
} as const;

export const LINK_WORDS = {
  title: say("Link"),
  address: say("Web or mail address"),
  wrong: say("This is no address of a web page or a mailbox."),
  apply: say("Set link"),
  remove: say("Remove link"),
  cancel: say("Cancel"),
} as const;

export const PLAIN_WORDS = {
  title: say("Remove formatting and pictures?"),
  lost: say("Plain text has no bold, no headings and no pictures. Lists, links and quotes stay as text."),
  action: say("Make it plain text"),
  keep: say("Keep formatting"),
} as const;

/** A picture that is too large or of another kind for the text. */
export const PICTURE_ATTACHED = say(
  "What cannot stand in the text was attached instead: pictures there are PNG, JPEG, GIF or WebP files of up to 5 MB.",
);

/** What goes along with a forwarded message. */
export const FORWARD_WORDS = {
  along: say("The files of the message you are forwarding go along, unless you remove them below."),
  whole: say(
    "The message you are forwarding goes along as a file. Whoever opens it sees it as you got it, with its signature.",
  ),
  unreadable: say(
    "If the message you are forwarding has files, they do not go along: Waxwing could not open that message.",
  ),
  attach: say("Attach the message itself instead"),
} as const;

/** Before anything is sealed: what stands in the way. */
export function tooLargeWords(size: number, limit: number): string {
  return say(
    "Sealed, this message has up to {size}, and no more than {limit} can be sent. Remove an attachment, or send it in parts.",
    { size: sizeInWords(size), limit: sizeInWords(limit) },
  );
}

export function sealedSizeWords(size: number, limit: number): string {
  return say("Sealed: up to {size} of {limit}", { size: sizeInWords(size), limit: sizeInWords(limit) });
}
