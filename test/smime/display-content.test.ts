import { describe, expect, it } from "vitest";
import { utf8 } from "../../src/smime/bytes.ts";
import { joinBodies, showBody } from "../../src/smime/display-content.ts";
import type { ProtectionScheme } from "../../src/smime/mime/header-protection.ts";
import { parseEntity } from "../../src/smime/mime/parse.ts";

const show = (text: string, scheme: ProtectionScheme | null = null) => {
  const body = showBody(parseEntity(utf8(text)), { isSigned: () => false, opened: () => null, scheme });
  return {
    text: body.text,
    html: body.html,
    attachments: body.attachments.map(({ filename, contentType, size }) => [filename, contentType, size]),
  };
};
const part = (type: string, body: string, more = "") => `Content-Type: ${type}\n${more}\n${body}`;
const multi = (type: string, boundary: string, ...parts: string[]) =>
  `Content-Type: multipart/${type}; boundary=${boundary}\n\n${parts.map((text) => `--${boundary}\n${text}\n`).join("")}--${boundary}--`;

const plain = part("text/plain", "plain");
const html = part("text/html", "<b>rich</b>");
const file = part("application/pdf", "%PDF", 'Content-Disposition: attachment; filename="a.pdf"\n');

describe("showBody", () => {
  it.each([
    ["plain", plain, { text: "plain", html: null, attachments: [] }],
    ["HTML only", html, { text: "rich", html: "<b>rich</b>", attachments: [] }],
    ["alternative", multi("alternative", "a", plain, html), { text: "plain", html: "<b>rich</b>", attachments: [] }],
    [
      "mixed with a file",
      multi("mixed", "m", plain, file),
      { text: "plain", html: null, attachments: [["a.pdf", "application/pdf", 4]] },
    ],
    [
      "alternative in mixed",
      multi("mixed", "m", multi("alternative", "a", plain, html), file),
      { text: "plain", html: "<b>rich</b>", attachments: [["a.pdf", "application/pdf", 4]] },
    ],
    [
      "related in alternative",
      multi("alternative", "a", plain, multi("related", "r", html, part("image/png", "png"))),
      { text: "plain", html: "<b>rich</b>", attachments: [["attachment.png", "image/png", 3]] },
    ],
    [
      "text as attachment",
      multi("mixed", "m", plain, part("text/plain", "log", "Content-Disposition: attachment\n")),
      { text: "plain", html: null, attachments: [["attachment.txt", "text/plain", 3]] },
    ],
    [
      "a forwarded message",
      multi("mixed", "m", plain, part("message/rfc822", "Subject: x\n\ny")),
      { text: "plain", html: null, attachments: [["attachment.eml", "message/rfc822", 13]] },
    ],
    [
      "a multipart without parts",
      "Content-Type: multipart/mixed; boundary=b\n\nlost",
      { text: "lost", html: null, attachments: [] },
    ],
  ])("%s", (_, text, expected) => expect(show(text)).toEqual(expected));

  it("never sets two HTML parts side by side", () => {
    const shown = show(
      multi(
        "mixed",
        "m",
        part("text/html", '<img src="https://evil.example/'),
        part("text/html", "secret"),
        part("text/html", '">'),
      ),
    );
    expect(shown.html).toBeNull();
    expect(shown.text).toContain("secret");
  });

  it("never sets plain text beside HTML as HTML", () => {
    expect(show(multi("mixed", "m", html, part("text/plain", "<i>footer</i>")))).toMatchObject({
      html: null,
      text: "rich\n<i>footer</i>",
    });
  });
});

const marked = (type: string, body: string) => part(`text/${type}; hp-legacy-display="1"`, body);

const body = (text: string, signed: boolean) =>
  showBody(parseEntity(utf8(text)), { isSigned: () => signed, opened: () => null, scheme: null });
const SIGNED = "signed";
const covered = (type: string, text: string) => part(`${type}; x=${SIGNED}`, text);

const stretches = (text: string) => {
  const shown = showBody(parseEntity(utf8(text)), {
    isSigned: (entity) => entity.contentType.parameters.get("x") === SIGNED,
    opened: () => null,
    scheme: null,
  });
  return shown.stretches.map(({ start, end, signed }) => [shown.text.slice(start, end), signed]);
};

const attached = (type: string, name: string, more = "") =>
  showBody(parseEntity(utf8(part(type, "x", `Content-Disposition: attachment; filename="${name}"\n${more}`))), {
    isSigned: () => false,
    opened: () => null,
    scheme: null,
  }).attachments[0];

