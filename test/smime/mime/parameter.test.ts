import { describe, expect, it } from "vitest";
import { readParameterizedValue, writeParameter } from "../../../src/smime/mime/parameter.ts";

const parameters = (text: string) => Object.fromEntries(readParameterizedValue(text).parameters);

describe("readParameterizedValue", () => {
  it("reads type and parameters whatever their case, quoting and comments", () => {
    const value = readParameterizedValue('Multipart/Signed (really); Boundary="a \\"b\\" ; c" ; MICALG=sha-256;;');
    expect(value.value).toBe("multipart/signed");
    expect(Object.fromEntries(value.parameters)).toEqual({ boundary: 'a "b" ; c', micalg: "sha-256" });
    expect(value.ambiguous).toBe(false);
  });

  it("reads values with characters that should have been quoted", () => {
    expect(parameters("multipart/mixed; boundary=----=_Part_1?x=y")).toEqual({ boundary: "----=_Part_1?x=y" });
    expect(parameters("a/b; name=my file.pdf")).toEqual({ name: "my file.pdf" });
  });

  it.each([
    ["a/b; name*=utf-8''na%C3%AFve%20file", "naïve file"],
    ["a/b; name*=iso-8859-1'en'%A3%20rates", "£ rates"],
    ["a/b; name*0=one; name*1=two", "onetwo"],
    ["a/b; name*1=two; name*0=one", "onetwo"],
    ["a/b; name*0*=utf-8''%C3; name*1*=%BC; name*2=x", "üx"],
    ["a/b; name=old; name*=utf-8''new", "new"],
    ["a/b; name==?utf-8?q?f=C3=BC?=", "fü"],
    ["a/b; name*=unquoted%2", "unquoted%2"],
  ])("reads RFC 2231: %s", (text, name) => expect(parameters(text)["name"]).toBe(name));

  it.each(["a/b; x=1; x=2", 'a/b; boundary="open', "multipart/mixed; boundary=a; boundary*0=b"])(
    "calls %s ambiguous",
    (text) => expect(readParameterizedValue(text).ambiguous).toBe(true),
  );
});

describe("writeParameter", () => {
  it.each([
    ["a.pdf", ["name=a.pdf"]],
    ['my "file"', ['name="my \\"file\\""']],
    ["für.pdf", ["name*=UTF-8''f%C3%BCr.pdf"]],
  ])("writes %s", (value, pieces) => expect(writeParameter("name", value)).toEqual(pieces));

  it("splits long values into sections that fit a line and read back", () => {
    const value = "ü".repeat(100);
    const pieces = writeParameter("filename", value);
    expect(Math.max(...pieces.map((piece) => piece.length))).toBeLessThan(74);
    expect(parameters(`a; ${pieces.join("; ")}`)["filename"]).toBe(value);
  });
});
