import { describe, expect, it } from "vitest";
import { readSole } from "../../src/smime/asn1/reader.ts";
import { bitString, encode, integer, octetString, oid, sequence } from "../../src/smime/asn1/writer.ts";
import { type Bytes, concat, latin1, utf8 } from "../../src/smime/bytes.ts";
import { isSmimeError } from "../../src/smime/errors.ts";
import { HAVOC, type Mutation } from "./havoc.ts";
import { MIME_MUTATIONS } from "./mime-lines.ts";
import { Random } from "./random.ts";
import { mutateTlv } from "./tlv.ts";
import { nodesOf, readTree } from "./tlv-tree.ts";

const HIDDEN = octetString(sequence(oid("1.2.3"), integer(7)));
const OBJECT = sequence(integer(1), HIDDEN, bitString(sequence(integer(2))), encode(0xa0, encode(0xa3, integer(5))));
const MESSAGE = utf8(
  `From: a@b\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nx\r\n--b--\r\n`,
);

function outcomes(mutation: Mutation, input: Bytes, count = 400): readonly Bytes[] {
  const random = new Random(3);
  return Array.from({ length: count }, () => mutation(input, { random, other: input }));
}

function isWhole(octets: Bytes): boolean {
  try {
    return readSole(octets).octets.length > 0;
  } catch (error) {
    if (isSmimeError(error)) return false;
    throw error;
  }
}

describe("a tree", () => {
  it("reaches into strings that hold BER", () => {
    const tree = readTree(OBJECT);
    const tags = tree ? nodesOf(tree).map(({ tag }) => tag) : [];
    expect(tags).toEqual([0x30, 0x02, 0x04, 0x03, 0xa0, 0x30, 0x30, 0xa3, 0x06, 0x02, 0x02, 0x02]);
  });

  it("is none where octets stand behind it, or no BER", () => {
    expect(readTree(utf8("x"))).toBeNull();
    expect(readTree(Uint8Array.of(5, 0, 0))).toBeNull();
  });
});

describe("changes", () => {
  it("of elements keep the frame around them, mostly", () => {
    const changed = outcomes(mutateTlv, OBJECT);
    expect(new Set(changed.map(String)).size).toBeGreaterThan(100);
    expect(changed.filter(isWhole).length).toBeGreaterThan(200);
  });

  it("of elements never touch the input", () => {
    const before = OBJECT.slice();
    outcomes(mutateTlv, OBJECT);
    expect(OBJECT).toEqual(before);
  });

  it.each(MIME_MUTATIONS.map((mutation, i) => [i, mutation] as const))("of lines, %i", (_, mutation) => {
    const before = latin1(MESSAGE);
    const changed = outcomes(mutation, MESSAGE, 60);
    expect(changed.some((octets) => latin1(octets) !== before)).toBe(true);
    expect(latin1(MESSAGE)).toBe(before);
  });

  it.each(MIME_MUTATIONS.map((mutation, i) => [i, mutation] as const))("of lines of any octets, %i", (_, mutation) => {
    const every = Uint8Array.from({ length: 512 }, (__, i) => i >> 1);
    expect(() => outcomes(mutation, concat(MESSAGE, every), 300)).not.toThrow();
  });

  it.each(HAVOC.map((mutation, i) => [i, mutation] as const))("of octets, %i", (_, mutation) => {
    expect(outcomes(mutation, MESSAGE, 20).some((octets) => latin1(octets) !== latin1(MESSAGE))).toBe(true);
    expect(() => outcomes(mutation, new Uint8Array(0), 20)).not.toThrow();
  });
});
