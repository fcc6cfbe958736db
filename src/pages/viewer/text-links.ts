/** Finds web addresses in plain text, so that they can be followed like those of formatted mail. */

export interface TextRun {
  readonly text: string;
  readonly url: string | null;
}

const ADDRESS = /https?:\/\/[^\s<>"“”]+/gi;
/** Closes the sentence around an address more often than it ends the address. */
const TRAILING = /[.,;:!?'’)\]}]+$/;

export function splitAtLinks(text: string): readonly TextRun[] {
  const runs: TextRun[] = [];
  let end = 0;
  for (const match of text.matchAll(ADDRESS)) {
    const url = match[0].replace(TRAILING, "");
    if (!URL.canParse(url)) continue;
    if (match.index > end) runs.push({ text: text.slice(end, match.index), url: null });
    runs.push({ text: url, url });
    end = match.index + url.length;
  }
  if (end < text.length) runs.push({ text: text.slice(end), url: null });
  return runs;
}
