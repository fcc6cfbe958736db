/** Rewrites BER as DER, for the few places where a signature or a MAC covers the DER form of what was sent as BER. */
import { type Bytes, concatAll } from "../bytes.ts";
import { ASN1_LIMITS } from "./limits.ts";
import { CONSTRUCTED, children, type Element, limitExceeded, TAG } from "./reader.ts";
import { octetStringOf } from "./values.ts";
import { encode, setOf } from "./writer.ts";

/**
 * The DER form of an element: definite minimal lengths, whole octet strings, sets in order. `tag` replaces the
 * outermost identifier octet, as IMPLICIT tagging asks when the untagged type is what counts.
 */
export function toDer(element: Element, tag: number = element.tag, depth = 0): Bytes {
  if (depth > ASN1_LIMITS.depth) throw limitExceeded("depth");
  if (element.tag === (TAG.octetString | CONSTRUCTED)) return encode(TAG.octetString, octetStringOf(element));
  if (!(element.tag & CONSTRUCTED)) return encode(tag, element.content);
  const parts = children(element).map((child) => toDer(child, child.tag, depth + 1));
  return tag === TAG.set ? setOf(parts) : encode(tag, concatAll(parts));
}
