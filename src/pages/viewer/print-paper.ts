/** Prints a message alone: subject, people, date and text on white paper, without the viewer or the webmail around it. */
import type { DisplayContent } from "../../smime/verdict/display.ts";
import { paperDocument, quoted } from "./frame-document.ts";
import { headerRows } from "./header-rows.ts";
import type { InertHtml } from "./inert-html.ts";
import { say } from "../../words/say.ts";

function headOf(content: DisplayContent): string {
  const rows = headerRows(content.headers).map(
    ([name, value]) => `<dt>${quoted(name)}</dt><dd><bdi>${quoted(value)}</bdi></dd>`,
  );
  return `<header><h1><bdi>${quoted(content.headers.subject)}</bdi></h1><dl>${rows.join("")}</dl></header>`;
}

/** `html` is null for plain text. */
function printedDocument(content: DisplayContent, html: InertHtml | null): string {
  const body = html ?? `<pre dir="auto">${quoted(content.text)}</pre>`;
  return paperDocument(content.headers.subject, headOf(content), body);
}

/**
 * Opens the browser's print dialog. The frame it prints may open that dialog and still runs no script; it stays until
 * the next one, for nothing says for certain when printing is over.
 */
export function printMessage(content: DisplayContent, html: InertHtml | null): void {
  document.querySelector("iframe.print-paper")?.remove();
  const frame = document.createElement("iframe");
  frame.className = "print-paper";
  frame.title = say("Printed message");
  frame.tabIndex = -1;
  frame.setAttribute("aria-hidden", "true");
  frame.setAttribute("sandbox", "allow-same-origin allow-modals");
  frame.srcdoc = printedDocument(content, html);
  frame.addEventListener("load", () => frame.contentWindow?.print(), { once: true });
  document.body.append(frame);
}
