import { afterAll, describe, expect, it } from "vitest";
import { letter, People, TEXT } from "../smime/people.ts";

/** Eve signs properly as herself and writes a From that looks like Alice's. */
const people = new People();
afterAll(() => people.remove());

const entity = await people.sign(TEXT, people.eve);
const open = async (From: string) => (await people.open(letter(entity, { From }))).report.signature;

describe("an address in a display name, comment or encoded-word", () => {
  it.each([
    '"alice@example.com" <eve@evil.example>',
    "alice@example.com <eve@evil.example>",
    '"Alice <alice@example.com>" <eve@evil.example>',
    '"alice@example.com\\" <x>" <eve@evil.example>',
    "(alice@example.com) eve@evil.example",
    "eve@evil.example (alice@example.com)",
    "=?utf-8?q?Alice_=3Calice=40example=2Ecom=3E?= <eve@evil.example>",
    "=?utf-8?b?YWxpY2VAZXhhbXBsZS5jb20=?= <eve@evil.example>",
    "<@alice.example.com:eve@evil.example>",
  ])("is not the author: %s", async (from) => {
    // The signature is Eve's own and names the address that counts, which the badge shows.
    expect(await open(from)).toMatchObject({ kind: "verified", signer: { addresses: ["eve@evil.example"] } });
  });

  it.each([
    "alice@example.com (eve@evil.example)",
    '"eve@evil.example" <alice@example.com>',
    "=?utf-8?q?eve=40evil.example?= <alice@example.com>",
    "(eve@evil.example) alice@example.com",
    "<@evil.example,@eve:alice@example.com>",
    "eve@evil.example.alice.example.com",
    "eve@evil.example\u200b",
    '"eve@evil.example"@example.com',
    "eve%evil.example@example.com",
    "<=?utf-8?q?eve=40evil=2Eexample?=>",
    "eve@evil.example@example.com",
    "Eve <alice@example.com> (comment <eve@evil.example>)",
  ])("does not make Eve the author: %s", async (from) => {
    expect((await open(from)).kind).not.toBe("verified");
  });
});
