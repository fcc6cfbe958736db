import { describe, expect, it } from "vitest";
import { latin1, utf8 } from "../../../src/smime/bytes.ts";
import { fieldValue, fieldValues, readHeader } from "../../../src/smime/mime/header.ts";

const read = (text: string) => readHeader(utf8(text));

describe("readHeader (RFC 5322 section 2.2)", () => {
  it("keeps each field as delivered and unfolds its value", () => {
    const { fields, bodyStart } = read("Subject: one\r\n\ttwo \r\nX: y\r\n\r\nbody");
    expect(fields.map((field) => [field.name, latin1(field.raw), field.value])).toEqual([
      ["subject", "Subject: one\r\n\ttwo \r\n", "one\ttwo"],
      ["x", "X: y\r\n", "y"],
    ]);
    expect(bodyStart).toBe(29);
  });

  it("takes LF as well as CRLF, and both in one header", () => {
    const { fields, bodyStart } = read("A: 1\nB: 2\r\n\nbody");
    expect(fields.map((field) => field.value)).toEqual(["1", "2"]);
    expect(bodyStart).toBe(12);
  });

  it("ends without a blank line where the octets end", () => {
    expect(read("A: 1\r\nB: 2")).toMatchObject({ bodyStart: 10, malformed: false });
    expect(read("")).toMatchObject({ fields: [], bodyStart: 0 });
  });

  it("begins the body at once after an empty header", () => {
    expect(read("\r\nbody")).toMatchObject({ fields: [], bodyStart: 2, malformed: false });
  });

  it("reads names without the white space before the colon, in any case", () => {
    expect(read("FROM \t: a\r\n\r\n").fields[0]?.name).toBe("from");
  });

  it("says so where a line is neither field nor continuation, and goes on", () => {
    const { fields, malformed } = read("A: 1\r\nnonsense\r\nB: 2\r\n\r\n");
    expect(malformed).toBe(true);
    expect(fields.map((field) => field.name)).toEqual(["a", "b"]);
  });

  it.each(["Fr\u0000om: x", "Fr om: x", ": x", "Frоm: x"])("takes no field from %j", (line) => {
    expect(read(`A: 1\r\n${line}\r\n\r\n`)).toMatchObject({ malformed: true, fields: [{ name: "a" }] });
  });

  it("leaves text without any field to the body", () => {
    expect(read("Hello there.\r\nMore.\r\n")).toMatchObject({ fields: [], bodyStart: 0, malformed: true });
  });

  it("passes over the postmark of an mbox file", () => {
    expect(read("From a@b Mon Jan 1\nA: 1\n\nx")).toMatchObject({ fields: [{ name: "a" }], malformed: false });
  });

  it("reads UTF-8 values, and others octet by octet", () => {
    expect(read("Subject: Grüße\r\n\r\n").fields[0]?.value).toBe("Grüße");
    expect(readHeader(Uint8Array.from([0x41, 0x3a, 0xfc, 0x0a])).fields[0]?.value).toBe("ü");
  });

  it("finds fields by name", () => {
    const { fields } = read("To: a\r\nto: b\r\n\r\n");
    expect(fieldValue(fields, "to")).toBe("a");
    expect(fieldValues(fields, "to")).toEqual(["a", "b"]);
    expect(fieldValue(fields, "cc")).toBeNull();
  });
});
