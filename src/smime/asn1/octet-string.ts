/** OCTET STRING in both its forms (X.690 section 8.7): in one, or in the segments that streaming producers write. */
import { type Bytes, joined, type Segments } from "../bytes.ts";
import { ASN1_LIMITS } from "./limits.ts";
import { boundsAt, CONSTRUCTED, type Element, limitExceeded, malformed, TAG } from "./reader.ts";

/** Segments as offsets into the octets they stand in: as views, 25 MB in chunks of 1 kB would take 6 MB more. */
class SegmentsIn implements Segments {
  readonly #source: Bytes;
  /** Beginnings and ends in turn. */
  readonly #bounds: readonly number[];

  constructor(source: Bytes, bounds: readonly number[]) {
    this.#source = source;
    this.#bounds = bounds;
  }

  get length(): number {
    return this.#bounds.length / 2;
  }

  get octets(): number {
    let sum = 0;
    for (let i = 0; i < this.#bounds.length; i += 2) sum += (this.#bounds[i + 1] ?? 0) - (this.#bounds[i] ?? 0);
    return sum;
  }

  *[Symbol.iterator](): Generator<Bytes> {
    for (let i = 0; i < this.#bounds.length; i += 2) yield this.#source.subarray(this.#bounds[i], this.#bounds[i + 1]);
  }
}

/** Appends the bounds of every primitive segment in `source` from `start` to `end`. */
function collect(source: Bytes, start: number, end: number, depth: number, bounds: number[]): void {
  if (depth > ASN1_LIMITS.depth) throw limitExceeded("depth");
  const content = source.subarray(start, end);
  let children = 0;
  for (let at = 0; at < content.length; ) {
    const segment = boundsAt(content, at);
    if (++children > ASN1_LIMITS.children) throw limitExceeded("children");
    if (segment.tag === TAG.octetString) bounds.push(start + segment.start, start + segment.end);
    else if (segment.tag === (TAG.octetString | CONSTRUCTED))
      collect(source, start + segment.start, start + segment.end, depth + 1, bounds);
    else throw malformed(0, "OCTET STRING");
    at = segment.next;
  }
}

/**
 * The segments of an OCTET STRING in order, without joining them: one for a primitive, many for the constructed form
 * streaming producers write. `implicitTag` stands for a primitive context tag in place of OCTET STRING.
 * @throws SmimeError asn1/malformed, asn1/limit-exceeded
 */
export function octetStringSegments({ tag, content }: Element, implicitTag: number = TAG.octetString): Segments {
  if (tag === implicitTag) return [content];
  if (tag !== (implicitTag | CONSTRUCTED)) throw malformed(0, "OCTET STRING");
  const bounds: number[] = [];
  collect(content, 0, content.length, 0, bounds);
  return new SegmentsIn(content, bounds);
}

/** The octets of an OCTET STRING: a view if it is primitive or of one segment, a copy otherwise. */
export function octetStringOf(element: Element, implicitTag: number = TAG.octetString): Bytes {
  return joined(octetStringSegments(element, implicitTag));
}
