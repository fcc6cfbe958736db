import { afterAll, describe, expect, it } from "vitest";
import { latin1, utf8 } from "../../src/smime/bytes.ts";
import { type Entity, fieldOf, textOf } from "../../src/smime/mime/entity.ts";
import { parseEntity } from "../../src/smime/mime/parse.ts";
import type { Draft } from "../../src/smime/verdict/display.ts";
import { writeMessage } from "../../src/smime/write-message.ts";
import { NOW, People } from "./people.ts";

const people = new People();
afterAll(() => people.remove());

const CID = `${"0a".repeat(16)}@inline.invalid`;
const picture = { contentId: CID, filename: "wing.png", contentType: "image/png", content: utf8("\x89PNG") };
const html = `<div>Grüße, <b>Bob</b></div><img src="cid:${CID}" alt="">`;
const draft: Draft = {
  from: { name: "Alice", address: "alice@example.com" },
  to: [{ name: "Bob", address: "bob@example.com" }],
  cc: [],
  bcc: [],
  subject: "Wax & wings <1>",
  text: `Grüße, Bob\n${"a long line ".repeat(40)}\n`,
  rich: { html, images: [] },
  attachments: [],
  sign: true,
  encrypt: true,
  hideSubject: true,
};
const write = (change: Partial<Draft> = {}, form: "clear" | "opaque" = "clear") =>
  writeMessage({
    draft: { ...draft, ...change },
    messageId: "one@example.com",
    date: NOW,
    inReplyTo: null,
    references: [],
    signer: people.alice.key,
    recipients: [people.bob.certificate, people.alice.certificate],
    form,
  });

/** Types of the tree, as nested lists. */
function treeOf(entity: Entity | undefined): unknown {
  if (!entity) return null;
  return entity.parts.length === 0 ? entity.type : [entity.type, ...entity.parts.map(treeOf)];
}

const image = { html, images: [picture] };
const file = { filename: "a.pdf", contentType: "application/pdf", content: utf8("PDF") };
const ALTERNATIVE = ["multipart/alternative", "text/plain", "text/html"];

describe("the body of a letter", () => {
  it.each<readonly [string, Partial<Draft>, unknown]>([
    ["plain", { rich: null }, "text/plain"],
    ["plain with a file", { rich: null, attachments: [file] }, ["multipart/mixed", "text/plain", "application/pdf"]],
    ["formatted", {}, ALTERNATIVE],
    ["formatted with a file", { attachments: [file] }, ["multipart/mixed", ALTERNATIVE, "application/pdf"]],
    [
      "with a picture",
      { rich: image },
      ["multipart/alternative", "text/plain", ["multipart/related", "text/html", "image/png"]],
    ],
  ])("%s", async (_, change, tree) => {
    const [payload] = parseEntity(await write({ ...change, encrypt: false })).parts;
    expect(treeOf(payload)).toEqual(tree);
    expect(payload?.contentType.parameters.get("hp")).toBe("clear");
    expect(fieldOf(payload ?? parseEntity(utf8("")), "from")).toContain("alice@example.com");
  });

  it("is no flowed text, and keeps a long line as one", async () => {
    const [payload] = parseEntity(await write({ encrypt: false })).parts;
    const [plain, rich] = payload?.parts ?? [];
    expect(plain?.contentType.parameters.has("format")).toBe(false);
    expect(plain && textOf(plain)).toBe(draft.text);
    expect(rich && textOf(rich)).toContain(`<body>${html}</body>`);
  });

  it("names a picture as the HTML does, and shows it in its place", async () => {
    const [payload] = parseEntity(await write({ encrypt: false, rich: image })).parts;
    const related = payload?.parts[1];
    expect(related?.contentType.parameters.get("type")).toBe("text/html");
    const [, shown] = related?.parts ?? [];
    expect(shown && fieldOf(shown, "content-id")).toBe(`<${CID}>`);
    expect(shown && fieldOf(shown, "content-disposition")).toContain("inline");
  });

  it.each(["clear", "opaque"] as const)("stays 7-bit in lines of at most 76 characters, signed %s", async (form) => {
    const raw = latin1(await write({ encrypt: false, rich: image, attachments: [file] }, form));
    expect(raw).toMatch(/^[\t\r\n\x20-\x7e]*$/);
    for (const line of raw.split("\r\n")) expect(line.length).toBeLessThanOrEqual(76);
  });

  it("tells readers without header protection a hidden subject in both alternatives, and others once", async () => {
    const { content } = await people.open(await write());
    expect(content.headers.subject).toBe(draft.subject);
    expect(content.text).toBe(draft.text);
    expect(content.html).toContain(`<body>${html}</body>`);
    const signed = await people.open(await write({ encrypt: false }));
    expect(signed.content.html).toBe(content.html);
  });

  it.each([
    ["as it is", "From: a@b.example\r\nSubject: x\r\n\r\nText", "message/rfc822"],
    ["as it is, with long lines", `Subject: ${"x".repeat(900)}\r\n\r\nText\r\n`, "message/rfc822"],
    ["as a file: 8-bit", "Subject: x\r\n\r\nGr\xfc\xdfe\r\n", "application/octet-stream"],
    ["as a file: lines that end in LF", "Subject: x\n\nText\n", "application/octet-stream"],
    ["as a file: a lone CR", "Subject: x\r\n\r\na\rb\r\n", "application/octet-stream"],
    ["as a file: overlong", `Subject: x\r\n\r\n${"x".repeat(999)}\r\n`, "application/octet-stream"],
    ["as a file: rewritten by mailboxes", "Subject: x\r\n\r\nFrom here\r\n", "application/octet-stream"],
  ])("attaches a message octet for octet %s", async (_, message, type) => {
    const content = Uint8Array.from(message, (character) => character.charCodeAt(0));
    const attachments = [{ filename: "x.eml", contentType: "message/rfc822", content }];
    for (const encrypt of [true, false]) {
      const opened = await people.open(await write({ attachments, encrypt }));
      expect(opened.report.signature.kind).toBe("verified");
      expect(opened.content.attachments).toMatchObject([{ filename: "x.eml", contentType: type }]);
      expect(opened.attachment(0)).toEqual(content);
    }
  });

  it("escapes the subject where it stands in the HTML", async () => {
    const raw = await write({ sign: false });
    const { body } = parseEntity(raw);
    expect(body.length).toBeGreaterThan(0);
    const opened = await people.open(raw);
    expect(opened.content.html).not.toContain("<1>");
  });
});
