/** Multipart bodies (RFC 2046 section 5.1): where each part begins and ends, to the octet. */
import { type Bytes, utf8 } from "../bytes.ts";
import { SmimeError } from "../errors.ts";
import { MIME_LIMITS } from "./limits.ts";

export interface Multipart {
  /** Each part as delivered: from after its delimiter line to before the line end that precedes the next delimiter. */
  readonly parts: readonly Bytes[];
  readonly preamble: Bytes;
  readonly epilogue: Bytes;
  /** Whether the close delimiter was there. */
  readonly closed: boolean;
  /**
   * Lines that begin with the boundary but are no clean delimiter: some readers take them for one (RFC 2046 calls a
   * match of the beginning sufficient), others do not. Without the leading hyphens and the line end.
   */
  readonly nearDelimiters: readonly Bytes[];
}

const LF = 0x0a;
const CR = 0x0d;
const HYPHEN = 0x2d;

interface Delimiter {
  readonly kind: "open" | "close" | "near";
  /** Whether another reader could disagree. */
  readonly clean: boolean;
}

function isBlank(octet: number | undefined): boolean {
  return octet === 0x20 || octet === 0x09;
}

function startsWith(octets: Bytes, at: number, prefix: Bytes): boolean {
  if (at + prefix.length > octets.length) return false;
  for (let i = 0; i < prefix.length; i++) if (octets[at + i] !== prefix[i]) return false;
  return true;
}

/** `line` is the whole line without its line end and is known to begin with the dash-boundary. */
function classify(line: Bytes, dashBoundary: Bytes): Delimiter {
  const rest = line.subarray(dashBoundary.length);
  const closing = rest[0] === HYPHEN && rest[1] === HYPHEN;
  const tail = closing ? rest.subarray(2) : rest;
  if (tail.every(isBlank)) return { kind: closing ? "close" : "open", clean: true };
  if (isBlank(tail[0])) return { kind: closing ? "close" : "open", clean: false };
  return { kind: "near", clean: false };
}

/**
 * Where lines begin with two hyphens, as offsets into the underlying buffer: no other line can be a delimiter. Found
 * once for a whole message, so that levels of nesting do not multiply the search.
 */
export function dashLines(octets: Bytes): readonly number[] {
  const out: number[] = [];
  for (let at = octets.indexOf(HYPHEN); at >= 0; at = octets.indexOf(HYPHEN, at + 1))
    if (octets[at + 1] === HYPHEN && (at === 0 || octets[at - 1] === LF)) out.push(octets.byteOffset + at);
  return out;
}

/** Index of the first line at or behind an offset. */
function firstLine(lines: readonly number[], offset: number): number {
  let low = 0;
  let high = lines.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((lines[middle] ?? 0) < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Takes a body apart at the delimiters it is told of, in order. */
class Splitter {
  readonly parts: Bytes[] = [];
  readonly nearDelimiters: Bytes[] = [];
  readonly #body: Bytes;
  #preamble: Bytes | null = null;
  #epilogue: Bytes | null = null;
  #partStart = 0;

  constructor(body: Bytes) {
    this.#body = body;
  }

  /** `line` is where a line with the dash-boundary begins. */
  meet(line: number, dashBoundary: Bytes): void {
    const feed = this.#body.indexOf(LF, line);
    const text = this.#body.subarray(line, lineContentEnd(this.#body, line, feed));
    const { kind, clean } = classify(text, dashBoundary);
    if (!clean || this.#epilogue) this.#remember(text.subarray(2));
    if (kind !== "near" && !this.#epilogue)
      this.#split(line, feed < 0 ? this.#body.length : feed + 1, kind === "close");
  }

  #remember(line: Bytes): void {
    this.nearDelimiters.push(line);
    if (this.nearDelimiters.length > MIME_LIMITS.nearDelimiters)
      throw new SmimeError("mime/limit-exceeded", { limit: "nearDelimiters" });
  }

  #split(line: number, next: number, closing: boolean): void {
    const ended = this.#body.subarray(this.#partStart, Math.max(this.#partStart, beforeLineEnd(this.#body, line)));
    if (this.#preamble) this.parts.push(ended);
    else this.#preamble = ended;
    if (this.parts.length > MIME_LIMITS.parts) throw new SmimeError("mime/limit-exceeded", { limit: "parts" });
    this.#partStart = next;
    if (closing) this.#epilogue = this.#body.subarray(next);
  }

  finish(): Multipart {
    const body = this.#body;
    const closed = this.#epilogue !== null;
    if (this.#preamble && !closed) this.parts.push(body.subarray(this.#partStart));
    return {
      parts: this.parts,
      preamble: this.#preamble ?? body,
      epilogue: this.#epilogue ?? body.subarray(body.length),
      closed,
      nearDelimiters: this.nearDelimiters,
    };
  }
}

/** `lines` are the `dashLines` of the body or of anything around it. @throws SmimeError mime/limit-exceeded */
export function splitMultipart(body: Bytes, boundary: string, lines = dashLines(body)): Multipart {
  if (boundary.length > MIME_LIMITS.boundaryOctets)
    throw new SmimeError("mime/limit-exceeded", { limit: "boundaryOctets" });
  const dashBoundary = utf8(`--${boundary}`);
  const splitter = new Splitter(body);
  const end = body.byteOffset + body.length;
  for (let index = firstLine(lines, body.byteOffset); index < lines.length; index++) {
    const offset = lines[index] ?? end;
    if (offset >= end) break;
    const line = offset - body.byteOffset;
    if (startsWith(body, line, dashBoundary)) splitter.meet(line, dashBoundary);
  }
  return splitter.finish();
}

function lineContentEnd(body: Bytes, line: number, feed: number): number {
  const end = feed < 0 ? body.length : feed;
  return end > line && body[end - 1] === CR ? end - 1 : end;
}

/** The line end before a delimiter belongs to the delimiter (RFC 2046 section 5.1.1). */
function beforeLineEnd(body: Bytes, line: number): number {
  if (line === 0) return 0;
  return body[line - 2] === CR ? line - 2 : line - 1;
}
