/** Finds what a text quotes from earlier messages, so that long quotes can be folded away. */

export interface QuoteRun {
  readonly text: string;
  /** Lines of a quote that is folded; 0 for what is shown. */
  readonly folded: number;
}

/** Lines. Shorter messages are read at a glance, and shorter quotes take no more room than what would stand for them. */
const LONG_MESSAGE = 24;
const LONG_QUOTE = 8;

function isQuoted(line: string | undefined): boolean {
  return line?.startsWith(">") ?? false;
}

/** Where the quote that begins at a line ends. A blank line between two quoted ones belongs to it. */
function quoteEnd(lines: readonly string[], start: number): number {
  let end = start;
  while (isQuoted(lines[end]) || (lines[end]?.trim() === "" && isQuoted(lines[end + 1]))) end++;
  return end;
}

/** The text in order, without the line ends between two runs. */
export function foldQuotes(text: string): readonly QuoteRun[] {
  const lines = text.split("\n");
  if (lines.length < LONG_MESSAGE) return [{ text, folded: 0 }];
  const runs: QuoteRun[] = [];
  let shown = 0;
  for (let at = 0; at < lines.length; at++) {
    const end = isQuoted(lines[at]) ? quoteEnd(lines, at) : at;
    if (end - at >= LONG_QUOTE) {
      if (at > shown) runs.push({ text: lines.slice(shown, at).join("\n"), folded: 0 });
      runs.push({ text: lines.slice(at, end).join("\n"), folded: end - at });
      shown = end;
    }
    at = Math.max(at, end - 1);
  }
  if (shown < lines.length) runs.push({ text: lines.slice(shown).join("\n"), folded: 0 });
  return runs;
}
