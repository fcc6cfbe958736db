import { describe, expect, it } from "vitest";
import { latin1, utf8 } from "../../../src/smime/bytes.ts";
import { splitMultipart } from "../../../src/smime/mime/multipart.ts";

function split(text: string, boundary = "b") {
  const { parts, preamble, epilogue, closed, nearDelimiters } = splitMultipart(utf8(text), boundary);
  return {
    parts: parts.map(latin1),
    preamble: latin1(preamble),
    epilogue: latin1(epilogue),
    closed,
    near: nearDelimiters.map(latin1),
  };
}

describe("splitMultipart (RFC 2046 section 5.1.1)", () => {
  it("gives the line end before a delimiter to the delimiter", () => {
    expect(split("pre\r\n--b\r\none\r\n\r\n--b\r\ntwo\r\n--b--\r\nepi")).toEqual({
      parts: ["one\r\n", "two"],
      preamble: "pre",
      epilogue: "epi",
      closed: true,
      near: [],
    });
  });

  it("does so for LF alone, and where both forms are mixed", () => {
    expect(split("--b\none\n--b\ntwo\r\n--b--").parts).toEqual(["one", "two"]);
    expect(split("--b\r\none\r\n\n--b--").parts).toEqual(["one\r\n"]);
  });

  it("accepts transport padding behind a delimiter", () => {
    expect(split("--b \t\r\none\r\n--b--  \r\n")).toMatchObject({ parts: ["one"], closed: true, near: [] });
  });

  it("reads empty parts", () => {
    expect(split("--b\r\n--b\r\n\r\n--b--").parts).toEqual(["", ""]);
  });

  it("lets the last part run to the end where the close delimiter is missing", () => {
    expect(split("--b\r\none\r\n--b\r\ntwo\r\n")).toMatchObject({ parts: ["one", "two\r\n"], closed: false });
  });

  it("takes everything for preamble where there is no delimiter", () => {
    expect(split("text\r\n")).toMatchObject({ parts: [], preamble: "text\r\n", closed: false });
  });

  it("does not end a part at a longer boundary that begins alike", () => {
    expect(split("--b\r\n--b1\r\nx\r\n--b1--\r\n--b--")).toMatchObject({
      parts: ["--b1\r\nx\r\n--b1--"],
      near: ["b1", "b1--"],
    });
  });

  it("reports lines that other readers could take for a delimiter", () => {
    expect(split("--bogus\r\n--b\r\none\r\n--b--\r\n--b\r\ntwo").near).toEqual(["bogus", "b"]);
  });

  it("takes a delimiter with text behind white space, and reports it", () => {
    expect(split("--b x\r\none\r\n--b-- y\r\n")).toMatchObject({
      parts: ["one"],
      closed: true,
      near: ["b x", "b-- y"],
    });
  });

  it("finds delimiters only at the beginning of a line", () => {
    expect(split("--b\r\n --b\r\nx--b\r\n--b--").parts).toEqual([" --b\r\nx--b"]);
  });

  it("gives views on the octets, not copies", () => {
    const body = utf8("--b\r\none\r\n--b--");
    const [part] = splitMultipart(body, "b").parts;
    expect(part?.buffer).toBe(body.buffer);
    expect(part?.byteOffset).toBe(body.byteOffset + 5);
  });
});
