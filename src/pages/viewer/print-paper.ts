/**
 * Prints a message alone: subject, people, date, text and what of it is signed, on white paper, without the viewer or
 * the webmail around it.
 */
import type { DisplayContent } from "../../smime/verdict/display.ts";
import type { MessageReport } from "../../smime/verdict/vocabulary.ts";
import { coverageOf, coverageWords } from "./coverage.tsx";
import { type PaperPart, paperDocument, quoted } from "./frame-document.ts";
import { headerRows } from "./header-rows.ts";
import type { InertHtml } from "./inert-html.ts";
import { say } from "../../words/say.ts";

/** On paper nothing can be opened: the sender's own words stand there. */
function originally(original: string | null): string {
  return original === null ? "" : ` <small>(<bdi>${quoted(original)}</bdi>)</small>`;
}

function headOf(content: DisplayContent): string {
  const rows = headerRows(content.headers).map(
    ({ name, value, original }) =>
      `<dt>${quoted(name)}</dt><dd><bdi>${quoted(value)}</bdi>${originally(original)}</dd>`,
  );
  return `<header><h1><bdi>${quoted(content.headers.subject)}</bdi></h1><dl>${rows.join("")}</dl></header>`;
}

export interface Print {
  readonly content: DisplayContent;
  readonly report: MessageReport;
  /** Null for plain text. */
  readonly html: InertHtml | null;
}

/** As the screen draws them: each with the same words on whether it is signed. */
function partsOf({ content, report, html }: Print): readonly PaperPart[] {
  const coverage = coverageOf(content, report);
  return content.stretches.map(({ start, end, signed }) => ({
    coverage: coverage === "plain" ? null : { label: coverageWords(signed, coverage, report), signed },
    content: html ?? `<pre dir="auto">${quoted(content.text.slice(start, end))}</pre>`,
  }));
}

/**
 * Opens the browser's print dialog. The frame it prints may open that dialog and still runs no script; it stays until
 * the next one, for nothing says for certain when printing is over.
 */
export function printMessage(print: Print): void {
  document.querySelector("iframe.print-paper")?.remove();
  const frame = document.createElement("iframe");
  frame.className = "print-paper";
  frame.title = say("Printed message");
  frame.tabIndex = -1;
  frame.setAttribute("aria-hidden", "true");
  frame.setAttribute("sandbox", "allow-same-origin allow-modals");
  frame.srcdoc = paperDocument(print.content.headers.subject, headOf(print.content), partsOf(print));
  frame.addEventListener("load", () => frame.contentWindow?.print(), { once: true });
  document.body.append(frame);
}
