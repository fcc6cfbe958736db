/**
 * Makes a message's HTML inert: no script, form, frame or reference to anything outside the message is left. The
 * sandboxed frame and its policy would stop each of them too; both must fail before anything gets out.
 */
import DOMPurify from "dompurify";

/** HTML that went through `makeInert`, and through nothing else since. */
export type InertHtml = string & { readonly brand: "InertHtml" };

export interface Inert {
  readonly html: InertHtml;
  /** References that were taken out because they would have been fetched from the network. */
  readonly remote: number;
}

const FORBIDDEN_TAGS = [
  "form",
  "input",
  "button",
  "select",
  "textarea",
  "option",
  "dialog",
  "audio",
  "video",
  "source",
  "track",
  "picture",
];
/** Attributes that make a browser fetch something without being asked. */
const FETCHING = ["src", "srcset", "background", "poster", "lowsrc", "dynsrc", "data"];
const FORBIDDEN_ATTRIBUTES = [
  "ping",
  "srcset",
  "target",
  "autofocus",
  "tabindex",
  "accesskey",
  "contenteditable",
  "popover",
];
/** Styles that name a file. What this misses, the policy of the frame still blocks. */
const STYLE_URL = /url\s*\(|image-set\s*\(|@import/i;

function dropFetching(element: Element): number {
  let dropped = 0;
  for (const name of FETCHING) {
    const value = element.getAttribute(name);
    if (value === null || /^data:image\/(?:png|gif|jpeg|webp|bmp);/i.test(value)) continue;
    element.removeAttribute(name);
    dropped++;
  }
  const style = element.localName === "style" ? element.textContent : element.getAttribute("style");
  return dropped + (style !== null && STYLE_URL.test(style) ? 1 : 0);
}

/** Links lead only to web pages and mail addresses; opening them is the surrounding page's matter. */
function restrainLink(element: Element): void {
  const href = element.getAttribute("href");
  if (href === null) return;
  if (element.localName === "a" && /^(?:https?:|mailto:)/i.test(href.trim()) && URL.canParse(href.trim()))
    element.setAttribute("rel", "noopener noreferrer");
  else element.removeAttribute("href");
}

/** @throws Error where the browser lacks what the sanitizer needs */
export function makeInert(html: string): Inert {
  let remote = 0;
  const restrain = (node: Element): void => {
    remote += dropFetching(node);
    restrainLink(node);
  };
  DOMPurify.addHook("afterSanitizeAttributes", restrain);
  try {
    const clean = DOMPurify.sanitize(html, {
      USE_PROFILES: { html: true },
      FORCE_BODY: true,
      FORBID_TAGS: FORBIDDEN_TAGS,
      FORBID_ATTR: FORBIDDEN_ATTRIBUTES,
      ALLOW_DATA_ATTR: false,
    });
    if (!DOMPurify.isSupported) throw new Error("HTML cannot be made inert here");
    return { html: clean as InertHtml, remote };
  } finally {
    DOMPurify.removeHook("afterSanitizeAttributes", restrain);
  }
}
