import { afterAll, describe, expect, it } from "vitest";
import { type Bytes, fromLatin1, latin1 } from "../../src/smime/bytes.ts";
import { edit, letter, mixed, People, TEXT } from "../smime/people.ts";

/** "Packed anew on the way" is a mild word: nobody may borrow it for a message that was altered. */
const people = new People();
afterAll(() => people.remove());

const EVIL = "Content-Type: text/plain\r\n\r\nPay to the new account.\r\n";
const signed = await people.sign(TEXT);
const altered = edit(signed, "still warm", "stone cold");
const boundary = /boundary="(.*?)"/.exec(latin1(signed))?.[1] ?? "";
const [header = "", content = "", tail = ""] = latin1(altered).split(`--${boundary}\r\n`);
const delimiter = `--${boundary}\r\n`;
const signature = tail.slice(0, tail.indexOf(`--${boundary}--`));
const close = `--${boundary}--\r\n`;
const stolen = fromLatin1(signature.slice(0, -2));
const sealed = await people.encrypt(altered);
const sealedInList = await people.encrypt(mixed(altered, EVIL));
const verdictOf = async (message: Bytes) => (await people.open(message)).report.signature;

describe("a multipart/signed that was altered stays altered", () => {
  it.each([
    ["as it is", altered],
    ["with its only signature attached once more", edit(altered, close, delimiter + signature + close)],
    ["with parts behind", edit(altered, close, `${delimiter}${EVIL}\r\n${close}`)],
    [
      "with a signature part of an unspecific type",
      edit(altered, /application\/pkcs7-signature;(?= name)/, "application/octet-stream;"),
    ],
    ["without protocol", edit(altered, /protocol="[^"]*";/, "")],
    ["under another protocol", edit(altered, /protocol="[^"]*"/, 'protocol="application/pgp-signature"')],
    ["in a list's multipart/mixed", mixed(altered, EVIL)],
    ["deep inside", mixed(EVIL, mixed(EVIL, mixed(altered)))],
    ["behind parts that were packed anew", mixed(mixed(EVIL, stolen), altered)],
    ["beside a torn signature", mixed(EVIL, stolen, altered)],
    ["before one", mixed(altered, EVIL, stolen)],
    ["inside encryption", sealed],
    ["inside encryption, in a list's multipart/mixed", sealedInList],
  ])("%s", async (_, message) => {
    expect(await verdictOf(letter(message))).toMatchObject({ kind: "altered", reason: "digest-mismatch" });
  });

  it.each([
    ["signature first", header + delimiter + signature + delimiter + content + close],
    [
      "a part between, and no protocol",
      edit(
        fromLatin1(header + delimiter + content + delimiter + `${EVIL}\r\n` + delimiter + signature + close),
        /protocol="[^"]*";/,
        "",
      ),
    ],
  ])("in another order it is never excused: %s", async (_, message) => {
    const { kind, ...more } = await verdictOf(letter(typeof message === "string" ? fromLatin1(message) : message));
    expect(["altered", "undetermined"]).toContain(kind);
    expect(more).not.toMatchObject({ reason: "repacked" });
  });
});

describe("a signature that was torn off another message", () => {
  it("never makes a message verified or partly signed, and teaches nothing", async () => {
    const opened = await people.open(letter(mixed(EVIL, stolen)));
    expect(opened.report.signature).toMatchObject({ kind: "undetermined", reason: "repacked" });
    expect(opened.learned).toBeNull();
  });

  it("is no excuse for a key that did not make it", async () => {
    const { signerOf } = await forged();
    expect(signerOf).toMatchObject({ kind: "altered", reason: "signature-mismatch" });
  });

  it("covers only the part it fits, whatever stands before it", async () => {
    const [, good = ""] = latin1(signed).split(delimiter);
    const opened = await people.open(letter(mixed(EVIL, good.slice(0, -2), stolen)));
    expect(opened.report.signature).toMatchObject({ kind: "partial", reason: "changed-on-the-way" });
    expect(opened.content.text).toContain("Pay to the new account.");
  });
});

/** Content that fits the digest, under a signature value somebody changed. */
async function forged() {
  const [, good = ""] = latin1(signed).split(delimiter);
  const der = Buffer.from(signature.slice(signature.indexOf("\r\n\r\n")), "base64");
  der[der.length - 1] = (der.at(-1) ?? 0) ^ 1;
  const part = signature.slice(0, signature.indexOf("\r\n\r\n") + 4) + der.toString("base64");
  return { signerOf: await verdictOf(letter(mixed(good.slice(0, -2), part))) };
}