describe("attachments", () => {
  it.each([
    ["message/rfc822", "a.bin", true],
    ["message/global", "a", true],
    ["application/octet-stream", "a.EML", true],
    ["text/plain", "a.eml", true],
    ["text/html", "a.eml", false],
    ["image/png", "a.eml", false],
    ["application/octet-stream", "a.eml.exe", false],
    ["message/delivery-status", "a", false],
    ["text/calendar", "a.ics", false],
  ])("%s as %s is a message: %s", (type, name, expected) => expect(attached(type, name)?.isMessage).toBe(expected));

  it("have the name that HTML calls them by", () => {
    expect(attached("image/png", "a.png", "Content-ID: <a@b>\n")?.contentId).toBe("a@b");
    expect(attached("image/png", "a.png")?.contentId).toBeNull();
  });
});

describe("what of the text is signed", () => {
  it.each([
    ["all of it", covered("text/plain", "mine"), [["mine", true]]],
    ["none of it", plain, [["plain", false]]],
    [
      "a part between others, which are one stretch where they touch",
      multi("mixed", "m", plain, html, covered("text/plain", "mine"), plain),
      [
        ["plain\nrich", false],
        ["mine", true],
        ["plain", false],
      ],
    ],
    ["everything in a signed multipart", multi("mixed; x=signed", "m", plain, html), [["plain\nrich", true]]],
    [
      "of two forms both",
      multi("alternative", "a", covered("text/plain", "text"), covered("text/html", "<b>rich</b>")),
      [["text", true]],
    ],
    [
      "of two forms one: not signed",
      multi("alternative", "a", plain, covered("text/html", "<b>rich</b>")),
      [["plain", false]],
    ],
    ["nor the other", multi("alternative", "a", covered("text/plain", "text"), html), [["text", false]]],
    ["HTML alone", multi("alternative", "a", covered("text/html", "<b>rich</b>")), [["rich", true]]],
    ["nothing", "Content-Type: text/plain\n\n", []],
  ])("%s", (_, text, expected) => expect(stretches(text)).toEqual(expected));

  it("is the same after several bodies were put together", () => {
    const joined = joinBodies([
      body(plain, true),
      body(html, true),
      body("Content-Type: text/plain\n\n", true),
      body(file, false),
      body(plain, false),
    ]);
    expect(joined.text).toBe("plain\nrich\nplain");
    expect(joined.stretches).toEqual([
      { start: 0, end: 10, signed: true },
      { start: 11, end: 16, signed: false },
    ]);
    expect(joined.attachments.map(({ signed }) => signed)).toEqual([false]);
  });
});

describe("legacy display elements", () => {
  const element = '<div class="header-protection-legacy-display"><pre>Subject: x</pre></div>';
  const both = multi(
    "alternative",
    "a",
    marked("plain", "Subject: x\n\ntext"),
    marked("html", `${element}<b>rich</b>`),
  );

  it.each(["hp-clear", "hp-cipher"] as const)("are left out of every alternative (%s)", (scheme) => {
    expect(show(both, scheme)).toMatchObject({ text: "text", html: "<b>rich</b>" });
    expect(show(multi("mixed", "m", both, file), scheme)).toMatchObject({ text: "text", html: "<b>rich</b>" });
  });

  it.each([null, "protected-headers-v1", "wrapped"] as const)("mean nothing elsewhere (%s)", (scheme) => {
    expect(show(both, scheme)).toMatchObject({ text: "Subject: x\n\ntext", html: `${element}<b>rich</b>` });
  });

  it("stay in parts that are not marked, and in attachments", () => {
    const note = part('text/plain; hp-legacy-display="1"', "Subject: x\n\ny", "Content-Disposition: attachment\n");
    expect(show(multi("mixed", "m", part("text/plain", "Subject: x\n\ntext"), note), "hp-cipher")).toMatchObject({
      text: "Subject: x\n\ntext",
      attachments: [["attachment.txt", "text/plain", 13]],
    });
  });

  it("are the first part of a payload of their forerunner", () => {
    const first = part('text/plain; protected-headers="v1"', "Subject: x\n", "Content-Disposition: inline\n");
    const headers = part('text/rfc822-headers; protected-headers="v1"', "Subject: x\n");
    for (const repetition of [first, headers]) {
      expect(show(multi("mixed", "m", repetition, plain), "protected-headers-v1")).toMatchObject({
        text: "plain",
        attachments: [],
      });
      expect(show(multi("mixed", "m", plain, repetition), "protected-headers-v1").text).toContain("plain");
      expect(show(multi("mixed", "m", repetition, plain), "hp-cipher")).not.toMatchObject({
        text: "plain",
        attachments: [],
      });
      expect(show(multi("mixed", "m", repetition), "protected-headers-v1").attachments.length).toBeLessThan(2);
    }
  });
});
