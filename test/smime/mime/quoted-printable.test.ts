import { describe, expect, it } from "vitest";
import { latin1, utf8 } from "../../../src/smime/bytes.ts";
import { decodeQuotedPrintable, encodeQuotedPrintable } from "../../../src/smime/mime/quoted-printable.ts";

const quoted = (text: string) => latin1(decodeQuotedPrintable(utf8(text)));
const unquoted = (text: string) => latin1(encodeQuotedPrintable(utf8(text)));

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
