import { describe, expect, it } from "vitest";
import { accountPathOf } from "../../../src/webmail/gmail/account.ts";
import { messageIdOf, readId, threadIdOf } from "../../../src/webmail/gmail/ids.ts";

function element(attributes: Readonly<Record<string, string>>): Element {
  return { getAttribute: (name: string) => attributes[name] ?? null } as Element;
}

describe("Gmail's ids", () => {
  it.each([
    ["18b0000000010003", "18b0000000010003"],
    ["#msg-f:1778921852811411459", "18b0000000010003"],
    ["msg-f:1778921852811411459", "18b0000000010003"],
    ["thread-f:1778921852811411459", "18b0000000010003"],
    ["#msg-a:r1778921852811411459", null],
    ["#msg-a:s:42", null],
    ["undefined", null],
    ["", null],
    ["18B0000000010003", null],
    ["18b0000000010003&view=om", null],
    ["../../evil", null],
    ["1234567", null],
    ["1".repeat(25), null],
    ["#msg-f:1", null],
    [`#msg-f:${"9".repeat(400)}`, null],
    ['"]', null],
  ])("%s is %s", (text, id) => {
    expect(readId(text)).toBe(id);
  });

  it("prefer the spelling of the requests, and fall back on the other", () => {
    const perm = "#msg-f:1778921852811411460";
    expect(messageIdOf(element({ "data-legacy-message-id": "18b0000000010003", "data-message-id": perm }))).toBe(
      "18b0000000010003",
    );
    expect(messageIdOf(element({ "data-legacy-message-id": "x", "data-message-id": perm }))).toBe("18b0000000010004");
    expect(messageIdOf(element({ "data-message-id": "#msg-a:r42" }))).toBeNull();
    expect(threadIdOf(element({ "data-thread-perm-id": "undefined" }))).toBeNull();
    expect(
      threadIdOf(element({ "data-thread-perm-id": "undefined", "data-legacy-thread-id": "18b0000000010003" })),
    ).toBe("18b0000000010003");
  });
});

describe("the path of an account", () => {
  it.each([
    ["/mail/u/0/", "/mail/u/0/"],
    ["/mail/u/12/popout", "/mail/u/12/"],
    ["/mail/b/AbC_1-2/u/1/", "/mail/b/AbC_1-2/u/1/"],
    ["/mail/mu/", null],
    ["/mail/", null],
    ["/mail/u/x/", null],
    ["/mail/b/../u/0/", null],
    ["/x/mail/u/0/", null],
  ])("of %s is %s", (pathname, path) => {
    expect(accountPathOf(pathname)).toBe(path);
  });
});
