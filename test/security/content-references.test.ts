import { afterAll, describe, expect, it } from "vitest";
import { type Bytes, latin1, utf8 } from "../../src/smime/bytes.ts";
import { edit, letter, mixed, People, TEXT } from "../smime/people.ts";

/** Unsigned HTML that draws signed parts into itself, and the other way round ("Johnny, you are fired!" section 4.3). */
const people = new People();
afterAll(() => people.remove());

const PICTURE =
  "Content-Type: image/png; name=sum.png\r\nContent-ID: <sum@example.com>\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=\r\n";
const HTML = 'Content-Type: text/html\r\n\r\n<p>You owe <img src="cid:sum@example.com"></p>\r\n';

const related = (...parts: readonly (Bytes | string)[]) =>
  edit(mixed(...parts), "multipart/mixed", "multipart/related");

describe("a reference", () => {
  it.each([
    ["from unsigned HTML to a signed part", async () => related(HTML, await people.sign(PICTURE))],
    ["from signed HTML to an unsigned part", async () => related(await people.sign(HTML), PICTURE)],
    ["from unsigned HTML to a signed message", async () => related(HTML, await people.sign(mixed(TEXT, PICTURE)))],
    ["through a container more", async () => mixed(related(HTML, mixed(await people.sign(PICTURE))))],
  ])("%s is never under the verdict", async (_, build) => {
    const { report, content } = await people.open(letter(await build()));
    expect(report.signature).toMatchObject({ kind: "partial", reason: "unsigned-parts" });
    expect(content.attachments.filter(({ signed }) => signed).length).toBeLessThan(2);
  });

  it("within what is signed is", async () => {
    const { report, content } = await people.open(letter(await people.sign(related(HTML, PICTURE))));
    expect(report.signature.kind).toBe("verified");
    expect(content.attachments).toMatchObject([{ filename: "sum.png", signed: true }]);
  });
});

describe("parts of one message", () => {
  it("are told apart as signed or not, one by one", async () => {
    const other = PICTURE.replace("sum.png", "other.png");
    const { content } = await people.open(letter(mixed(await people.sign(mixed(TEXT, PICTURE)), other)));
    expect(content.attachments).toMatchObject([
      { filename: "sum.png", signed: true },
      { filename: "other.png", signed: false },
    ]);
  });

  it("are no one's page together: two stretches of HTML are shown as text", async () => {
    const open = "Content-Type: text/html\r\n\r\n<div style='display:none'>\r\n";
    const { content } = await people.open(letter(mixed(open, await people.sign(HTML))));
    expect(content.html).toBeNull();
    expect(content.text).toContain("You owe");
  });
});

it("a style sheet or a script in front does not take the signed part away", async () => {
  const style = utf8("Content-Type: text/html\r\n\r\n<style>.s{display:none}</style>\r\n");
  const { report, content } = await people.open(letter(mixed(latin1(style), await people.sign(TEXT))));
  expect(report.signature.kind).toBe("partial");
  expect(content.html).toBeNull();
  expect(content.text).toContain("still warm");
});
