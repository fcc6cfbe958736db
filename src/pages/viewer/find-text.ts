/** Finds words in what is shown of a message, in the viewer's own document and in the frames inside it. */

/** Enough to see that the words are everywhere. */
const MOST_FOUND = 1_000;

const SILENT = "style,script,title,template";

interface Piece {
  readonly node: Node;
  /** Where it begins in the whole text. */
  readonly start: number;
}

/** One character for one, so that places stay what they are. */
function folded(text: string): string {
  const lower = text.toLowerCase();
  const alike = lower.length === text.length ? lower : [...text].map(foldedCharacter).join("");
  return alike.replace(/\s/g, " ");
}

function foldedCharacter(character: string): string {
  const lower = character.toLowerCase();
  return lower.length === character.length ? lower : character;
}

function piecesOf(root: Node): { readonly pieces: readonly Piece[]; readonly text: string } {
  const walker = (root.ownerDocument ?? document).createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const pieces: Piece[] = [];
  const texts: string[] = [];
  let start = 0;
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    if (node.parentElement?.closest(SILENT)) continue;
    const text = node.nodeValue ?? "";
    pieces.push({ node, start });
    texts.push(text);
    start += text.length;
  }
  return { pieces, text: folded(texts.join("")) };
}

/** Index of the piece that holds a place of the whole text. */
function pieceAt(pieces: readonly Piece[], place: number): number {
  let low = 0;
  let high = pieces.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((pieces[middle]?.start ?? 0) <= place) low = middle;
    else high = middle - 1;
  }
  return low;
}

function rangeOf(root: Node, pieces: readonly Piece[], start: number, end: number): Range | null {
  const first = pieces[pieceAt(pieces, start)];
  const last = pieces[pieceAt(pieces, end - 1)];
  if (first === undefined || last === undefined) return null;
  const range = (root.ownerDocument ?? document).createRange();
  range.setStart(first.node, start - first.start);
  range.setEnd(last.node, end - last.start);
  return range;
}

/** Every place of the words under `root`, whatever their case, also where formatting divides them; not overlapping. */
export function findText(root: Node, words: string): readonly Range[] {
  const wanted = folded(words.trim());
  if (wanted === "") return [];
  const { pieces, text } = piecesOf(root);
  const found: Range[] = [];
  for (
    let at = text.indexOf(wanted);
    at >= 0 && found.length < MOST_FOUND;
    at = text.indexOf(wanted, at + wanted.length)
  ) {
    const range = rangeOf(root, pieces, at, at + wanted.length);
    if (range !== null) found.push(range);
  }
  return found;
}
