import { describe, expect, it } from "vitest";
import { utf8 } from "../../../src/smime/bytes.ts";
import { textOf } from "../../../src/smime/mime/entity.ts";
import { withLegacyDisplay, withoutLegacyDisplay } from "../../../src/smime/mime/legacy-display.ts";
import { parseEntity } from "../../../src/smime/mime/parse.ts";

const shown = (type: "plain" | "html", body: string) => {
  const entity = parseEntity(utf8(`Content-Type: text/${type}; hp-legacy-display=1\n\n${body}`));
  return withoutLegacyDisplay(entity, textOf(entity), "hp-cipher");
};
const ELEMENT = '<div class="header-protection-legacy-display"><pre>Subject: x</pre></div>';

describe("withoutLegacyDisplay", () => {
  it("undoes withLegacyDisplay, whatever the text", () => {
    for (const text of ["", "text", "\n\ntext\n\nmore", "Subject: y\n\nz"])
      expect(shown("plain", withLegacyDisplay([{ name: "Subject", text: "x" }], text))).toBe(text);
  });

  it.each([
    ["Subject: x\n\ntext", "text"],
    ["Subject: x\nFrom: y\n \t\ntext\n\nmore", "text\n\nmore"],
    ["\ntext", "text"],
    ["no blank line\nat all", "no blank line\nat all"],
  ])("of text ends at the first blank line: %j", (body, expected) => expect(shown("plain", body)).toBe(expected));

  it.each([
    [`${ELEMENT}<p>x</p>`, "<p>x</p>"],
    [`<html><body class=a>\n${ELEMENT}\n<p>x</p></body>`, "<html><body class=a>\n<p>x</p></body>"],
    ["<div class='header-protection-legacy-display'><div>a</div>b</div>c", "c"],
    [`<p>x</p>${ELEMENT}`, `<p>x</p>${ELEMENT}`],
    [`<body><div>${ELEMENT}</div>`, `<body><div>${ELEMENT}</div>`],
    [
      '<div class="header-protection-legacy-display">never closed',
      '<div class="header-protection-legacy-display">never closed',
    ],
    [
      '<div class="other header-protection-legacy-display">x</div>',
      '<div class="other header-protection-legacy-display">x</div>',
    ],
  ])("of HTML is the first child of the body alone: %s", (body, expected) =>
    expect(shown("html", body)).toBe(expected),
  );

  it("is looked for in hostile HTML without end", () => {
    const bodies = [
      `<div class="header-protection-legacy-display">${"<div".repeat(200_000)}`,
      "<body ".repeat(200_000),
    ];
    for (const body of bodies) expect(shown("html", body)).toBe(body);
  });
});
