import { describe, expect, it } from "vitest";
import { identityFor, readIdentities, readMailbox } from "../../../src/webmail/roundcube/identities.ts";

describe("a mailbox as Roundcube prints it", () => {
  it.each([
    ["alice@example.com", "", "alice@example.com"],
    ["Alice <alice@example.com>", "Alice", "alice@example.com"],
    ['"Doe, \\"Al\\"" <alice@example.com>', 'Doe, "Al"', "alice@example.com"],
    ["Käthe Müller <käthe@müller.example>", "Käthe Müller", "käthe@müller.example"],
    [" <alice@example.com> ", "", "alice@example.com"],
  ])("is read from %j", (text, name, address) => expect(readMailbox(text)).toEqual({ name, address }));

  it.each(["", "Alice", "a@b@c", "Alice <>", "a b@example.com", `${"x".repeat(2_000)}@example.com`])(
    "is not in %j",
    (text) => {
      expect(readMailbox(text)).toBeNull();
    },
  );
});

const option = (value: string, text: string, selected = false) => ({ value, text, selected });

describe("the identity to send with", () => {
  const identities = readIdentities([
    option("1", "Alice <a@example.com>"),
    option("5", "b@example.com", true),
    option("6", "–"),
  ]);

  it.each([
    ["A@Example.com", "1"],
    ["b@example.com", "5"],
    ["c@example.com", "5"],
    ["", "5"],
  ])("for %j is number %s", (address, id) => expect(identityFor(address, identities)?.id).toBe(id));

  it("is the first where none is chosen, and none where there is none", () => {
    expect(identityFor("", readIdentities([option("3", "c@example.com")]))?.id).toBe("3");
    expect(identityFor("a@example.com", [])).toBeNull();
  });
});
