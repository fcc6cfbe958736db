/** Text derived from HTML without a DOM: one pass, no markup survives, nothing is fetched or run. */
import { MIME_LIMITS } from "./limits.ts";

/** Elements whose content is never text for a reader. */
const SILENT = new Set([
  "script",
  "style",
  "title",
  "template",
  "noscript",
  "object",
  "iframe",
  "svg",
  "math",
  "textarea",
  "select",
]);
const PARAGRAPH = new Set([
  "p",
  "h1",
  "h2",
  "h3",
  "h4",
  "h5",
  "h6",
  "blockquote",
  "ul",
  "ol",
  "table",
  "pre",
  "hr",
  "dl",
]);
const LINE = new Set([
  "br",
  "div",
  "li",
  "tr",
  "section",
  "article",
  "header",
  "footer",
  "address",
  "dt",
  "dd",
  "center",
  "form",
]);
const CELL = new Set(["td", "th"]);

/** HTML 4 names of U+00A0 to U+00FF, in order. */
const LATIN1 =
  "nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 acute micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute Ucirc Uuml Yacute THORN szlig agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute thorn yuml".split(
    " ",
  );
const ENTITIES = new Map<string, string>([
  ["amp", "&"],
  ["lt", "<"],
  ["gt", ">"],
  ["quot", '"'],
  ["apos", "'"],
  ["ndash", "–"],
  ["mdash", "—"],
  ["lsquo", "‘"],
  ["rsquo", "’"],
  ["sbquo", "‚"],
  ["ldquo", "“"],
  ["rdquo", "”"],
  ["bdquo", "„"],
  ["bull", "•"],
  ["hellip", "…"],
  ["euro", "€"],
  ["trade", "™"],
  ["zwnj", ""],
  ["zwj", ""],
  ...LATIN1.map((name, index): [string, string] => [name, String.fromCharCode(0xa0 + index)]),
]);

function characterOf(reference: string, body: string): string {
  if (!body.startsWith("#")) return ENTITIES.get(body) ?? reference;
  const code = /^#x/i.test(body) ? Number.parseInt(body.slice(2), 16) : Number.parseInt(body.slice(1), 10);
  const valid = code > 0x1f && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff);
  return valid ? String.fromCodePoint(code) : code === 0x0a || code === 0x09 ? " " : "";
}

function decodeReferences(text: string): string {
  return text.replace(/&(#x[0-9a-f]{1,8}|#\d{1,8}|[a-z][a-z0-9]{1,30});?/gi, characterOf);
}

/** Where the tag that begins at `start` ends: quotes may hold ">". */
function tagEnd(html: string, start: number): number {
  let quote = "";
  for (let i = start; i < html.length; i++) {
    const character = html[i] ?? "";
    if (quote !== "") quote = character === quote ? "" : quote;
    else if (character === ">") return i + 1;
    else if ((character === '"' || character === "'") && html[i - 1] === "=") quote = character;
  }
  return html.length;
}

class TextWriter {
  #out: string[] = [];
  #line = "";
  #blank = 2;
  #preformatted = 0;

  text(raw: string): void {
    const text = decodeReferences(raw).replace(/\u00a0/g, " ");
    if (this.#preformatted > 0) {
      const lines = text.split("\n");
      for (const line of lines.slice(0, -1)) {
        this.#line += line;
        this.#end();
      }
      this.#line += lines.at(-1) ?? "";
      return;
    }
    const collapsed = text.replace(/\s+/g, " ");
    this.#line += this.#line === "" || this.#line.endsWith(" ") ? collapsed.trimStart() : collapsed;
  }

  #end(): void {
    const line = this.#line.trimEnd();
    this.#line = "";
    this.#blank = line === "" ? this.#blank + 1 : 0;
    if (this.#blank < 2) this.#out.push(line);
  }

  tag(name: string, closing: boolean): void {
    if (CELL.has(name)) this.#line += this.#line === "" || closing ? "" : " ";
    if (!LINE.has(name) && !PARAGRAPH.has(name)) return;
    if (this.#line.trim() !== "" || name === "br") this.#end();
    if (PARAGRAPH.has(name) && this.#blank === 0) this.#end();
    if (name === "pre") this.#preformatted = Math.max(0, this.#preformatted + (closing ? -1 : 1));
    if (name === "li" && !closing) this.#line = "- ";
  }

  finish(): string {
    this.#end();
    return this.#out.join("\n").trim();
  }
}

/** `at` is the position of "<". Returns where reading goes on. */
function readMarkup(html: string, lower: string, at: number, writer: TextWriter): number {
  if (html.startsWith("<!--", at)) {
    const end = html.indexOf("-->", at + 4);
    return end < 0 ? html.length : end + 3;
  }
  const match = /^<(\/?)([a-z][a-z0-9]*)/.exec(lower.slice(at, at + 32));
  if (!match) {
    if (/^<[!?/]/.test(html.slice(at, at + 2))) return tagEnd(html, at);
    writer.text("&lt;");
    return at + 1;
  }
  const [, slash, name = ""] = match;
  const end = tagEnd(html, at);
  writer.tag(name, slash === "/");
  if (slash === "/" || !SILENT.has(name)) return end;
  const close = lower.indexOf(`</${name}`, end);
  return close < 0 ? html.length : close;
}

/** Characters beyond `MIME_LIMITS.htmlCharacters` are left out. Never fails. */
export function textFromHtml(source: string): string {
  const html = source.slice(0, MIME_LIMITS.htmlCharacters).replace(/\r\n?/g, "\n");
  const lower = html.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
  const writer = new TextWriter();
  for (let at = 0; at < html.length; ) {
    const next = html.indexOf("<", at);
    const end = next < 0 ? html.length : next;
    if (end > at) writer.text(html.slice(at, end));
    at = next < 0 ? html.length : readMarkup(html, lower, next, writer);
  }
  return writer.finish();
}
