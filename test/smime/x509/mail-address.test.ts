import { describe, expect, it } from "vitest";
import { parseMailAddress, toAsciiDomain } from "../../../src/smime/x509/mail-address.ts";

describe("mail addresses", () => {
  it.each([
    ["Alice@Example.COM", { local: "alice", domain: "example.com" }],
    ['"alice"@example.com', { local: "alice", domain: "example.com" }],
    ['"alice adams"@example.com', { local: '"alice adams"', domain: "example.com" }],
    [String.raw`"a\lice"@example.com`, { local: "alice", domain: "example.com" }],
    ['"a@b"@example.com', { local: '"a@b"', domain: "example.com" }],
    ["alice@[192.0.2.1]", { local: "alice", domain: "[192.0.2.1]" }],
    ["医生@大学.example.com", { local: "医生", domain: "xn--pss25c.example.com" }],
    ["ÄRZTIN@example.com", { local: "Ärztin", domain: "example.com" }],
  ])("reads %s", (text, expected) => {
    expect(parseMailAddress(text)).toEqual(expected);
  });

  it.each([
    "",
    "alice",
    "@example.com",
    "alice@",
    "alice@example.com\0.evil.example",
    "alice\0@example.com",
    "alice @example.com",
    "alice@exam ple.com",
    "alice@example.com ",
    "alice@example.com\r\nBcc: x",
    "Alice <alice@example.com>",
    "a@b@example.com",
    "alice\u200b@example.com",
    "alice@example.com/路",
    "alice@a%2eb.大",
  ])("refuses %j", (text) => {
    expect(parseMailAddress(text)).toBeNull();
  });

  it("keeps letters beyond ASCII apart by case: RFC 9598 compares them octet for octet", () => {
    expect(parseMailAddress("Ö@example.com")?.local).not.toBe(parseMailAddress("ö@example.com")?.local);
  });
});

describe("domain names", () => {
  it.each([
    ["EXAMPLE.com", "example.com"],
    ["bücher.example", "xn--bcher-kva.example"],
    ["BÜCHER.example", "xn--bcher-kva.example"],
    ["xn--BCHER-kva.example", "xn--bcher-kva.example"],
  ])("%s is %s", (text, expected) => {
    expect(toAsciiDomain(text)).toBe(expected);
  });

  it.each(["", "bü cher.example", "bücher.example:80", "x@bücher.example", "bücher.example?x", "xn--\u200d.ü"])(
    "%j is none",
    (text) => {
      expect(toAsciiDomain(text)).toBeNull();
    },
  );
});
