/** Looks for words that must not be there, in every dress octets wear on the way from a form to a server. */

/** The three ways base64 can show the same octets, without the characters their neighbours decide. */
function inBase64(word: Buffer): readonly string[] {
  return [0, 1, 2].map((shift) => {
    const text = Buffer.concat([Buffer.alloc(shift), word]).toString("base64");
    const from = Math.ceil((shift * 8) / 6);
    return text.slice(from, Math.floor(((shift + word.length) * 8) / 6));
  });
}

function inUtf16(word: Buffer): string {
  return Buffer.from(word.toString("latin1"), "utf16le").toString("latin1");
}

/** The forms in which `word` (printable ASCII, so that quoted-printable, JSON and URLs leave it alone) may show. */
function dresses(word: string): readonly string[] {
  const octets = Buffer.from(word, "latin1");
  const base64 = inBase64(octets);
  const url = base64.map((text) => text.replaceAll("+", "-").replaceAll("/", "_"));
  return [word, inUtf16(octets), octets.toString("hex"), ...base64, ...url];
}

/** Soft line breaks of quoted-printable and the line breaks of base64 tear words apart. */
function mended(text: string): string {
  return `${text}\n${text.replace(/=?\r?\n/g, "")}`;
}

/** Those of the words that the octets betray. */
export function betrayed(octets: Uint8Array | string, words: readonly string[]): readonly string[] {
  const text = mended(typeof octets === "string" ? octets : Buffer.from(octets).toString("latin1"));
  return words.filter((word) => dresses(word).some((dress) => text.includes(dress)));
}
