import { describe, expect, it } from "vitest";
import { headerField, messageIdOf, senderOf } from "../../../src/webmail/roundcube/header-field.ts";

const raw = (text: string) => new Uint8Array(Buffer.from(text, "latin1"));

describe("a glance at a header field", () => {
  it("takes the first of that name, unfolded", () => {
    expect(headerField(raw("A: 1\r\nSubject: one\r\n two\r\nSUBJECT: three\r\n\r\n"), "subject")).toBe("one two");
  });

  it("does not look into the body", () => {
    expect(headerField(raw("A: 1\r\n\r\nSubject: one\r\n"), "subject")).toBe("");
  });

  it.each([
    ["From: Alice <Alice@Example.com>\r\n\r\n", "alice@example.com"],
    ["From: alice@example.com\r\n\r\n", "alice@example.com"],
    ['From: "<bob@example.com>"\r\n <alice@example.com>\r\n\r\n', "alice@example.com"],
    ["To: a@b\n\n", ""],
  ])("finds the sender in %j", (text, sender) => expect(senderOf(raw(text))).toBe(sender));

  it("finds the Message-ID", () => {
    expect(messageIdOf(raw("Message-Id:\r\n <a.b@c>\r\n\r\n"))).toBe("a.b@c");
    expect(messageIdOf(raw("Message-Id: a.b@c\r\n\r\n"))).toBe("");
  });
});
