import { describe, expect, it } from "vitest";
import { addressPieces, asciiAddress, textPieces, writeField } from "../../../src/smime/mime/write-header.ts";

const longest = (text: string) => Math.max(...text.split("\r\n").map((line) => line.length));

describe("header fields", () => {
  it("are folded at 76 characters", () => {
    const field = writeField(
      "To",
      addressPieces(Array.from({ length: 9 }, (_, i) => ({ name: `Person ${i}`, address: `p${i}@example.com` }))),
    );
    expect(longest(field)).toBeLessThanOrEqual(76);
    expect(field.endsWith("\r\n")).toBe(true);
  });

  it("never let a value begin a field of its own", () => {
    expect(writeField("Subject", textPieces("Hello\r\nBcc: eve@evil.example"))).toBe(
      "Subject: Hello Bcc: eve@evil.example\r\n",
    );
    expect(writeField("To", addressPieces([{ name: 'x"\r\nBcc: y', address: "a@b" }]))).not.toMatch(/\n(?! )\S/);
  });

  it.each(["a@b>\r\nBcc: <c@d", "a@b, c@d", "nonsense", "a@b\n"])("refuse the address %j", (address) => {
    expect(() => addressPieces([{ name: "", address }])).toThrow(
      expect.objectContaining({ code: "draft/bad-address", detail: { address } }),
    );
  });

  it("quote and encode names", () => {
    expect(
      addressPieces([
        { name: "Adler, A.", address: "a@b" },
        { name: "Jürgen", address: "c@d" },
      ]),
    ).toEqual(['"Adler, A."', "<a@b>,", "=?UTF-8?B?SsO8cmdlbg==?=", "<c@d>"]);
  });

  it("write international domains as A-labels", () => {
    expect(asciiAddress("a@müller.example")).toBe("a@xn--mller-kva.example");
  });
});
