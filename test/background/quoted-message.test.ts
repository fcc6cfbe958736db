import { describe, expect, it } from "vitest";
import { openingOf } from "../../src/background/quoted-message.ts";
import { readDateTime } from "../../src/smime/mime/date-time.ts";
import type { OpenedMessage } from "../../src/smime/reading.ts";
import type { DisplayHeaders } from "../../src/smime/verdict/display.ts";
import { SEED } from "./letters.ts";

const HEADERS: Omit<DisplayHeaders, "sentAt"> = {
  subject: "Lunch",
  from: [{ name: "Bob Baker", address: "bob@example.com" }],
  to: [
    { name: "Alice", address: "alice@example.com" },
    { name: "", address: "carol@example.com" },
  ],
  cc: [],
  date: "Fri, 20 Nov 2026 23:05:00 -0500",
  messageId: "<original@example.com>",
};

function opened(headers: Partial<DisplayHeaders> = {}): OpenedMessage {
  const sentAt = readDateTime(headers.date ?? HEADERS.date);
  const content = { headers: { ...HEADERS, ...headers, sentAt }, text: "Soup?", html: null };
  return { report: { encryption: { kind: "decrypted" } }, content, reply: { quotedText: "> Soup?" } } as never;
}

const answer = (headers?: Partial<DisplayHeaders>) => openingOf({ ...SEED, text: "Yes." }, opened(headers), "").text;
const forward = (headers?: Partial<DisplayHeaders>) =>
  openingOf({ ...SEED, text: "", forwards: true }, opened(headers), "").text;

describe("what introduces a quote", () => {
  it("names the writer, and the moment in words and in nobody's time zone", () => {
    expect(answer()).toBe("Yes.\n\nOn 21 November 2026 at 04:05 UTC, Bob Baker wrote:\n> Soup?\n");
  });

  it("leaves a date that cannot be read as it stands, and out where there is none", () => {
    expect(answer({ date: "yesterday, 3 o'clock" })).toContain("On yesterday, 3 o'clock, Bob Baker wrote:\n");
    expect(answer({ date: "" })).toContain("\n\nBob Baker wrote:\n");
  });

  it("is left out where nobody is named", () => {
    expect(answer({ from: [] })).toBe("Yes.\n\n> Soup?\n");
  });
});

describe("the head of a forwarded message", () => {
  it("has a line for each field that is there", () => {
    const lines = [
      "-------- Forwarded message --------",
      "From: Bob Baker <bob@example.com>",
      "Date: 21 November 2026 at 04:05 UTC",
      "Subject: Lunch",
      "To: Alice <alice@example.com>, carol@example.com",
      "",
      "Soup?",
      "",
    ];
    expect(forward()).toBe(`\n\n${lines.join("\n")}`);
  });

  it("leaves out what is empty, and keeps places that a subject seems to have", () => {
    const text = forward({ subject: "{people}", date: "", to: [], cc: HEADERS.from });
    expect(text).toContain("com>\nSubject: {people}\nCc: Bob Baker <bob@example.com>\n\nSoup?");
  });
});
