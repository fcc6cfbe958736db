import { describe, expect, it } from "vitest";
import { TAG } from "../../../src/smime/asn1/reader.ts";
import { encode, oid, sequence, setOf } from "../../../src/smime/asn1/writer.ts";
import { type Bytes, fromLatin1, utf8 } from "../../../src/smime/bytes.ts";
import { attributeValues, isEmptyName, namesEqual, nameToString, readName } from "../../../src/smime/x509/name.ts";
import { name } from "./certificate-builder.ts";

function attribute(type: string, tag: number, value: Bytes): Bytes {
  return sequence(oid(type), encode(tag, value));
}

function printable(type: string, value: string): Bytes {
  return attribute(type, TAG.printableString, fromLatin1(value));
}

function flagged(octet: number): Bytes {
  return sequence(setOf([attribute("2.5.4.3", TAG.boolean, Uint8Array.of(octet))]));
}

const CN = "2.5.4.3";
const O = "2.5.4.10";

describe("comparison (RFC 5280 section 7.1)", () => {
  const alice = name("O=Example,CN=Alice Adams");

  it.each([
    ["another string type", sequence(setOf([printable(O, "Example")]), setOf([printable(CN, "Alice Adams")]))],
    ["letter case", name("O=EXAMPLE,CN=alice adams")],
    ["white space", name("O= Example ,CN=Alice \t Adams")],
    [
      "BMPString",
      sequence(
        setOf([attribute(O, TAG.bmpString, fromLatin1("\0E\0x\0a\0m\0p\0l\0e"))]),
        setOf([printable(CN, "Alice Adams")]),
      ),
    ],
    ["compatibility forms", name("O=Ｅxample,CN=Alice Adams")],
    ["invisible characters", name("O=Exam\u00adple,CN=Alice\u200b Adams")],
  ])("takes no notice of %s", (_, other) => {
    expect(namesEqual(alice, other)).toBe(true);
  });

  it.each([
    ["another value", name("O=Example,CN=Alice Adam")],
    ["another attribute", name("OU=Example,CN=Alice Adams")],
    ["another order", name("CN=Alice Adams,O=Example")],
    ["fewer RDNs", name("O=Example")],
    ["one RDN in place of two", sequence(setOf([printable(O, "Example"), printable(CN, "Alice Adams")]))],
    ["white space left out", name("O=Example,CN=AliceAdams")],
  ])("tells apart %s", (_, other) => {
    expect(namesEqual(alice, other)).toBe(false);
  });

  it("takes the attributes of one RDN in any order", () => {
    const forward = encode(TAG.set, printable(O, "a"), printable(CN, "b"));
    const backward = encode(TAG.set, printable(CN, "B"), printable(O, "A"));
    expect(namesEqual(sequence(forward), sequence(backward))).toBe(true);
  });

  it("folds case fully", () => {
    expect(namesEqual(name("CN=STRASSE"), name("CN=Straße"))).toBe(true);
  });

  it("compares values that are no text octet for octet", () => {
    expect(namesEqual(flagged(1), flagged(1))).toBe(true);
    expect(namesEqual(flagged(1), flagged(2))).toBe(false);
  });

  it("lets octets that are no Name equal only themselves", () => {
    const broken = encode(TAG.sequence, Uint8Array.of(0x31, 0x05, 0x00));
    expect(namesEqual(broken, broken.slice())).toBe(true);
    expect(namesEqual(broken, sequence())).toBe(false);
    expect(isEmptyName(broken)).toBe(false);
    expect(isEmptyName(sequence())).toBe(true);
  });
});

describe("string form (RFC 4514)", () => {
  it("starts with the most specific RDN", () => {
    expect(nameToString(name("C=DE,O=Example,CN=Alice"))).toBe("CN=Alice,O=Example,C=DE");
  });

  it("joins the attributes of one RDN with a plus sign", () => {
    expect(nameToString(sequence(encode(TAG.set, printable(CN, "a"), printable(O, "b"))))).toBe("CN=a+O=b");
  });

  it.each([
    [" a ", String.raw`CN=\ a\ `],
    [" ", String.raw`CN=\ `],
    ["#1", String.raw`CN=\#1`],
    ['a,b+c"d\\e<f>g;h', String.raw`CN=a\,b\+c\"d\\e\<f\>g\;h`],
    ["a=b", "CN=a=b"],
    ["a\0b", String.raw`CN=a\00b`],
    ["evil\u202egro.elpmaxe", String.raw`CN=evil\e2\80\aegro.elpmaxe`],
    ["Zoë", "CN=Zoë"],
  ])("escapes %j", (value, expected) => {
    expect(nameToString(sequence(setOf([attribute(CN, TAG.utf8String, utf8(value))])))).toBe(expected);
  });

  it("writes what has no short name or no text as hexadecimal", () => {
    expect(nameToString(sequence(setOf([printable("1.2.3.4", "a")])))).toBe("1.2.3.4=#130161");
    expect(nameToString(sequence(setOf([attribute(CN, TAG.utf8String, Uint8Array.of(0xff))])))).toBe("CN=#0c01ff");
  });

  it("has a form for the empty Name and for octets that are no Name", () => {
    expect(nameToString(sequence())).toBe("");
    expect(nameToString(Uint8Array.of(0x30, 0x01, 0x02))).toBe("#300102");
  });
});

it("reads attribute values in order", () => {
  expect(attributeValues(name("CN=a,O=b,CN=c"), CN)).toEqual(["a", "c"]);
  expect(attributeValues(Uint8Array.of(0x30, 0x01), CN)).toEqual([]);
});

it("refuses RDNs that are no SET", () => {
  expect(() => readName(sequence(sequence(printable(CN, "a"))))).toThrow(
    expect.objectContaining({ code: "asn1/malformed" }),
  );
});
