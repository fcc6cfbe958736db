/** BER as a tree that can be taken apart and put together, also where a string holds BER of its own. */
import { children, CONSTRUCTED, type Element, readElement, TAG } from "../../src/smime/asn1/reader.ts";
import { encode } from "../../src/smime/asn1/writer.ts";
import { type Bytes, concat } from "../../src/smime/bytes.ts";
import { isSmimeError } from "../../src/smime/errors.ts";

export interface Node {
  readonly tag: number;
  readonly octets: Bytes;
  readonly content: Bytes;
  readonly children: readonly Node[];
  /** The element around other content. */
  wrap(content: Bytes): Bytes;
}

const DEEPEST = 40;
/** Larger trees cost more to choose from than they are worth. */
const MOST = 4_000;

function elementAt(octets: Bytes): Element | null {
  try {
    const element = readElement(octets);
    return element.octets.length === octets.length ? element : null;
  } catch (error) {
    if (isSmimeError(error)) return null;
    throw error;
  }
}

function childrenOf(element: Element): readonly Element[] {
  try {
    return children(element);
  } catch (error) {
    if (isSmimeError(error)) return [];
    throw error;
  }
}

interface Inner {
  readonly parts: readonly Element[];
  /** What stands before the parts: the unused bits of a BIT STRING. */
  readonly prefix: Bytes;
}

/** Extensions, keys, safes and PFX hide BER in strings. */
function innerOf(element: Element): Inner {
  if (element.tag & CONSTRUCTED) return { parts: childrenOf(element), prefix: new Uint8Array(0) };
  const skipped = element.tag === TAG.bitString ? 1 : 0;
  const isString = element.tag === TAG.octetString || element.tag === TAG.bitString;
  const hidden = isString && element.content.length > skipped + 2 ? elementAt(element.content.subarray(skipped)) : null;
  const isPlausible = hidden !== null && (hidden.tag === TAG.sequence || hidden.tag === TAG.octetString);
  return { parts: isPlausible ? [hidden] : [], prefix: element.content.subarray(0, skipped) };
}

function nodeOf(element: Element, depth: number): Node {
  const { tag, octets, content, indefinite } = element;
  const { parts, prefix } = depth < DEEPEST ? innerOf(element) : { parts: [], prefix: new Uint8Array(0) };
  return {
    tag,
    octets,
    content,
    children: parts.map((part) => nodeOf(part, depth + 1)),
    wrap: (inner) =>
      indefinite
        ? concat(Uint8Array.of(tag, 0x80), inner, Uint8Array.of(0, 0))
        : encode(tag, parts.length > 0 ? concat(prefix, inner) : inner),
  };
}

/** Null for octets that are not one element of BER. */
export function readTree(octets: Bytes): Node | null {
  const element = elementAt(octets);
  return element && nodeOf(element, 0);
}

/** A node and all beneath it, outermost first. */
export function nodesOf(root: Node): readonly Node[] {
  const out = [root];
  for (let i = 0; i < out.length && out.length < MOST; i++) out.push(...(out[i]?.children ?? []));
  return out;
}
