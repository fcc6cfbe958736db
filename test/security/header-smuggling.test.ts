import { afterAll, describe, expect, it } from "vitest";
import { latin1 } from "../../src/smime/bytes.ts";
import { edit, letter, People, TEXT } from "../smime/people.ts";

/** Two readers, two messages: headers written so that the webmail sees another From or another structure. */
const people = new People();
afterAll(() => people.remove());

const signed = letter(await people.sign(TEXT, people.eve), { From: "eve@evil.example" });

describe("a second From", () => {
  it.each([
    ["beside the first", "From: eve@evil.example\r\nFrom: alice@example.com"],
    ["before it", "From: alice@example.com\r\nFrom: eve@evil.example"],
    ["in other letters", "From: eve@evil.example\r\nFROM: alice@example.com"],
    ["with white space before the colon", "From: eve@evil.example\r\nFrom : alice@example.com"],
    ["behind a bare CR", "From: eve@evil.example\r\nX: y\rFrom: alice@example.com"],
    ["in one list", "From: eve@evil.example, alice@example.com"],
    ["in a group", "From: alice@example.com:eve@evil.example;"],
    ["behind an angle", "From: <eve@evil.example> <alice@example.com>"],
  ])("%s means that there is no one author", async (_, fields) => {
    const { report } = await people.open(edit(signed, "From: eve@evil.example", fields));
    expect(report.signature).toMatchObject({ kind: "undetermined", reason: "ambiguous-from" });
  });

  it.each([
    ["behind a line that is no field", "From: eve@evil.example\r\n\u0000\r\nFrom\u0000: alice@example.com"],
    ["behind a name that is none", "From: eve@evil.example\r\nFrom\u00a0: alice@example.com"],
  ])("%s is not verified", async (_, fields) => {
    const { report } = await people.open(edit(signed, "From: eve@evil.example", fields));
    expect(report.signature.kind).not.toBe("verified");
  });
});

describe("a second structure", () => {
  it.each([
    ["a second Content-Type before", "Content-Type: text/plain\r\nContent-Type: multipart/signed"],
    ["a line that ends the header for some", "not a field\r\nContent-Type: multipart/signed"],
    [
      "a second Content-Transfer-Encoding",
      "Content-Transfer-Encoding: base64\r\nContent-Transfer-Encoding: 7bit\r\nContent-Type: multipart/signed",
    ],
  ])("%s is never verified", async (_, fields) => {
    const { report } = await people.open(edit(signed, "Content-Type: multipart/signed", fields));
    expect(report.signature.kind).not.toBe("verified");
  });

  it("two boundaries are never verified", async () => {
    const other = edit(signed, "multipart/signed;", "multipart/signed; boundary=other;");
    expect((await people.open(other)).report.signature.kind).not.toBe("verified");
  });

  it("the message without any trick is", async () => {
    expect((await people.open(signed)).report.signature.kind).toBe("verified");
    expect(latin1(signed)).not.toContain("alice@example.com");
  });
});
