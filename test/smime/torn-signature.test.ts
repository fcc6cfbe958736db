import { afterAll, describe, expect, it } from "vitest";
import { type Bytes, fromLatin1, latin1, utf8 } from "../../src/smime/bytes.ts";
import { edit, letter, mixed, People, TEXT } from "./people.ts";

/** Mail that a system on the way packed anew: multipart/signed has become multipart/mixed. */
const people = new People();
afterAll(() => people.remove());

const FOOTER = "Content-Type: text/plain\r\n\r\nThe list's footer\r\n";

/** The octets of the parts of a multipart/signed: content and signature. */
async function piecesOf(entity: string, signer = people.alice): Promise<readonly [Bytes, Bytes]> {
  const signed = latin1(await people.sign(entity, signer));
  const boundary = /boundary="(.*?)"/.exec(signed)?.[1] ?? "";
  const [, content = "", signature = ""] = signed.split(`--${boundary}\r\n`);
  return [fromLatin1(content.slice(0, -2)), fromLatin1(signature.slice(0, signature.indexOf("\r\n--")))];
}

const verdictOf = async (message: Bytes) => (await people.open(message)).report.signature;
const PARTIAL = { kind: "partial", reason: "changed-on-the-way", signer: { name: "alice" } };
const REPACKED = { kind: "undetermined", reason: "repacked", claimed: { name: "alice" } };

describe("a part that is still as it was signed", () => {
  it("is partly signed: with another boundary, a preface, a footer, deeper", async () => {
    const [content, signature] = await piecesOf(TEXT);
    for (const message of [
      mixed(content, signature),
      mixed(FOOTER, content, signature),
      mixed(content, signature, FOOTER),
      mixed(mixed(content, signature), FOOTER),
    ])
      expect(await verdictOf(letter(message))).toMatchObject(PARTIAL);
  });

  it("is so with a line end more or less behind it, and with bare LF", async () => {
    const [content, signature] = await piecesOf(TEXT);
    const text = latin1(content);
    for (const body of [`${text}\r\n`, text.slice(0, -2), text.replaceAll("\r\n", "\n")])
      expect(await verdictOf(letter(mixed(body, signature)))).toMatchObject(PARTIAL);
  });

  it("teaches nothing, and is told apart from what stands beside it", async () => {
    const file = "Content-Type: application/x; name=a\r\n\r\nx\r\n";
    const [content, signature] = await piecesOf(latin1(mixed(TEXT, file)));
    const opened = await people.open(letter(mixed(content, signature, file)));
    expect(opened.learned).toBeNull();
    expect(opened.report.layers).toEqual(["multipart-signed"]);
    const own = opened.content.attachments.filter(({ filename }) => filename === "a");
    expect(own.map(({ signed }) => signed)).toEqual([true, false]);
    expect(opened.report.checks[0]).toMatchObject({ question: "content-intact", answer: "unknown" });
  });
});

describe("parts that are not what was signed any more", () => {
  const rewritten = 'Content-Type: text/plain; charset="utf-8"\r\n\r\nThe wax is still warm.\r\n';

  it.each([
    ["header rewritten", (signature: Bytes) => mixed(rewritten, signature)],
    [
      "alternative made of it",
      (signature: Bytes) => mixed(edit(mixed(rewritten, FOOTER), "mixed;", "alternative;"), signature),
    ],
    ["taken apart", (signature: Bytes) => mixed(rewritten, FOOTER, FOOTER, signature)],
    ["with a footer", (signature: Bytes) => mixed(rewritten, signature, FOOTER)],
  ])("were packed anew on the way, neither forged nor verified: %s", async (_, build) => {
    const [, signature] = await piecesOf(TEXT);
    const opened = await people.open(letter(build(signature)));
    expect(opened.report.signature).toMatchObject(REPACKED);
    expect(opened.learned).toBeNull();
    expect(opened.content.text).toContain("still warm");
    expect(opened.content.attachments.every(({ signed }) => !signed)).toBe(true);
    expect(opened.report.checks[0]).toMatchObject({ answer: "unknown", facts: { reason: "repacked" } });
  });

  it("are so by a signature without signed attributes too", async () => {
    const { openssl, bob } = people;
    const file = openssl.write("content", utf8(TEXT));
    const key = ["-signer", bob.certificatePath, "-inkey", bob.keyPath];
    const der = openssl.run(["cms", "-sign", "-binary", "-noattr", "-outform", "DER", "-in", file, ...key]);
    const part = `Content-Type: application/pkcs7-signature; name=smime.p7s\r\nContent-Transfer-Encoding: base64\r\n\r\n${Buffer.from(der).toString("base64")}\r\n`;
    expect(await verdictOf(letter(mixed(TEXT, part)))).toMatchObject({ kind: "partial" });
    expect(await verdictOf(letter(mixed(rewritten, part)))).toMatchObject({ ...REPACKED, claimed: { name: "bob" } });
  });

  it("are nothing at all without a message's signature beside them", async () => {
    const [, signature] = await piecesOf(TEXT);
    const named = edit(signature, /smime\.p7s/g, "contract.pdf.p7s");
    expect(await verdictOf(letter(mixed(rewritten, named)))).toEqual({ kind: "unsigned" });
    expect(await verdictOf(letter(mixed(rewritten, edit(signature, /\r\n\r\n[^]*/, "\r\n\r\nTm9uZQ==\r\n"))))).toEqual({
      kind: "unsigned",
    });
  });
});
