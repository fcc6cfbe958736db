import { describe, expect, it } from "vitest";
import { ASN1_LIMITS } from "../../../src/smime/asn1/limits.ts";
import { children, context, type Element, Fields, readElement, readSole, TAG } from "../../../src/smime/asn1/reader.ts";
import { encode, integer, NULL, octetString, sequence } from "../../../src/smime/asn1/writer.ts";
import { type Bytes, concat, utf8 } from "../../../src/smime/bytes.ts";
import { hex } from "../hex.ts";

function failure(code: string, detail?: object) {
  return expect.objectContaining({ code, ...(detail && { detail: expect.objectContaining(detail) }) });
}

describe("readElement", () => {
  it("returns views on the input, without copying", () => {
    const input = concat(utf8("xx"), octetString(utf8("abc")), utf8("yy"));
    const element = readElement(input, 2);
    expect(element).toMatchObject({ tag: TAG.octetString, indefinite: false });
    expect(element.content.buffer).toBe(input.buffer);
    expect([element.octets.byteOffset, element.content.byteOffset, element.content.length]).toEqual([2, 4, 3]);
  });

  it.each([
    ["short form", "0403 616263"],
    ["long form", "0481 03 616263"],
    ["long form with leading zeros", "0488 0000000000000003 616263"],
  ])("BER length, %s", (_, text) => {
    expect(readSole(hex(text)).content).toEqual(utf8("abc"));
  });

  it("indefinite length, nested, without its end-of-contents", () => {
    const element = readSole(hex("3080 3080 0500 0000 0401 00 0000"));
    expect(element.indefinite).toBe(true);
    expect(element.content).toEqual(hex("3080 0500 0000 0401 00"));
    expect(children(element).map(({ tag }) => tag)).toEqual([TAG.sequence, TAG.octetString]);
  });

  it("long ones nested in each other end where each of them alone does", () => {
    const chunk = octetString(new Uint8Array(70_000));
    const end = utf8("\0\0");
    const inner = concat(hex("2480"), chunk, chunk, end);
    const middle = concat(hex("3080"), NULL, inner, inner, end);
    const definite = encode(TAG.sequence, middle);
    const outer = readSole(concat(hex("3080"), middle, definite, inner, end));
    const [first, second, third] = children(outer);
    expect([first?.octets.length, second?.octets.length, third?.octets.length]).toEqual([
      middle.length,
      definite.length,
      inner.length,
    ]);
    for (const element of [first, second && children(second)[0]]) {
      const lengths = element && children(element).map(({ octets }) => octets.length);
      expect(lengths).toEqual([NULL.length, inner.length, inner.length]);
      const deepest = element && children(element)[2];
      expect(deepest && children(deepest).map(({ content }) => content.length)).toEqual([70_000, 70_000]);
    }
  });

  it("zeros inside a definite element do not end the indefinite one around it", () => {
    const element = readSole(hex("3080 0404 00000000 0000"));
    expect(children(element)).toHaveLength(1);
  });

  it.each([
    ["nothing", ""],
    ["a tag alone", "30"],
    ["a length beyond the input", "0405 6162"],
    ["a long length beyond the input", "0482 ffff 61"],
    ["a length of many octets", "04ff"],
    ["a length of 127 octets, all there", `04ff${"ff".repeat(127)}`],
    ["an indefinite primitive", "0480 0000"],
    ["an unclosed indefinite length", "3080 0500"],
    ["half an end-of-contents", "3080 0500 00"],
    ["a child beyond its indefinite parent", "3080 04ff 0000"],
    ["a tag number of two octets", "1f81 01 00"],
  ])("malformed: %s", (_, text) => {
    expect(() => readElement(hex(text))).toThrow(failure("asn1/malformed"));
  });

  it("a child may not reach beyond its definite parent", () => {
    expect(() => children(readSole(hex("3003 0405 61")))).toThrow(failure("asn1/malformed"));
  });

  it("readSole refuses what stands behind, and other tags", () => {
    expect(() => readSole(hex("0500 00"))).toThrow(failure("asn1/malformed", { offset: 2 }));
    expect(() => readSole(NULL, TAG.sequence)).toThrow(failure("asn1/malformed", { expected: "sequence" }));
    expect(() => readSole(NULL, context(3))).toThrow(failure("asn1/malformed", { expected: "tag 0xa3" }));
  });

  it("a primitive has no children", () => {
    expect(() => children(readSole(NULL))).toThrow(failure("asn1/malformed"));
  });
});

function opened(depth: number): Bytes {
  return Uint8Array.from({ length: 2 * depth }, (_, i) => (i % 2 ? 0x80 : 0x30));
}

function closed(depth: number): Bytes {
  return concat(opened(depth), new Uint8Array(2 * depth));
}

describe("limits", () => {
  it("depth: a stack of indefinite lengths", () => {
    expect(readSole(closed(ASN1_LIMITS.depth)).indefinite).toBe(true);
    expect(() => readElement(closed(ASN1_LIMITS.depth + 1))).toThrow(
      failure("asn1/limit-exceeded", { limit: "depth" }),
    );
    expect(() => readElement(opened(1_000_000))).toThrow(failure("asn1/limit-exceeded", { limit: "depth" }));
  });

  it("children: one element with very many", () => {
    const many = new Uint8Array(2 * (ASN1_LIMITS.children + 1));
    for (let at = 0; at < many.length; at += 2) many[at] = TAG.null;
    const parent: Element = { tag: TAG.sequence, octets: many, content: many, indefinite: false };
    expect(() => children(parent)).toThrow(failure("asn1/limit-exceeded", { limit: "children" }));
  });

  it("elements: one end-of-contents behind very many", () => {
    const many = new Uint8Array(2 + 2 * (ASN1_LIMITS.elements + 2));
    many.set([0x30, 0x80]);
    for (let at = 2; at < many.length; at += 2) many[at] = TAG.null;
    expect(() => readElement(many)).toThrow(failure("asn1/limit-exceeded", { limit: "elements" }));
  });
});

describe("Fields", () => {
  const input = sequence(integer(1), encode(context(0), NULL), octetString(utf8("x")));

  it("walks fields in order, required or optional", () => {
    const fields = Fields.ofSequence(input);
    expect(fields.optional(context(0))).toBeNull();
    expect(fields.required(TAG.integer).content).toEqual(Uint8Array.of(1));
    expect(fields.optional(context(0))?.tag).toBe(context(0));
    expect(fields.peek()?.tag).toBe(TAG.octetString);
    expect(fields.rest()).toHaveLength(1);
    fields.end();
  });

  it("refuses a missing field, another field and one too many", () => {
    const fields = Fields.ofSequence(input);
    expect(() => fields.required(TAG.sequence)).toThrow(failure("asn1/malformed"));
    expect(() => fields.end()).toThrow(failure("asn1/malformed"));
    fields.rest();
    expect(() => fields.any()).toThrow(failure("asn1/malformed"));
  });
});
