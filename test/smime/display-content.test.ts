import { describe, expect, it } from "vitest";
import { utf8 } from "../../src/smime/bytes.ts";
import { showBody } from "../../src/smime/display-content.ts";
import { parseEntity } from "../../src/smime/mime/parse.ts";

const show = (text: string) => {
  const body = showBody(parseEntity(utf8(text)), { isSigned: () => false, opened: () => null });
  return {
    ...body,
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
    [
      "legacy display (RFC 9788)",
      part('text/plain; hp-legacy-display="1"', "Subject: x\n\ntext"),
      { text: "text", html: null, attachments: [] },
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
