/**
 * A bounded BER reader (X.690 section 8) that returns views on the octets it was given: no copies, no object tree.
 * It knows tags and lengths; what they mean is for `x509`, `cms` and `pkcs12`.
 */
import type { Bytes } from "../bytes.ts";
import { SmimeError } from "../errors.ts";
import { ASN1_LIMITS } from "./limits.ts";

/** One TLV. `content` excludes the end-of-contents octets of an indefinite length; `octets` is the whole TLV. */
export interface Element {
  /** The identifier octet: class, constructed bit and a tag number below 31. */
  readonly tag: number;
  readonly octets: Bytes;
  readonly content: Bytes;
  readonly indefinite: boolean;
  /** For elements of indefinite length inside it, by where they begin in the buffer: where they end. */
  readonly ends?: Ends;
}

/** Looking for the end of one indefinite length finds those of all inside it: looked for once, however deep they stand. */
type Ends = Map<number, number>;

export const TAG = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  null: 0x05,
  oid: 0x06,
  enumerated: 0x0a,
  utf8String: 0x0c,
  printableString: 0x13,
  teletexString: 0x14,
  ia5String: 0x16,
  utcTime: 0x17,
  generalizedTime: 0x18,
  universalString: 0x1c,
  bmpString: 0x1e,
  sequence: 0x30,
  set: 0x31,
} as const;

export const CONSTRUCTED = 0x20;

/** In place of a length. */
const INDEFINITE = 0x80;

/** The identifier octet of context-specific tag `number`, primitive or constructed. */
export function context(number: number, constructed = true): number {
  return 0x80 | (constructed ? CONSTRUCTED : 0) | number;
}

export function malformed(offset: number, expected: string): SmimeError<"asn1/malformed"> {
  return new SmimeError("asn1/malformed", { offset, expected });
}

export function limitExceeded(limit: keyof typeof ASN1_LIMITS): SmimeError<"asn1/limit-exceeded"> {
  return new SmimeError("asn1/limit-exceeded", { limit });
}

interface Header {
  readonly tag: number;
  readonly start: number;
  /** null: indefinite. */
  readonly length: number | null;
}

function octetAt(bytes: Bytes, offset: number): number {
  const octet = bytes[offset];
  if (octet === undefined) throw malformed(offset, "more octets");
  return octet;
}

function readHeader(bytes: Bytes, offset: number): Header {
  const tag = octetAt(bytes, offset);
  if ((tag & 0x1f) === 0x1f) throw malformed(offset, "a tag number below 31");
  const first = octetAt(bytes, offset + 1);
  if (first < 0x80) return { tag, start: offset + 2, length: first };
  if (first === INDEFINITE) {
    if (!(tag & CONSTRUCTED)) throw malformed(offset, "a definite length on a primitive");
    return { tag, start: offset + 2, length: null };
  }
  const count = first & 0x7f;
  // Leading zero octets are legal BER; six significant octets already exceed any array.
  let length = 0;
  for (let i = 0; i < count; i++) {
    length = length * 256 + octetAt(bytes, offset + 2 + i);
    if (length > bytes.length) throw malformed(offset, "a length inside the input");
  }
  return { tag, start: offset + 2 + count, length };
}

/** Shorter ones are looked for again: of many short ones a record would take more memory than they do. */
const WORTH_NOTING = 2 ** 16;

/** The offset just behind the end-of-contents octets that close the indefinite-length element opened before `offset`. */
function skipIndefinite(bytes: Bytes, offset: number, ends?: Ends): number {
  const known = ends?.get(bytes.byteOffset + offset);
  if (known !== undefined) return known - bytes.byteOffset;
  const open = [offset];
  let at = offset;
  for (let walked = 0; open.length > 0; walked++) {
    if (walked > ASN1_LIMITS.elements) throw limitExceeded("elements");
    if (bytes[at] === 0 && bytes[at + 1] === 0) {
      at += 2;
      const start = open.pop() ?? offset;
      if (at - start > WORTH_NOTING) ends?.set(bytes.byteOffset + start, bytes.byteOffset + at);
      continue;
    }
    const header = readHeader(bytes, at);
    if (header.length === null) {
      if (open.push(header.start) > ASN1_LIMITS.depth) throw limitExceeded("depth");
      at = header.start;
    } else {
      at = header.start + header.length;
      if (at > bytes.length) throw malformed(header.start, "a length inside the input");
    }
  }
  return at;
}

