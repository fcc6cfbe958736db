import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { toDer } from "../../../src/smime/asn1/der.ts";
import { children, CONSTRUCTED, readElement, readSole, TAG } from "../../../src/smime/asn1/reader.ts";
import {
  bitStringOf,
  octetStringOf,
  oidOf,
  smallInteger,
  timeOf,
  unsignedInteger,
} from "../../../src/smime/asn1/values.ts";
import {
  bitString,
  compareOctets,
  encode,
  integer,
  octetString,
  oid,
  sequence,
  setOf,
  time,
} from "../../../src/smime/asn1/writer.ts";
import { type Bytes, concat, concatAll, toHex } from "../../../src/smime/bytes.ts";
import { isSmimeError } from "../../../src/smime/errors.ts";

const octets = fc.uint8Array({ maxLength: 300 }).map((bytes): Bytes => Uint8Array.from(bytes));

/** DER of any shape: strings, numbers, sequences and sets of each other. */
const { tree } = fc.letrec<{ tree: Bytes }>((tie) => ({
  tree: fc.oneof(
    { depthSize: "small" },
    octets.map((bytes) => octetString(bytes)),
    fc.maxSafeNat().map(integer),
    fc.array(tie("tree"), { maxLength: 4 }).map((parts) => sequence(...parts)),
    fc.array(tie("tree"), { maxLength: 4 }).map((parts) => setOf(parts)),
    tie("tree").map((inner) => encode(0xa0, inner)),
  ),
}));

/** The same value in other BER: lengths indefinite or longer than they need be. */
function relaxed(der: Bytes, choose: (bound: number) => number): Bytes {
  const { tag, content } = readSole(der);
  const inner =
    tag & CONSTRUCTED ? concatAll(children(readSole(der)).map((one) => relaxed(one.octets, choose))) : content;
  if (tag & CONSTRUCTED && choose(2) === 0) return concat(Uint8Array.of(tag, 0x80), inner, Uint8Array.of(0, 0));
  const length = Uint8Array.of(0, 0, inner.length >> 16, (inner.length >> 8) & 0xff, inner.length & 0xff);
  return choose(2) === 0 ? encode(tag, inner) : concat(Uint8Array.of(tag, 0x85), length, inner);
}

describe("what is written reads back", () => {
  it("any tree: its children are its content, and DER stays DER", () => {
    fc.assert(
      fc.property(tree, (der) => {
        const element = readSole(der);
        expect(toDer(element)).toEqual(der);
        if (element.tag & CONSTRUCTED)
          expect(concatAll(children(element).map((child) => child.octets))).toEqual(element.content);
      }),
    );
  });

  it("any tree in other BER is the same DER", () => {
    fc.assert(
      fc.property(tree, fc.gen(), (der, gen) => {
        const ber = relaxed(der, (bound) => gen(fc.nat, bound - 1));
        expect(toHex(toDer(readSole(ber)))).toBe(toHex(der));
      }),
    );
  });

  it("object identifiers", () => {
    const arcs = fc.tuple(
      fc.oneof(fc.tuple(fc.nat(1), fc.nat(39)), fc.tuple(fc.constant(2), fc.nat(2 ** 31 - 1))),
      fc.array(fc.bigInt({ min: 0n, max: 2n ** 70n }), { maxLength: 8 }),
    );
    fc.assert(
      fc.property(arcs, ([first, rest]) => {
        const dotted = [...first, ...rest].join(".");
        expect(oidOf(readSole(oid(dotted)))).toBe(dotted);
      }),
    );
  });

  it("an object identifier that is read is written as it was", () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 12 }), (content) => {
        const element = readSole(encode(TAG.oid, content));
        try {
          expect(oid(oidOf(element))).toEqual(element.octets);
        } catch (error) {
          if (!isSmimeError(error, "asn1/malformed")) throw error;
        }
      }),
    );
  });

  it("numbers, small and large", () => {
    fc.assert(
      fc.property(fc.maxSafeNat(), (value) => {
        expect(smallInteger(readSole(integer(value)))).toBe(value);
      }),
    );
    fc.assert(
      fc.property(octets, (bytes) => {
        expect(unsignedInteger(readSole(integer(bytes)))).toBe(BigInt(`0x0${toHex(bytes)}`));
      }),
    );
  });

  it("times of two and of four digits", () => {
    const seconds = fc.integer({ min: Date.UTC(1950, 0) / 1000, max: Date.UTC(9999, 11, 31) / 1000 });
    fc.assert(
      fc.property(seconds, (at) => {
        expect(timeOf(readSole(time(at * 1000)))).toBe(at * 1000);
      }),
    );
  });

  it("strings of octets and bits, in one piece or in many", () => {
    fc.assert(
      fc.property(fc.array(octets, { maxLength: 6 }), (pieces) => {
        const whole = concatAll(pieces);
        expect(octetStringOf(readSole(octetString(whole)))).toEqual(whole);
        const constructed = encode(TAG.octetString | CONSTRUCTED, ...pieces.map((piece) => octetString(piece)));
        expect(octetStringOf(readSole(constructed))).toEqual(whole);
        expect(bitStringOf(readSole(bitString(whole)))).toEqual({ octets: whole, unusedBits: 0 });
      }),
    );
  });

  it("sets are in order, whatever the order they are given in", () => {
    fc.assert(
      fc.property(fc.array(octets, { maxLength: 8 }), fc.gen(), (members, gen) => {
        const encoded = members.map((member) => octetString(member));
        const shuffled = gen(fc.shuffledSubarray<Bytes>, encoded, { minLength: encoded.length });
        expect(setOf(shuffled)).toEqual(setOf(encoded));
        const sorted = children(readSole(setOf(encoded))).map((child) => child.octets);
        for (const [i, one] of sorted.entries())
          if (i > 0) expect(compareOctets(sorted[i - 1] ?? one, one)).toBeLessThanOrEqual(0);
      }),
    );
  });
});

it("any octets end in an element that is a view on them, or in a typed error", () => {
  fc.assert(
    fc.property(octets, (bytes) => {
      try {
        const element = readElement(bytes);
        expect(element.octets).toEqual(bytes.subarray(0, element.octets.length));
        expect(element.content.buffer).toBe(bytes.buffer);
      } catch (error) {
        expect(isSmimeError(error) ? error.code : error).toMatch(/^asn1\//);
      }
    }),
    { numRuns: 500 },
  );
});
