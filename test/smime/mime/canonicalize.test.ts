import { describe, expect, it } from "vitest";
import { latin1, utf8 } from "../../../src/smime/bytes.ts";
import { canonicalize } from "../../../src/smime/mime/canonicalize.ts";

describe("canonicalize (RFC 8551 section 3.1.1)", () => {
  it("makes each LF a CRLF and leaves CRLF and CR alone", () => {
    expect(latin1(canonicalize(utf8("\na\nb\r\nc\rd\n\n")))).toBe("\r\na\r\nb\r\nc\rd\r\n\r\n");
  });

  it("gives the same view where nothing has to change", () => {
    const octets = utf8("a\r\nb\r\n");
    expect(canonicalize(octets)).toBe(octets);
  });
});
