import { describe, expect, it } from "vitest";
import { toDer } from "../../../src/smime/asn1/der.ts";
import { ASN1_LIMITS } from "../../../src/smime/asn1/limits.ts";
import { context, readSole, TAG } from "../../../src/smime/asn1/reader.ts";
import {
  bitStringOf,
  booleanOf,
  integerOctets,
  octetStringOf,
  octetStringSegments,
  oidOf,
  smallInteger,
  stringOf,
  timeOf,
  unsignedInteger,
} from "../../../src/smime/asn1/values.ts";
import {
  encode,
  header,
  integer,
  NULL,
  octetString,
  oid,
  sequence,
  setOf,
  time,
} from "../../../src/smime/asn1/writer.ts";
import { latin1, utf8 } from "../../../src/smime/bytes.ts";
import { hex } from "../hex.ts";

function element(text: string) {
  return readSole(hex(text));
}

const malformed = expect.objectContaining({ code: "asn1/malformed" });

describe("INTEGER, BOOLEAN and BIT STRING", () => {
  it.each([
    ["020100", 0],
    ["02017f", 127],
    ["02020080", 128],
    ["020400ffffff", 16_777_215],
  ])("%s", (text, value) => {
    expect(smallInteger(element(text))).toBe(value);
    expect(unsignedInteger(element(text))).toBe(BigInt(value));
    expect(integer(value)).toEqual(hex(text));
  });

  it.each(["0200", "0201ff", "0208 7fffffffffffffff", "040100"])("no small non-negative INTEGER: %s", (text) => {
    expect(() => smallInteger(element(text))).toThrow(malformed);
  });

  it("large unsigned ones keep their value, signs and all", () => {
    expect(unsignedInteger(element("0209 00ffffffffffffffff"))).toBe(0xffffffffffffffffn);
    expect(() => unsignedInteger(element("0201ff"))).toThrow(malformed);
    expect(integer(hex("0000ff"))).toEqual(hex("020200ff"));
    expect(integer(new Uint8Array(0))).toEqual(hex("020100"));
  });

  it("limits the octets of an INTEGER", () => {
    const long = encode(TAG.integer, new Uint8Array(ASN1_LIMITS.integerOctets + 1));
    const expected = expect.objectContaining({ code: "asn1/limit-exceeded", detail: { limit: "integerOctets" } });
    expect(() => integerOctets(readSole(long))).toThrow(expected);
  });

  it("BOOLEAN in BER and DER", () => {
    expect(["010100", "0101ff", "010101"].map((text) => booleanOf(element(text)))).toEqual([false, true, true]);
    expect(() => booleanOf(element("01020000"))).toThrow(malformed);
  });

  it("BIT STRING", () => {
    expect(bitStringOf(element("0302 05a0"))).toEqual({ octets: hex("a0"), unusedBits: 5 });
    expect(bitStringOf(element("0301 00")).octets).toHaveLength(0);
    for (const text of ["0300", "030108", "030103"]) expect(() => bitStringOf(element(text))).toThrow(malformed);
  });
});

describe("OBJECT IDENTIFIER", () => {
  it.each([
    ["1.2.840.113549.1.7.2", "0609 2a864886f70d010702"],
    ["2.5.29.17", "0603 551d11"],
    ["2.999.1", "0603 883701"],
    ["0.9.2342.19200300.100.1.25", "060a 0992268993f22c640119"],
    ["2.25.340282366920938463463374607431768211455", "0614 6983ffffffffffffffffffffffffffffffffff7f"],
  ])("%s", (dotted, text) => {
    expect(oidOf(element(text))).toBe(dotted);
    expect(oid(dotted)).toEqual(hex(text));
  });

  it.each(["0600", "060186", "040155", "0604 80551d11", "0604 55801d11", "0602 8001"])("malformed: %s", (text) => {
    expect(() => oidOf(element(text))).toThrow(malformed);
  });

  it("arcs of every length come back as they were", () => {
    for (let bits = 1n; bits < 120n; bits++)
      for (const arc of [(1n << bits) - 1n, 1n << bits, (1n << bits) + 1n])
        for (const dotted of [`2.25.${arc}.7`, `2.${arc}`]) expect(oidOf(readSole(oid(dotted)))).toBe(dotted);
  });

  it("limits its octets", () => {
    const long = encode(TAG.oid, new Uint8Array(ASN1_LIMITS.oidOctets + 1));
    const expected = expect.objectContaining({ code: "asn1/limit-exceeded", detail: { limit: "oidOctets" } });
    expect(() => oidOf(readSole(long))).toThrow(expected);
  });
});

