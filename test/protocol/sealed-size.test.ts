import { afterAll, describe, expect, it } from "vitest";
import { sealedSize } from "../../src/protocol/sealed-size.ts";
import type { Draft } from "../../src/smime/verdict/display.ts";
import { writeMessage } from "../../src/smime/write-message.ts";
import { NOW, People } from "../smime/people.ts";

const people = new People();
afterAll(() => people.remove());

const text = "Zwölf Boxkämpfer jagen Viktor quer über den großen Sylter Deich. 🐦\n".repeat(40);

function draftWith(sizes: readonly number[], sign: boolean, encrypt: boolean): Draft {
  return {
    from: { name: "Alice", address: "alice@example.com" },
    to: [{ name: "Bob", address: "bob@example.com" }],
    cc: [],
    bcc: [],
    subject: "A subject",
    text,
    rich: { html: `<div>${text}</div>`, images: [] },
    attachments: sizes.map((size) => ({
      filename: "a file with a name.bin",
      contentType: "application/octet-stream",
      content: new Uint8Array(size).fill(0xa5),
    })),
    sign,
    encrypt,
    hideSubject: true,
  };
}

const grown = (pair: readonly number[]): number => (pair[1] ?? 0) - (pair[0] ?? 0);

/** What is set aside for header fields and certificates, and what encryption makes of it. */
const ALLOWANCE = 60_000;

describe("the size that is told before sealing", () => {
  it.each([
    [true, true, "clear"],
    [true, false, "clear"],
    [true, false, "opaque"],
    [false, true, "clear"],
  ] as const)("is what the engine makes of it: sign %s, encrypt %s, %s", async (sign, encrypt, form) => {
    for (const files of [[], [0, 1, 57, 58], [60_000, 1], [12_345, 54_321]]) {
      const draft = draftWith(files, sign, encrypt);
      const recipients = [people.bob.certificate, people.alice.certificate];
      const ids = { messageId: "one@example.com", date: NOW, inReplyTo: null, references: [] };
      const raw = await writeMessage({ draft, ...ids, signer: people.alice.key, recipients, form });
      const characters = draft.text.length + (draft.rich?.html.length ?? 0);
      const size = sealedSize({ files, characters, sign, encrypt, opaque: form === "opaque", readers: 2 });
      expect(size).toBeGreaterThanOrEqual(raw.length);
      expect(size - raw.length).toBeLessThan(ALLOWANCE);
    }
  });

  it.each([
    [true, false, "clear", 1],
    [true, false, "opaque", 2],
    [true, true, "clear", 2],
  ] as const)("grows with a file as the engine's does: sign %s, encrypt %s, %s", async (sign, encrypt, form, times) => {
    const octets = 57 * 20_000;
    const sizes = await Promise.all(
      [1, octets + 1].map(async (size) => {
        const draft = draftWith([size], sign, encrypt);
        const recipients = [people.bob.certificate];
        const ids = { messageId: "one@example.com", date: NOW, inReplyTo: null, references: [] };
        return (await writeMessage({ draft, ...ids, signer: people.alice.key, recipients, form })).length;
      }),
    );
    const told = [1, octets + 1].map((size) =>
      sealedSize({ files: [size], characters: 0, sign, encrypt, opaque: form === "opaque", readers: 1 }),
    );
    expect(grown(sizes) / octets).toBeCloseTo((78 / 57) ** times, 3);
    // Padding of a block cipher, the octets of ASN.1's lengths, and the signature's own.
    expect(Math.abs(grown(sizes) - grown(told))).toBeLessThan(64);
  });
});
