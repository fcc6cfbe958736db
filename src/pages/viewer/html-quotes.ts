/**
 * Folds long quotes in the sandboxed document of a formatted message. Opening them is the browser's own doing: no
 * script runs in there.
 */
import { direction, language } from "../../words/language.ts";
import { QUOTE } from "../ui/sentences-viewer.ts";

/** Characters. */
const LONG_MESSAGE = 1_500;
const LONG_QUOTE = 500;

const SUMMARY_STYLE = "cursor:pointer;margin:6px 0;padding:2px 0;font:500 14px/20px system-ui,sans-serif";

function lengthOf(element: Element): number {
  return element.textContent?.trim().length ?? 0;
}

export function foldHtmlQuotes(content: Document): void {
  const length = lengthOf(content.body);
  if (length < LONG_MESSAGE) return;
  for (const quote of content.querySelectorAll("blockquote")) {
    const quoted = lengthOf(quote);
    // A quote with nothing around it is the message itself: some programs indent that way.
    if (quote.closest("details") !== null || quoted < LONG_QUOTE || quoted === length) continue;
    const summary = content.createElement("summary");
    summary.textContent = QUOTE.html;
    summary.lang = language();
    summary.dir = direction();
    summary.style.cssText = SUMMARY_STYLE;
    const details = content.createElement("details");
    quote.replaceWith(details);
    details.append(summary, quote);
  }
}