describe("OCTET STRING", () => {
  it("primitive: a view; constructed: segments in order, at any depth", () => {
    const primitive = readSole(octetString(utf8("abc")));
    expect(octetStringOf(primitive).buffer).toBe(primitive.octets.buffer);
    const nested = element("2480 0401 61 2480 0401 62 0400 0000 0401 63 0000");
    expect(Array.from(octetStringSegments(nested), (segment) => latin1(segment))).toEqual(["a", "b", "", "c"]);
    expect(octetStringOf(nested)).toEqual(utf8("abc"));
  });

  it("under an implicit tag", () => {
    expect(octetStringOf(element("8003 616263"), context(0, false))).toEqual(utf8("abc"));
    expect(octetStringOf(element("a080 0401 61 0402 6263 0000"), context(0, false))).toEqual(utf8("abc"));
    expect(() => octetStringOf(element("8003 616263"))).toThrow(malformed);
    expect(() => octetStringOf(element("2403 020100"))).toThrow(malformed);
  });

  it("limits the depth", () => {
    let octets = octetString(utf8("x"));
    for (let i = 0; i < ASN1_LIMITS.depth + 2; i++) octets = encode(0x24, octets);
    const expected = expect.objectContaining({ code: "asn1/limit-exceeded", detail: { limit: "depth" } });
    expect(() => octetStringOf(readSole(octets))).toThrow(expected);
  });
});

describe("strings and times", () => {
  it.each([
    ["0c04 c3a4c3b6", "äö"],
    ["1302 6162", "ab"],
    ["1602 4040", "@@"],
    ["1402 e4f6", "äö"],
    ["1e04 00e420ac", "ä€"],
    ["1c04 0001f426", "🐦"],
    ["1203 313233", "123"],
  ])("%s", (text, value) => {
    expect(stringOf(element(text))).toBe(value);
  });

  it.each(["0c01 ff", "1e01 00", "1c04 00110000", "1c03 000000", "0500"])("no text: %s", (text) => {
    expect(stringOf(element(text))).toBeNull();
  });

  it.each([
    [TAG.utcTime, "500101000000Z", Date.UTC(1950, 0, 1)],
    [TAG.utcTime, "491231235959Z", Date.UTC(2049, 11, 31, 23, 59, 59)],
    [TAG.utcTime, "2401010000Z", Date.UTC(2024, 0, 1)],
    [TAG.utcTime, "240101010000+0130", Date.UTC(2023, 11, 31, 23, 30)],
    [TAG.generalizedTime, "20500101000000Z", Date.UTC(2050, 0, 1)],
    [TAG.generalizedTime, "00500101000000Z", new Date("0050-01-01T00:00:00Z").getTime()],
  ])("time %i %s", (tag, text, value) => {
    expect(timeOf(readSole(encode(tag, utf8(text))))).toBe(value);
  });

  it.each([
    [TAG.utcTime, "240230000000Z"],
    [TAG.utcTime, "241301000000Z"],
    [TAG.utcTime, "240101240000Z"],
    [TAG.utcTime, "240101006000Z"],
    [TAG.utcTime, "20240101000000Z"],
    [TAG.utcTime, "240101000000"],
    [TAG.generalizedTime, "240101000000Z"],
    [TAG.octetString, "240101000000Z"],
  ])("no time: %i %s", (tag, text) => {
    expect(() => timeOf(readSole(encode(tag, utf8(text))))).toThrow(malformed);
  });

  it("writes UTCTime through 2049 and GeneralizedTime after", () => {
    for (const at of [0, Date.UTC(2049, 11, 31), Date.UTC(2050, 0, 1), Date.UTC(1949, 0, 1)])
      expect(timeOf(readSole(time(at)))).toBe(at);
    expect(time(Date.UTC(2049, 0))[0]).toBe(TAG.utcTime);
    expect(time(Date.UTC(2050, 0))[0]).toBe(TAG.generalizedTime);
  });
});

describe("DER", () => {
  it.each([
    [0x7f, "307f"],
    [0x80, "308180"],
    [0x100, "30820100"],
    [0x10000, "3083010000"],
  ])("lengths are minimal: %i", (length, text) => {
    expect(header(TAG.sequence, length)).toEqual(hex(text));
  });

  it("a SET OF is in order", () => {
    expect(setOf([hex("0202ffff"), hex("020101"), hex("0500"), hex("020100")])).toEqual(
      hex("310c 020100 020101 0202ffff 0500"),
    );
  });

  it("BER is rewritten: lengths, whole octet strings, sets in order", () => {
    const ber = element("3080 2480 0401 61 0401 62 0000 3180 0202ffff 020100 0000 0481 01 78 0000");
    expect(toDer(ber)).toEqual(hex("3010 0402 6162 3107 020100 0202ffff 0401 78"));
    expect(toDer(ber, context(1))[0]).toBe(context(1));
    expect(toDer(readSole(sequence(NULL)))).toEqual(sequence(NULL));
  });

  it("very many members are members like any others", () => {
    const many = new Uint8Array(2 * 300_000);
    for (let at = 0; at < many.length; at += 2) many[at] = TAG.null;
    for (const tag of [TAG.set, TAG.sequence]) expect(toDer(readSole(encode(tag, many)))).toHaveLength(5 + many.length);
  });

  it("a context-tagged SET OF is put in order when its true tag is named", () => {
    const implicit = encode(context(0), hex("0202ffff"), hex("020100"));
    expect(toDer(readSole(implicit), TAG.set)).toEqual(hex("3107 020100 0202ffff"));
  });
});
