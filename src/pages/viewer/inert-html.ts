/**
 * Makes a message's HTML inert: no script, form, frame or reference to anything outside the message is left. The
 * sandboxed frame and its policy would stop each of them too; both must fail before anything gets out.
 */
import { contentIdAt } from "../../protocol/cid-address.ts";
import DOMPurify from "dompurify";

/** HTML that went through `makeInert`, and through nothing else since. */
export type InertHtml = string & { readonly brand: "InertHtml" };

export interface Inert {
  readonly html: InertHtml;
  /** References that were taken out because they would have been fetched from the network. */
  readonly remote: number;
  /** As many of them are pictures that `pictures: "all"` would leave in. */
  readonly loadable: number;
}

/** What the person allows this message: its own pictures only, or those on the internet as well. */
export type Pictures = "own" | "all";

export interface Allowed {
  /** Whether pictures on the internet stay in. */
  readonly pictures: Pictures;
  /** Addresses of pictures inside the message, by Content-ID. */
  readonly embedded: ReadonlyMap<string, string>;
}

const OWN_ONLY: Allowed = { pictures: "own", embedded: new Map() };

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
  "template",
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

interface Tally {
  remote: number;
  loadable: number;
}

function isDataPicture(value: string): boolean {
  return /^data:image\/(?:png|gif|jpeg|webp|bmp);/i.test(value);
}

/** The address of a picture inside the message (RFC 2392); null for any other reference, "" for one that is missing. */
function embeddedAddress(value: string, { embedded }: Allowed): string | null {
  const id = contentIdAt(value);
  return id === null ? null : (embedded.get(id) ?? "");
}

/** Whether the attribute is done with: a picture of the message's own, or one that may be fetched. */
function settlePicture(element: Element, value: string, allowed: Allowed, tally: Tally): boolean {
  const address = embeddedAddress(value, allowed);
  if (address === null) {
    const isPicture = /^\s*https:\/\//i.test(value);
    if (isPicture && allowed.pictures === "own") tally.loadable++;
    return isPicture && allowed.pictures === "all";
  }
  if (address === "") element.removeAttribute("src");
  else element.setAttribute("src", address);
  return true;
}

function dropFetching(element: Element, allowed: Allowed, tally: Tally): void {
  for (const name of FETCHING) {
    const value = element.getAttribute(name);
    if (value === null || isDataPicture(value)) continue;
    if (name === "src" && element.localName === "img" && settlePicture(element, value, allowed, tally)) continue;
    element.removeAttribute(name);
    tally.remote++;
  }
  const style = element.localName === "style" ? element.textContent : element.getAttribute("style");
  if (style !== null && STYLE_URL.test(style)) tally.remote++;
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
export function makeInert(html: string, allowed = OWN_ONLY): Inert {
  const tally: Tally = { remote: 0, loadable: 0 };
  const restrain = (node: Element): void => {
    dropFetching(node, allowed, tally);
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
    return { html: clean as InertHtml, ...tally };
  } finally {
    DOMPurify.removeHook("afterSanitizeAttributes", restrain);
  }
}
