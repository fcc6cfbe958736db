/**
 * HTML that somebody else wrote, pasted or quoted, as formatted text. It goes through the sanitizer first, into a
 * document that is never shown, and then through the allow-list of `read-tree.ts`: each alone would stop scripts, and
 * pictures from the network. Hidden text becomes visible: an answer quotes nothing that its writer does not see.
 */
import DOMPurify from "dompurify";
import { type FindImage, readTree } from "./read-tree.ts";
import type { RichNode } from "./rich-tree.ts";

/** `cid:` and `blob:` name pictures. The sanitizer asks of every attribute: the second half is what is no address. */
const ADDRESS = /^(?:(?:https?|mailto|cid|blob):|data:image\/(?:png|jpeg|gif|webp);|[^a-z]|[a-z+.-]+(?:[^a-z+.:-]|$))/i;

/** @throws Error where the browser lacks what the sanitizer needs */
export function cleanHtml(html: string, findImage: FindImage): readonly RichNode[] {
  if (!DOMPurify.isSupported) throw new Error("HTML cannot be cleaned here");
  const fragment: DocumentFragment | null = DOMPurify.sanitize(html, {
    USE_PROFILES: { html: true },
    RETURN_DOM_FRAGMENT: true,
    ALLOWED_URI_REGEXP: ADDRESS,
    ALLOW_DATA_ATTR: false,
    ALLOW_ARIA_ATTR: false,
    FORBID_TAGS: ["form", "input", "button", "select", "textarea", "audio", "video", "picture", "source", "style"],
    FORBID_ATTR: ["srcset", "background", "poster", "id", "name", "class"],
  });
  return fragment === null ? [] : readTree(fragment, findImage);
}
