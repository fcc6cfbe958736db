import { describe, expect, it } from "vitest";
import { displayText, isAddrSpec, readAddressList } from "../../../src/smime/mime/address.ts";

const addresses = (text: string) => readAddressList(text).mailboxes.map((mailbox) => mailbox.address);

describe("readAddressList (RFC 5322 section 3.4)", () => {
  it.each([
    ["alice@example.com", "", "alice@example.com"],
    ["<alice@example.com>", "", "alice@example.com"],
    ["Alice <alice@example.com>", "Alice", "alice@example.com"],
    ['"Adler, Alice" <alice@example.com>', "Adler, Alice", "alice@example.com"],
    ["alice@example.com (Alice)", "Alice", "alice@example.com"],
    ["John Q. Public <j@x.org>", "John Q. Public", "j@x.org"],
    ["=?utf-8?q?J=C3=BCrgen?= <j@x.org>", "Jürgen", "j@x.org"],
    ['"quoted local"@x.org', "", '"quoted local"@x.org'],
    ['"alice"@x.org', "", "alice@x.org"],
    ["alice@[192.0.2.1]", "", "alice@[192.0.2.1]"],
    ["<@relay.a,@relay.b:alice@example.com>", "", "alice@example.com"],
    ["alice . adler (c) @ example . com", "c", "alice.adler@example.com"],
    ["jürgen@müller.example", "", "jürgen@müller.example"],
  ])("reads %s", (text, name, address) => {
    expect(readAddressList(text)).toEqual({ mailboxes: [{ name, address }], groups: false, wellFormed: true });
  });

  it("reads lists with empty elements", () => {
    expect(addresses("a@b, , c@d,")).toEqual(["a@b", "c@d"]);
  });

  it("reads groups, and says so", () => {
    expect(readAddressList("Friends: a@b, C <c@d>; e@f")).toMatchObject({
      mailboxes: [{ address: "a@b" }, { address: "c@d" }, { address: "e@f" }],
      groups: true,
      wellFormed: true,
    });
    expect(readAddressList("undisclosed-recipients:;")).toEqual({ mailboxes: [], groups: true, wellFormed: true });
  });

  it.each([
    ['"alice@example.com" <eve@evil.example>', "eve@evil.example"],
    ["alice@example.com <eve@evil.example>", "eve@evil.example"],
    ['"alice@example.com\\" <x@y>" <eve@evil.example>', "eve@evil.example"],
    ['"<alice@example.com>" <eve@evil.example>', "eve@evil.example"],
    ["(alice@example.com) eve@evil.example", "eve@evil.example"],
    ["eve@evil.example (<alice@example.com>)", "eve@evil.example"],
    ["eve@evil.example (\\) alice@example.com)", "eve@evil.example"],
    ["=?utf-8?q?alice=40example.com?= <eve@evil.example>", "eve@evil.example"],
    ["=?utf-8?q?=3Calice=40example.com=3E=2C?= <eve@evil.example>", "eve@evil.example"],
    ["alice@example.com:eve@evil.example;", "eve@evil.example"],
  ])("takes no address from a name, comment or encoded-word: %s", (text, address) => {
    expect(addresses(text)).toEqual([address]);
  });

  it.each([
    "<alice@example.com> <eve@evil.example>",
    "Alice <alice@example.com> eve@evil.example",
    '"alice@example.com <eve@evil.example>',
    "(alice@example.com eve@evil.example",
    "alice@example.com eve@evil.example",
    "alice@@example.com",
    "alice@example.com@evil.example",
    "<alice@example.com",
    "alice",
    "<>",
    "a\u0000@b",
    "alice\u200b@example.com",
    "a@b; c@d",
    "A: B: c@d;;",
    'alice@"example".com',
  ])("does not call %j well-formed", (text) => {
    expect(readAddressList(text).wellFormed).toBe(false);
  });

  it("does not decode encoded-words inside an address", () => {
    expect(addresses("<=?utf-8?q?alice?=@example.com>")).toEqual(["=?utf-8?q?alice?=@example.com"]);
  });

  it("is linear on hostile text", () => {
    for (const piece of ["(", '"', "<", ",", "a@", ":", "\\", "=?utf-8?q?"])
      readAddressList(piece.repeat(100_000 / 25));
    expect(readAddressList('"\\'.repeat(200_000)).mailboxes).toEqual([]);
    expect(readAddressList("(a)".repeat(100_000)).mailboxes).toEqual([]);
  });
});

describe("displayText", () => {
  it("removes controls and text-direction characters", () => {
    expect(displayText("a\u202egpj.exe\u0007\u0000b")).toBe("agpj.exeb");
    expect(displayText("=?utf-8?b?YQpGcm9tOiBi?=")).toBe("a From: b");
  });
});

describe("isAddrSpec", () => {
  it.each(["a@b", "a.b@c.d", '"a b"@c', "a@[1.2.3.4]", "ä@ö.example"])("accepts %s", (text) =>
    expect(isAddrSpec(text)).toBe(true),
  );
  it.each(["", "a", "a@", "@b", "a b@c", "<a@b>", "a@b ", "a@b,c@d", "a@b(c)", "a@b\r\nBcc: c@d", '"a"@b', "a..b@c"])(
    "refuses %j",
    (text) => expect(isAddrSpec(text)).toBe(false),
  );
});
