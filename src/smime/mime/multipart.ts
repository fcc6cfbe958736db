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

/** @throws SmimeError mime/limit-exceeded */
export function splitMultipart(body: Bytes, boundary: string): Multipart {
  if (boundary.length > MIME_LIMITS.boundaryOctets)
    throw new SmimeError("mime/limit-exceeded", { limit: "boundaryOctets" });
  const dashBoundary = utf8(`--${boundary}`);
  const parts: Bytes[] = [];
  const nearDelimiters: Bytes[] = [];
  let preamble: Bytes | null = null;
  let epilogue: Bytes | null = null;
  let partStart = 0;
  for (let line = 0; line < body.length; ) {
    const feed = body.indexOf(LF, line);
    const next = feed < 0 ? body.length : feed + 1;
    if (body[line] === HYPHEN && startsWith(body, line, dashBoundary)) {
      const text = body.subarray(line, lineContentEnd(body, line, feed));
      const delimiter = classify(text, dashBoundary);
      if (!delimiter.clean || epilogue) nearDelimiters.push(text.subarray(2));
      if (nearDelimiters.length > MIME_LIMITS.nearDelimiters)
        throw new SmimeError("mime/limit-exceeded", { limit: "nearDelimiters" });
      if (delimiter.kind !== "near" && !epilogue) {
        const ended = body.subarray(partStart, Math.max(partStart, beforeLineEnd(body, line)));
        if (preamble) parts.push(ended);
        else preamble = ended;
        if (parts.length > MIME_LIMITS.parts) throw new SmimeError("mime/limit-exceeded", { limit: "parts" });
        partStart = next;
        if (delimiter.kind === "close") epilogue = body.subarray(next);
      }
    }
    line = next;
  }
  const closed = epilogue !== null;
  if (preamble && !closed) parts.push(body.subarray(partStart));
  return {
    parts,
    preamble: preamble ?? body,
    epilogue: epilogue ?? body.subarray(body.length),
    closed,
    nearDelimiters,
  };
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
