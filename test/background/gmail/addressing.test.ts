import { describe, expect, it } from "vitest";
import { refuseOtherRecipients, withBcc } from "../../../src/background/gmail/addressing.ts";
import { latin1, utf8 } from "../../../src/smime/bytes.ts";

const raw = (...lines: readonly string[]) =>
  utf8(`${["From: alice@example.com", ...lines].join("\r\n")}\r\n\r\nTo: body@x\r\n`);

describe("who a copy goes to", () => {
  it("is whom its fields name, whatever their case and names", () => {
    const both = raw('To: "Bob, the builder" <BOB@Example.com>,', " carol@example.com", "Cc: dora@example.com");
    expect(() =>
      refuseOtherRecipients(both, ["bob@example.com", "carol@example.com", "dora@example.com"]),
    ).not.toThrow();
  });

  it.each([
    ["one too many", ["bob@example.com"]],
    ["one too few", ["bob@example.com", "carol@example.com", "eve@example.com"]],
    ["another", ["bob@example.com", "eve@example.com"]],
  ])("is refused with %s", (_, recipients) => {
    const both = raw("To: bob@example.com", "Bcc: carol@example.com");
    expect(() => refuseOtherRecipients(both, recipients)).toThrow(
      expect.objectContaining({ code: "internal/fault", detail: { where: "background/gmail/addressing" } }),
    );
    expect(() => refuseOtherRecipients(both, ["bob@example.com", "carol@example.com"])).not.toThrow();
  });

  it("counts every field of a name", () => {
    expect(() => refuseOtherRecipients(raw("To: bob@example.com", "To: eve@example.com"), ["bob@example.com"])).toThrow(
      expect.objectContaining({ code: "internal/fault" }),
    );
  });
});

describe("a copy for somebody hidden", () => {
  it("names them in Bcc, and is otherwise the same octets", () => {
    const copy = withBcc(raw(), "carol@example.com");
    expect(latin1(copy)).toBe(`Bcc: carol@example.com\r\n${latin1(raw())}`);
    expect(() => refuseOtherRecipients(copy, ["carol@example.com"])).not.toThrow();
  });

  it("lets no address begin a field of its own", () => {
    expect(() => withBcc(raw(), "carol@example.com\r\nTo: eve@example.com")).toThrow(
      expect.objectContaining({ code: "draft/bad-address" }),
    );
  });
});