/** Where one TLV stands, in offsets: for those of which there are too many to make an `Element` of each. */
export interface Bounds {
  readonly tag: number;
  /** Of the content. */
  readonly start: number;
  readonly end: number;
  /** Behind the TLV. */
  readonly next: number;
}

/** The TLV at `offset`. */
export function boundsAt(bytes: Bytes, offset: number, ends?: Ends): Bounds {
  const { tag, start, length } = readHeader(bytes, offset);
  if (length === null) {
    const next = skipIndefinite(bytes, start, ends);
    return { tag, start, end: next - 2, next };
  }
  const end = start + length;
  if (end > bytes.length) throw malformed(offset, "a length inside the input");
  return { tag, start, end, next: end };
}

/** Reads the TLV at `offset`; octets behind it are the caller's business. */
export function readElement(bytes: Bytes, offset = 0, known?: Ends): Element {
  const ends = bytes[offset + 1] === INDEFINITE ? (known ?? new Map<number, number>()) : undefined;
  const { tag, start, end, next } = boundsAt(bytes, offset, ends);
  const octets = bytes.subarray(offset, next);
  const content = bytes.subarray(start, end);
  return ends ? { tag, octets, content, indefinite: true, ends } : { tag, octets, content, indefinite: false };
}

/** Reads exactly one TLV; anything behind it is refused. */
export function readSole(bytes: Bytes, expectedTag?: number): Element {
  const element = readElement(bytes);
  if (element.octets.length !== bytes.length) throw malformed(element.octets.length, "nothing behind the element");
  if (expectedTag !== undefined && element.tag !== expectedTag) throw malformed(0, tagName(expectedTag));
  return element;
}

/** The elements inside a constructed element, one level deep. */
export function children(parent: Element): Element[] {
  if (!(parent.tag & CONSTRUCTED)) throw malformed(0, "a constructed element");
  const out: Element[] = [];
  for (let offset = 0; offset < parent.content.length; ) {
    const child = readElement(parent.content, offset, parent.ends);
    if (out.push(child) > ASN1_LIMITS.children) throw limitExceeded("children");
    offset += child.octets.length;
  }
  return out;
}

function tagName(tag: number): string {
  const universal = Object.entries(TAG).find(([, value]) => value === tag);
  return universal ? universal[0] : `tag 0x${tag.toString(16)}`;
}

/** Walks the fields of a SEQUENCE in order. */
export class Fields {
  readonly #elements: readonly Element[];
  #next = 0;

  constructor(parent: Element) {
    this.#elements = children(parent);
  }

  /** The fields of `bytes`, which must be exactly one SEQUENCE. */
  static ofSequence(bytes: Bytes): Fields {
    return new Fields(readSole(bytes, TAG.sequence));
  }

  peek(): Element | null {
    return this.#elements[this.#next] ?? null;
  }

  /** The next field, whatever its tag. */
  any(): Element {
    const element = this.peek();
    if (!element) throw malformed(0, "another field");
    this.#next++;
    return element;
  }

  /** The next field, which must have this tag. */
  required(tag: number): Element {
    if (this.peek()?.tag !== tag) throw malformed(0, tagName(tag));
    return this.any();
  }

  /** The next field if it has this tag. */
  optional(tag: number): Element | null {
    return this.peek()?.tag === tag ? this.any() : null;
  }

  rest(): readonly Element[] {
    const rest = this.#elements.slice(this.#next);
    this.#next = this.#elements.length;
    return rest;
  }

  /** Refuses fields that nobody asked for. */
  end(): void {
    if (this.peek()) throw malformed(0, "no further field");
  }
}
