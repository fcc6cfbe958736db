/** Rewrites BER as DER, for the few places where a signature or a MAC covers the DER form of what was sent as BER. */
import { type Bytes, concatAll } from "../bytes.ts";
import { ASN1_LIMITS } from "./limits.ts";
import { CONSTRUCTED, children, type Element, limitExceeded, TAG } from "./reader.ts";
import { octetStringOf } from "./values.ts";
import { compareOctets, encode } from "./writer.ts";

/** Whether tag and length stand in front of the content in as few octets as they can. */
function hasMinimalHeader({ octets, content, indefinite }: Element): boolean {
  if (indefinite) return false;
  const { length } = content;
  return octets.length - length === (length < 0x80 ? 2 : length < 0x100 ? 3 : length < 0x10000 ? 4 : 0);
}

/** The content itself where it is DER already, which what is signed nearly always is: then nothing is written anew. */
function contentToDer(element: Element, isSet: boolean, depth: number): Bytes {
  const members = children(element);
  const parts = members.map((child) => toDer(child, child.tag, depth + 1));
  const asSent = parts.every((part, i) => part === members[i]?.octets);
  const sorted = isSet ? parts.toSorted(compareOctets) : parts;
  return asSent && sorted.every((part, i) => part === parts[i]) ? element.content : concatAll(sorted);
}

/**
 * The DER form of an element: definite minimal lengths, whole octet strings, sets in order. `tag` replaces the
 * outermost identifier octet, as IMPLICIT tagging asks when the untagged type is what counts.
 */
export function toDer(element: Element, tag: number = element.tag, depth = 0): Bytes {
  if (depth > ASN1_LIMITS.depth) throw limitExceeded("depth");
  if (element.tag === (TAG.octetString | CONSTRUCTED)) return encode(TAG.octetString, octetStringOf(element));
  const content = element.tag & CONSTRUCTED ? contentToDer(element, tag === TAG.set, depth) : element.content;
  return content === element.content && tag === element.tag && hasMinimalHeader(element)
    ? element.octets
    : encode(tag, content);
}
