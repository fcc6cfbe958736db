import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { OpenedMessage } from "../../src/smime/reading.ts";
import { box, draftOf, letter, SEED } from "./letters.ts";
import { authority, correspondent } from "./made-worker.ts";

/** Marks of direction: other programs show them as boxes, and nobody can see what they do. */
const MARKS = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u;

const CATALOG: Readonly<Record<string, { message: string }>> = JSON.parse(
  readFileSync("public/_locales/ar/messages.json", "utf8"),
);

const headers = {
  subject: "Lunch",
  from: [box("bob@example.com", "Bob Baker")],
  to: [box("alice@example.com", "Alice")],
  cc: [box("carol@example.com")],
  date: "Fri, 20 Nov 2026 23:05:00 -0500",
  sentAt: Date.parse("2026-11-20T23:05:00-05:00"),
  messageId: "<original@example.com>",
};
const opened = {
  report: { encryption: { kind: "decrypted" } },
  content: { headers, text: "Soup?", html: null },
  reply: { quotedText: "> Soup?" },
} as unknown as OpenedMessage;

describe("a letter that is written in Arabic", () => {
  beforeAll(() => {
    vi.resetModules();
    vi.stubGlobal("chrome", { i18n: { getMessage: (id: string) => CATALOG[id]?.message ?? "" } });
  });
  afterAll(() => {
    vi.unstubAllGlobals();
    vi.resetModules();
  });

  it.each([false, true])("has no marks of direction around what it quotes, forwarded: %s", async (forwards) => {
    const { openingOf } = await import("../../src/background/quoted-message.ts");
    const { text } = openingOf({ ...SEED, text: "", forwards }, opened, "");
    expect(text).toMatch(/\p{Script=Arabic}.*Bob Baker/su);
    expect(text).not.toMatch(MARKS);
  });

  it("has none in the hello that asks for a certificate, as it leaves", async () => {
    const { helloTo } = await import("../../src/pages/composer/hello.ts");
    const { parseEntity } = await import("../../src/smime/mime/parse.ts");
    const { decodeEncodedWords } = await import("../../src/smime/mime/encoded-word.ts");
    const { subject, text } = helloTo(box("zoe@new.example", "Zoe"), box("alice@example.com", "Alice"));
    expect(text).toMatch(/\p{Script=Arabic}.*Zoe/su);
    expect(text).not.toMatch(MARKS);
    const alice = await correspondent(await authority(), "alice@example.com");
    const draft = { ...draftOf("alice@example.com", ["zoe@new.example"]), subject, text, encrypt: false };
    const raw = await letter(alice, [], draft);
    const sent = parseEntity(raw).fields.find(({ name }) => name === "subject");
    const shown = decodeEncodedWords(sent?.value ?? "");
    expect(shown).toMatch(/\p{Script=Arabic}/u);
    expect(shown).not.toMatch(MARKS);
  });
});
