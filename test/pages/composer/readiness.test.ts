import { describe, expect, it } from "vitest";
import { draftOf, everybody, letterFrom, without } from "../../../src/pages/composer/letter.ts";
import { readinessOf, type Standing } from "../../../src/pages/composer/readiness.ts";
import { certificate } from "../stage/actors.ts";
import { context } from "../stage/frame-script.ts";

const letter = letterFrom(context);
const ready: Standing = {
  sender: { address: "alice@example.org", canSign: true, canReadOwn: true },
  recipients: [{ address: "BOB@partner.example", kind: "ready", certificate: certificate() }],
  lookUp: "off",
};
const missing: Standing = { ...ready, recipients: [{ address: "bob@partner.example", kind: "missing" }] };

describe("a letter's readiness", () => {
  it("has no obstacle when all is known to be well", () => {
    expect(readinessOf(letter, ready)).toMatchObject({
      label: "Send signed and encrypted",
      cannotSign: null,
      problems: [],
      obstacle: null,
    });
  });

  it("names who cannot be encrypted for, and lets the letter go once encryption is off", () => {
    expect(readinessOf(letter, missing)).toMatchObject({
      problems: [{ address: "bob@partner.example" }],
      obstacle: expect.any(String),
    });
    expect(readinessOf({ ...letter, encrypt: false }, missing)).toMatchObject({ label: "Send signed", obstacle: null });
  });

  it("does not let a letter go that is neither signed nor encrypted, to nobody, or to half an address", () => {
    expect(readinessOf({ ...letter, sign: false, encrypt: false }, ready).obstacle).not.toBe(null);
    expect(readinessOf({ ...letter, to: [] }, ready).obstacle).not.toBe(null);
    expect(readinessOf({ ...letter, bcc: [{ name: "", address: "bob@", complete: false }] }, ready).obstacle).toContain(
      "bob@",
    );
  });

  it("promises a file where nobody sends, and points to no webmail", () => {
    const occasion = {
      delivery: { kind: "file" },
      hiddenSubject: null,
      alone: true,
      limit: 50_000_000,
      writing: context.writing,
    } as const;
    const label = "Save sealed message (.eml)";
    expect(readinessOf(letter, ready, occasion)).toMatchObject({ label, obstacle: null });
    const neither = readinessOf({ ...letter, sign: false, encrypt: false }, ready, occasion);
    expect(neither.obstacle).not.toBe(null);
    expect(neither.obstacle).not.toContain("webmail");
    expect(readinessOf({ ...letter, sign: false, encrypt: false }, ready).obstacle).toContain("webmail");
  });

  it("promises to hide the subject only where it does, and nothing at all without encryption", () => {
    const readers = [letter, { ...letter, hideSubject: false }].map((one) => readinessOf(one, ready).readers);
    expect(readers[0]).not.toBe(readers[1]);
    expect(readers[1]).toContain("Subject and addresses stay readable");
    expect(readinessOf({ ...letter, encrypt: false }, ready).readers).toMatch(/^Not encrypted/);
  });

  it("says why signing is off, but not for the sender address that was chosen before", () => {
    const unable = { ...ready, sender: { address: "alice@example.org", canSign: false, canReadOwn: true } };
    expect(readinessOf(letter, unable).cannotSign).toContain("alice@example.org");
    expect(readinessOf({ ...letter, sign: false }, unable).obstacle).toBe(null);
    expect(readinessOf({ ...letter, from: { name: "", address: "office@example.org" } }, unable).cannotSign).toBe(null);
  });

  it("says of an unknown authority what it is about: the recipient", () => {
    const untrusted: Standing = {
      ...ready,
      recipients: [
        { address: "bob@partner.example", kind: "untrusted", certificate: certificate(), reason: "expired" },
      ],
    };
    expect(readinessOf(letter, untrusted).problems[0]?.what).not.toMatch(/signer|signed/);
  });
});

describe("a letter", () => {
  it("takes the intent, the quote and the recipients along, and becomes a draft", () => {
    expect(letterFrom({ ...context, intent: "encrypt" })).toMatchObject({ sign: false, encrypt: true });
    expect(draftOf(letter)).toMatchObject({ text: context.text, to: context.to, sign: true, encrypt: true });
  });

  it("takes a recipient out of every line", () => {
    const [bob] = letter.to;
    const twice = { ...letter, cc: bob === undefined ? [] : [bob] };
    expect(everybody(without(twice, "bob@partner.example"))).toEqual([]);
  });
});
