import { afterAll, describe, expect, it } from "vitest";
import { utf8 } from "../../src/smime/bytes.ts";
import { clearLetter } from "./carrier.ts";
import { createSignedData } from "../../src/smime/cms/signed-data.ts";
import { letter, NOW, People, TEXT } from "../smime/people.ts";

/** Addresses that look like another's and are not, or are another's and do not look it ("Johnny, you are fired!" section 4.4; UTS #39). */
const people = new People();
afterAll(() => people.remove());

const entity = await people.sign(TEXT);
const verdictOf = async (From: string) => (await people.open(letter(entity, { From }))).report.signature;

describe("Alice's certificate does not speak for", () => {
  it.each([
    ["a Cyrillic letter in the domain", "alice@ex\u0430mple.com"],
    ["a Cyrillic letter in the local part", "\u0430lice@example.com"],
    ["full-width letters", "\uff41lice@example.com"],
    ["the domain's A-label of a lookalike", "alice@xn--exmple-4nf.com"],
    ["a dotless i", "al\u0131ce@example.com"],
    ["a capital dotted I", "al\u0130ce@example.com"],
    ["a long s in the domain", "alice@example.com\u017f"],
    ["a combining mark", "alice\u0301@example.com"],
    ["a zero width space", "ali\u200bce@example.com"],
    ["a zero width joiner in the domain", "alice@exam\u200dple.com"],
    ["a soft hyphen", "alice@exam\u00adple.com"],
    ["a NUL", "alice@example.com\0.evil.example"],
    ["a NUL in the local part", "alice\0@example.com"],
    ["a trailing dot", "alice@example.com."],
    ["a subdomain", "alice@mail.example.com"],
    ["a label before", "alice@notexample.com"],
    ["a longer name", "alice@example.com.evil.example"],
    ["a plus", "alice+eve@example.com"],
    ["two signs", "alice@eve@example.com"],
    ["white space inside quotes", '"alice "@example.com'],
    ["a right-to-left override", "\u202eecila@example.com"],
    ["an ideographic full stop", "alice@example\u3002com\u3002evil.example"],
  ])("%s: %j", async (_, from) => {
    expect((await verdictOf(from)).kind).not.toBe("verified");
  });
});

describe("Alice's certificate speaks for", () => {
  it.each([
    "ALICE@EXAMPLE.COM",
    '"alice"@example.com',
    "alice @ example.com",
    "alice@example.com (Eve)",
    "<alice@example.com>",
    "Eve <alice@example.com>",
  ])("%s", async (from) => {
    expect(await verdictOf(from)).toMatchObject({ kind: "verified" });
  });

  it("the name she gives herself, but the badge shows the one that was certified", async () => {
    const { report, content } = await people.open(letter(entity, { From: "Support <alice@example.com>" }));
    expect(report.signature).toMatchObject({ kind: "verified", signer: { name: "alice" } });
    expect(content.headers.from).toEqual([{ name: "Support", address: "alice@example.com" }]);
  });
});

describe("other fields than From", () => {
  const request = { content: utf8(TEXT), detached: true, signers: [people.eve.key], signingTime: NOW };

  it.each([
    ["Sender", { Sender: "alice@example.com" }],
    ["Reply-To", { "Reply-To": "alice@example.com" }],
    ["Resent-From", { "Resent-From": "alice@example.com" }],
    ["Return-Path", { "Return-Path": "<alice@example.com>" }],
    ["X-From", { "X-From": "alice@example.com" }],
  ])("%s makes nobody the author", async (_, fields) => {
    const cms = await createSignedData(request);
    const asEve = await people.open(clearLetter(TEXT, cms, { From: "eve@evil.example", ...fields }));
    expect(asEve.report.signature).toMatchObject({ kind: "verified", signer: { name: "eve" } });
    expect(asEve.content.headers.from).toEqual([{ name: "", address: "eve@evil.example" }]);
    const asAlice = await people.open(clearLetter(TEXT, cms, { From: "alice@example.com", ...fields }));
    expect(asAlice.report.signature).toMatchObject({ kind: "mismatched", from: "alice@example.com" });
  });

  it("instead of From leave the author unknown", async () => {
    const cms = await createSignedData(request);
    const { report } = await people.open(clearLetter(TEXT, cms, { From: "", Sender: "eve@evil.example" }));
    expect(report.signature).toMatchObject({ kind: "undetermined", reason: "no-from" });
  });
});
