import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addRecipients, readRecipients } from "../../../src/pages/composer/addresses.ts";

const read = (text: string) => readRecipients(text).map(({ name, address }) => `${name}|${address}`);

describe("addresses as people type them", () => {
  it.each([
    ["bob@example.org", ["|bob@example.org"]],
    ["Bob Baker <bob@example.org>", ["Bob Baker|bob@example.org"]],
    ['"Baker, Bob" <bob@example.org>, ann@example.org', ["Baker, Bob|bob@example.org", "|ann@example.org"]],
    ['"Bob \\"B\\" Baker" <bob@example.org>', ['Bob "B" Baker|bob@example.org']],
    ["a@x; b@y\nc@z,,  ,", ["|a@x", "|b@y", "|c@z"]],
    ["Zoë <zoe@bücher.example>", ["Zoë|zoe@bücher.example"]],
    ["", []],
  ])("%s", (text, expected) => {
    expect(read(text)).toEqual(expected);
  });

  it.each(["bob", "bob@", "@example.org", "bob baker@example.org", "bob@example.org>", "a@b@c"])(
    "keeps %s, to be corrected",
    (text) => {
      expect(readRecipients(text)).toMatchObject([{ complete: false }]);
    },
  );

  it("adds nobody twice", () => {
    const present = readRecipients("bob@example.org");
    expect(
      addRecipients(present, readRecipients("Bob <BOB@example.org>, ann@example.org, ann@example.org")),
    ).toHaveLength(2);
  });

  it("loses no address of an ordinary list", () => {
    const mailbox = fc.tuple(
      fc.stringMatching(/^[a-z][a-z0-9.]{0,8}$/),
      fc.stringMatching(/^[a-z]{1,8}\.example$/),
      fc.stringMatching(/^[A-Za-z ,;"]{0,10}$/),
    );
    fc.assert(
      fc.property(fc.array(mailbox), (mailboxes) => {
        const text = mailboxes
          .map(([local, domain, name]) => `"${name.replace(/"/g, '\\"')}" <${local}@${domain}>`)
          .join(", ");
        expect(readRecipients(text).map(({ address }) => address)).toEqual(
          mailboxes.map(([local, domain]) => `${local}@${domain}`),
        );
      }),
    );
  });
});
