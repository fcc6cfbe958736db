/** Changes that know lines, header fields, boundaries and transfer encodings; and, inside base64, tags and lengths. */
import { type Bytes, fromLatin1, latin1 } from "../../src/smime/bytes.ts";
import { decodeBase64, encodeBase64Lines } from "../../src/smime/mime/base64.ts";
import { encodeQuotedPrintable } from "../../src/smime/mime/quoted-printable.ts";
import type { Material, Mutation } from "./havoc.ts";
import type { Random } from "./random.ts";
import { mutateTlv } from "./tlv.ts";

const FIELDS = [
  "From: alice@example.com",
  "From: Alice <alice@example.com>, eve@evil.example",
  "From: =?utf-8?q?alice=40example.com?= <eve@evil.example>",
  "Subject: =?utf-8?b?w6TDtg==?= =?utf-8?q?x?=",
  "Content-Type: text/html",
  "Content-Type: message/rfc822",
  "Content-Type: multipart/mixed; boundary=b",
  "Content-Type: multipart/alternative; boundary*0=a; boundary*1=b",
  "Content-Type: application/pkcs7-mime; smime-type=enveloped-data; name=smime.p7m",
  'Content-Type: text/plain; charset=utf-16; hp="clear"',
  'Content-Type: text/plain; protected-headers="v1"; hp-legacy-display=1',
  "Content-Transfer-Encoding: base64",
  "Content-Transfer-Encoding: quoted-printable",
  "Content-Disposition: attachment; filename*=utf-8''%e2%80%ae.exe",
  "Sender: eve@evil.example",
  "Reply-To: Alice <eve@evil.example>",
  "HP-Outer: Subject: [...]",
  "Date: Mon, 01 Jun 2026 00:00:00 +0000",
];

const PIECES = [
  "\r\n",
  "\n",
  "\r",
  "\r\n\r\n",
  "\r\n ",
  "\r\n\t",
  "\0",
  "(",
  '"',
  "\\",
  "--",
  "--\r\n",
  ";",
  "=\r\n",
  "\u00a0",
  "From ",
];

type LineChange = (lines: string[], at: number, random: Random, other: readonly string[]) => void;

const LINE_CHANGES: readonly LineChange[] = [
  (lines, at) => lines.splice(at, 1),
  (lines, at) => lines.splice(at, 0, lines[at] ?? ""),
  (lines, at, random) => lines.splice(random.below(lines.length), 0, ...lines.splice(at, 1)),
  (lines, at, random) => lines.splice(at, 0, random.pick(FIELDS)),
  (lines, at, random, other) => lines.splice(at, 0, random.pick(other)),
  (lines, at, random, other) =>
    lines.splice(at, 1 + random.below(8), ...other.slice(random.below(other.length)).slice(0, 40)),
  (lines, at) => lines.splice(at, 1, ` ${lines[at] ?? ""}`),
  (lines, at) => lines.splice(at, 1, (lines[at] ?? "").replace(/[:;=,] ?/, "$&\r\n ")),
  (lines, at) =>
    lines.splice(
      at,
      1,
      (lines[at] ?? "").replace(/[a-z]/g, (letter) => letter.toUpperCase()),
    ),
  (lines, at, random) => lines.splice(at, 1, `${lines[at] ?? ""}${random.pick(PIECES)}`),
  (lines, at, random) => lines.splice(at, 1, `${random.pick(PIECES)}${lines[at] ?? ""}`),
  (lines, at, random) => {
    const line = lines[at] ?? "";
    const cut = random.below(line.length + 1);
    lines.splice(at, 1, line.slice(0, cut) + random.pick(PIECES) + line.slice(cut));
  },
  (lines, at, random) => lines.splice(at, 1 + random.below(20)),
];

function linesOf(octets: Bytes): string[] {
  return latin1(octets).split("\r\n");
}

