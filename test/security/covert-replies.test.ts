import { afterAll, describe, expect, it } from "vitest";
import { type Bytes, latin1 } from "../../src/smime/bytes.ts";
import { edit, letter, mixed, People, TEXT } from "../smime/people.ts";

/** Somebody else's ciphertext in an innocent question, so that the answer carries the plaintext back (Müller et al., "Re: What's Up Johnny?", ACNS 2019). */
const people = new People();
afterAll(() => people.remove());

const QUESTION = "Content-Type: text/plain\r\n\r\nAre you coming to lunch?\r\n";
const ciphertext = await people.encrypt(TEXT);
const asMessage = (entity: Bytes) => `Content-Type: message/rfc822\r\n\r\n${latin1(letter(entity))}`;
const INVISIBLE = `Content-Type: text/plain\r\n\r\n${"\r\n".repeat(200)}`;

const COVERT = [
  ["beside the question", mixed(QUESTION, ciphertext)],
  ["far below it", mixed(QUESTION, INVISIBLE, ciphertext)],
  ["before it", mixed(ciphertext, QUESTION)],
  ["in an alternative", edit(mixed(QUESTION, ciphertext), "multipart/mixed", "multipart/alternative")],
  ["in a related part", edit(mixed(QUESTION, ciphertext), "multipart/mixed", "multipart/related")],
  ["in a forwarded message", mixed(QUESTION, asMessage(ciphertext))],
  ["in a forwarded signed message", mixed(QUESTION, asMessage(await people.sign(ciphertext)))],
  ["under the asker's own signature", await people.sign(mixed(QUESTION, ciphertext), people.eve)],
  ["under the asker's own opaque signature", await people.sign(mixed(QUESTION, ciphertext), people.eve, "opaque")],
  ["under the asker's own encryption", await people.encrypt(mixed(QUESTION, ciphertext))],
  ["called plain text", mixed(QUESTION, edit(ciphertext, /name=smime\.p7m/g, "name=notes.txt"))],
  ["called a signature", mixed(QUESTION, edit(ciphertext, "pkcs7-mime", "pkcs7-signature"))],
  ["as the signature of multipart/signed", edit(mixed(QUESTION, ciphertext), "multipart/mixed", "multipart/signed")],
] as const;

describe("an answer", () => {
  it.each(COVERT)("quotes only what was asked, ciphertext %s", async (_, entity) => {
    const { content, reply, report, attachment } = await people.open(letter(entity));
    expect(reply.quotedText).not.toContain("still warm");
    expect(content.text).not.toContain("still warm");
    expect(content.html ?? "").not.toContain("still warm");
    for (const [i] of content.attachments.entries()) expect(latin1(attachment(i))).not.toContain("still warm");
    expect(["none", "decrypted"]).toContain(report.encryption.kind);
  });

  it("to a message of which nothing was opened quotes nothing", async () => {
    const { reply, content } = await people.open(letter(ciphertext), { keys: [people.alice.key] });
    expect([reply.quotedText, content.text]).toEqual(["", ""]);
    const locked = await people.open(letter(ciphertext), { keys: "locked" });
    expect([locked.reply.quotedText, locked.content.text]).toEqual(["", ""]);
  });

  it("to an encrypted message quotes what was in it, and says that it must be sealed", async () => {
    const opened = await people.open(letter(ciphertext));
    expect(opened.reply.quotedText).toBe("> The wax is still warm.");
    expect(opened.decrypted).toBe(true);
  });
});
