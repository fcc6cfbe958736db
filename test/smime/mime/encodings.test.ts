import { describe, expect, it } from "vitest";
import { type Bytes, latin1, utf8 } from "../../../src/smime/bytes.ts";
import { base64DecodedLength, decodeBase64, encodeBase64, encodeBase64Lines } from "../../../src/smime/mime/base64.ts";
import { canonicalize } from "../../../src/smime/mime/canonicalize.ts";
import { decodeQuotedPrintable, encodeQuotedPrintable } from "../../../src/smime/mime/quoted-printable.ts";

const base64 = (text: string) => latin1(decodeBase64(utf8(text)));
const quoted = (text: string) => latin1(decodeQuotedPrintable(utf8(text)));
const unquoted = (text: string) => latin1(encodeQuotedPrintable(utf8(text)));

describe("base64 (RFC 2045 section 6.8)", () => {
  it.each([
    ["", ""],
    ["Zg==", "f"],
    ["Zm8=", "fo"],
    ["Zm9v", "foo"],
    ["Zm9vYg==", "foob"],
    ["Zm\r\n9v\tYg = =", "foob"],
    ["Zm9vYg", "foob"],
    ["Zm9vYmE", "fooba"],
    ["Zm9v!?*Yg==", "foob"],
    ["Zg==Zg==", "f"],
    ["Z", ""],
  ])("decodes %j", (encoded, text) => {
    expect(base64(encoded)).toBe(text);
    expect(base64DecodedLength(utf8(encoded))).toBe(text.length);
  });

  it("writes lines of 76 characters, each ended by CRLF", () => {
    const lines = latin1(encodeBase64Lines(new Uint8Array(100))).split("\r\n");
    expect(lines.map((line) => line.length)).toEqual([76, 60, 0]);
    expect(latin1(encodeBase64(utf8("foob")))).toBe("Zm9vYg==");
  });

  it("takes 25 MB in both directions in a moment", () => {
    const octets: Bytes = new Uint8Array(18_000_000).fill(7);
    const begun = performance.now();
    const encoded = encodeBase64Lines(octets);
    expect(decodeBase64(encoded).length).toBe(octets.length);
    expect(performance.now() - begun).toBeLessThan(3_000);
  });
});

describe("quoted-printable (RFC 2045 section 6.7)", () => {
  it.each([
    ["a=3Db", "a=b"],
    ["a=\r\nb", "ab"],
    ["a=  \nb", "ab"],
    ["a \t\r\nb", "a\r\nb"],
    ["a\nb", "a\nb"],
    ["=e4=E4", "\xe4\xe4"],
    ["100=", "100"],
    ["=G0=4", "=G0=4"],
  ])("decodes %j", (encoded, text) => expect(quoted(encoded)).toBe(text));

  it.each([
    ["From here\r\nto From there", "=46rom here\r\nto From there"],
    [".\r\n..\r\n", "=2E\r\n=2E.\r\n"],
    ["trailing \r\ntab\t", "trailing=20\r\ntab=09"],
    ["a=b", "a=3Db"],
    ["ü", "=C3=BC"],
    ["a\rb\nc", "a=0Db\r\nc"],
  ])("encodes %j", (text, encoded) => expect(unquoted(text)).toBe(encoded));

  it("breaks lines at 76 characters, and never leaves From or a dot at the beginning of one", () => {
    const encoded = unquoted(`${"x".repeat(75)}From y${"z".repeat(69)}.`);
    const lines = encoded.split("\r\n");
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(76);
    expect(lines.filter((line) => /^(?:From |\.)/.test(line))).toEqual([]);
    expect(quoted(encoded)).toBe(`${"x".repeat(75)}From y${"z".repeat(69)}.`);
  });
});

describe("canonicalize (RFC 8551 section 3.1.1)", () => {
  it("makes each LF a CRLF and leaves CRLF and CR alone", () => {
    expect(latin1(canonicalize(utf8("\na\nb\r\nc\rd\n\n")))).toBe("\r\na\r\nb\r\nc\rd\r\n\r\n");
  });

  it("gives the same view where nothing has to change", () => {
    const octets = utf8("a\r\nb\r\n");
    expect(canonicalize(octets)).toBe(octets);
  });
});