function changeLines(input: Bytes, { random, other }: Material): Bytes {
  const lines = linesOf(input);
  // Headers and boundaries are few among many lines of base64, and mean more.
  const telling = lines.flatMap((line, at) => (line.startsWith("--") || /^[\w-]+:|^\s/.test(line) ? [at] : []));
  const at = telling.length > 0 && !random.chance(4) ? random.pick(telling) : random.below(lines.length);
  random.pick(LINE_CHANGES)(lines, at, random, linesOf(other));
  return fromLatin1(lines.join("\r\n"));
}

const BOUNDARY = /boundary="?([^\s";]+)"?/g;

/** A delimiter of the message, clean or nearly so, where there was none. */
function insertDelimiter(input: Bytes, { random }: Material): Bytes {
  const text = latin1(input);
  const boundaries = [...text.matchAll(BOUNDARY)].map(([, boundary = ""]) => boundary);
  if (boundaries.length === 0) return input;
  const [boundary, tail] = [random.pick(boundaries), random.pick(["", "--", " ", "x", "--x", " \t"])];
  const lines = text.split("\r\n");
  lines.splice(random.below(lines.length), 0, `--${boundary}${tail}`, ...(random.chance(2) ? ["", "smuggled"] : []));
  return fromLatin1(lines.join("\r\n"));
}

/** The message in a container, which stands between `before` and `behind`; a message without a header as it is. */
export function contained(input: Bytes, kind: string, before = "", behind = ""): Bytes {
  const text = latin1(input);
  const end = text.indexOf("\r\n\r\n");
  if (end < 0) return input;
  const fields = text.slice(0, end).split(/\r\n(?![ \t])/);
  const structural = fields.filter((field) => /^(?:content-|mime-)/i.test(field));
  const others = fields.filter((field) => !structural.includes(field));
  const body = `${before}--w\r\n${structural.join("\r\n")}${text.slice(end)}\r\n${behind}--w--\r\n`;
  return fromLatin1(`${others.join("\r\n")}\r\nContent-Type: multipart/${kind}; boundary=w\r\n\r\n${body}`);
}

const BESIDE = "--w\r\nContent-Type: text/plain\r\n\r\nbeside\r\n";

function wrap(input: Bytes, { random }: Material): Bytes {
  const kind = random.pick(["mixed", "alternative", "related", "signed", "digest"]);
  return contained(input, kind, random.chance(3) ? BESIDE : "", random.chance(3) ? BESIDE : "");
}

/** Some bodies are found again in another transfer encoding. */
function encodeBody(input: Bytes, { random }: Material): Bytes {
  const text = latin1(input);
  const start = text.indexOf("\r\n\r\n") + 4;
  if (start < 4) return input;
  const body = fromLatin1(text.slice(start));
  const base64 = random.chance(2);
  const encoded = latin1(base64 ? encodeBase64Lines(body) : encodeQuotedPrintable(body));
  const name = base64 ? "base64" : "quoted-printable";
  return fromLatin1(`Content-Transfer-Encoding: ${name}\r\n${text.slice(0, start)}${encoded}`);
}

const BASE64_BLOCK = /(?:^[A-Za-z0-9+/=]{40,76}\r\n){2,}(?:[A-Za-z0-9+/=]+)?/gm;

interface Block {
  readonly start: number;
  readonly end: number;
  readonly octets: Bytes;
}

function blocksOf(text: string): readonly Block[] {
  return [...text.matchAll(BASE64_BLOCK)].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
    octets: decodeBase64(fromLatin1(match[0])),
  }));
}

/** A change inside what base64 carries: the signature, the envelope. */
function changeInside(input: Bytes, { random, other }: Material): Bytes {
  const text = latin1(input);
  const blocks = blocksOf(text);
  if (blocks.length === 0) return changeLines(input, { random, other });
  const { start, end, octets } = random.pick(blocks);
  const donors = blocksOf(latin1(other));
  const donor = donors.length > 0 ? random.pick(donors).octets : octets;
  const changed = latin1(encodeBase64Lines(mutateTlv(octets, { random, other: donor })));
  return fromLatin1(text.slice(0, start) + changed + text.slice(end));
}

export const MIME_MUTATIONS: readonly Mutation[] = [
  changeLines,
  changeLines,
  changeLines,
  insertDelimiter,
  wrap,
  encodeBody,
  changeInside,
  changeInside,
];
