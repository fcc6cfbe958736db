import { afterAll, describe, expect, it } from "vitest";
import { fromLatin1, latin1, utf8 } from "../../src/smime/bytes.ts";
import { createSignedData } from "../../src/smime/cms/signed-data.ts";
import { encodeBase64Lines } from "../../src/smime/mime/base64.ts";
import { edit, letter, mixed, NOW, People, TEXT } from "../smime/people.ts";

/** A sound signature over something else than what is shown. */
const people = new People();
afterAll(() => people.remove());

const SHOWN = "Content-Type: text/plain\r\n\r\nPay Eve.\r\n";

function clear(content: string, cms: Uint8Array<ArrayBuffer>) {
  const signature = `Content-Type: application/pkcs7-signature\r\nContent-Transfer-Encoding: base64\r\n\r\n${latin1(encodeBase64Lines(cms))}`;
  return letter(
    fromLatin1(
      `Content-Type: multipart/signed; protocol="application/pkcs7-signature"; boundary=b\r\n\r\n--b\r\n${content}\r\n--b\r\n${signature}\r\n--b--\r\n`,
    ),
  );
}

const signers = [people.alice.key];

/** The signature is where it belongs, in octets that are something else as well. */
async function twofold(header: string, wrap: (base64: string) => string) {
  const cms = await createSignedData({ content: utf8(TEXT), detached: true, signers, signingTime: NOW });
  const part = `${header}\r\n\r\n${wrap(latin1(encodeBase64Lines(cms)).trimEnd())}\r\n`;
  const body = `--b\r\n${TEXT}\r\n--b\r\n${part}--b--\r\n`;
  const type = 'multipart/signed; protocol="application/pkcs7-signature"; boundary=b';
  return fromLatin1(`Content-Type: ${type}\r\n\r\n${body}`);
}

describe("a sound signature in the wrong place", () => {
  it("with its own content inside multipart/signed does not vouch for the part beside it", async () => {
    const cms = await createSignedData({ content: utf8(TEXT), detached: false, signers, signingTime: NOW });
    expect((await people.open(clear(SHOWN, cms))).report.signature).toMatchObject({
      kind: "altered",
      reason: "digest-mismatch",
    });
  });

  it("taken from another message does not vouch for this one", async () => {
    const cms = await createSignedData({ content: utf8(TEXT), detached: true, signers, signingTime: NOW });
    expect((await people.open(clear(TEXT, cms))).report.signature.kind).toBe("verified");
    expect((await people.open(clear(SHOWN, cms))).report.signature.kind).toBe("altered");
  });

  it("over the decoded text does not vouch for its encoding", async () => {
    const cms = await createSignedData({ content: utf8("Pay Eve."), detached: true, signers, signingTime: NOW });
    const encoded = "Content-Type: text/plain\r\nContent-Transfer-Encoding: base64\r\n\r\nUGF5IEV2ZS4=\r\n";
    expect((await people.open(clear(encoded, cms))).report.signature.kind).toBe("altered");
  });

  it("detached and alone vouches for nothing", async () => {
    const cms = await createSignedData({ content: utf8(TEXT), detached: true, signers, signingTime: NOW });
    const header =
      "Content-Type: application/pkcs7-mime; smime-type=signed-data\r\nContent-Transfer-Encoding: base64\r\n\r\n";
    const opened = await people.open(letter(fromLatin1(header + latin1(encodeBase64Lines(cms)))));
    expect(opened.report.signature).toMatchObject({ kind: "undetermined", reason: "malformed-signature" });
  });

  it("is not made good by ignoring white space", async () => {
    const signed = letter(await people.sign(TEXT));
    for (const [from, to] of [
      ["warm.\r\n", "warm. \r\n"],
      ["warm.\r\n", "warm.\r\n\r\n"],
      ["The wax", "The  wax"],
      ["warm.", "warm.\r"],
    ] as const)
      expect((await people.open(edit(signed, from, to))).report.signature.kind).toBe("altered");
  });

  it.each([
    ["HTML", "Content-Type: text/html", (base64: string) => `<!--${base64}=--><h1>Pay Eve.</h1>`],
    ["text", "Content-Type: text/plain", (base64: string) => `${base64}==\r\nPay Eve.`],
    ["no type", "X-Type: application/pkcs7-signature", (base64: string) => `${base64}==\r\nPay Eve.`],
  ])("in a part that is shown as well vouches for nothing: %s", async (_, header, wrap) => {
    const entity = await twofold(header, wrap);
    for (const message of [letter(entity), letter(mixed(entity)), letter(await people.encrypt(mixed(entity)))])
      expect((await people.open(message)).report.signature.kind).not.toBe("verified");
  });

  it("in a part that some take for something else does not cover all there is", async () => {
    const header = "Content-Type: application/pkcs7-signature\r\nContent-Type: text/html";
    const entity = await twofold(header, (base64) => `<!--${base64}=--><h1>Pay Eve.</h1>`);
    for (const message of [letter(entity), letter(mixed(entity))])
      expect((await people.open(message)).report.signature).toMatchObject({
        kind: "partial",
        reason: "unsigned-parts",
      });
  });

  it("claimed by micalg alone is none", async () => {
    const message =
      'Content-Type: multipart/signed; micalg=sha-256; protocol="application/pkcs7-signature"; boundary=b\r\n\r\n--b\r\n\r\nx\r\n--b--\r\n';
    expect((await people.open(letter(utf8(message)))).report.signature).toMatchObject({
      kind: "undetermined",
      reason: "malformed-signature",
    });
  });
});
