import { afterAll, describe, expect, it } from "vitest";
import { type Bytes, fromLatin1, latin1 } from "../../src/smime/bytes.ts";
import { createSignedData } from "../../src/smime/cms/signed-data.ts";
import { encodeBase64Lines } from "../../src/smime/mime/base64.ts";
import { edit, letter, mixed, NOW, People, TEXT } from "./people.ts";

const people = new People();
afterAll(() => people.remove());

const attached = (type: string, name: string, octets: Bytes) =>
  `Content-Type: ${type}; name="${name}"\r\nContent-Disposition: attachment; filename="${name}"\r\nContent-Transfer-Encoding: base64\r\n\r\n${latin1(encodeBase64Lines(octets))}`;

describe("parts that are not signed", () => {
  const footer = "Content-Type: text/plain\r\n\r\nThe list's footer\r\n";

  it("make a mailing list's message partial", async () => {
    const opened = await people.open(letter(mixed(await people.sign(TEXT), footer)));
    expect(opened.report.signature).toMatchObject({
      kind: "partial",
      reason: "unsigned-parts",
      signer: { name: "alice" },
    });
    expect(opened.report.layers).toEqual(["multipart-signed"]);
    expect(opened.content.text).toContain("still warm");
    expect(opened.content.text).toContain("footer");
    expect(opened.learned).toBeNull();
  });

  it("are told apart among the attachments", async () => {
    const file = "Content-Type: application/x; name=a\r\n\r\nx\r\n";
    const opened = await people.open(letter(mixed(await people.sign(mixed(TEXT, file)), file)));
    expect(opened.content.attachments.map((attachment) => attachment.signed)).toEqual([true, false]);
  });

  it("do not stand beside a signature that is alone in its container", async () => {
    const opened = await people.open(letter(mixed(await people.sign(TEXT))));
    expect(opened.report.signature.kind).toBe("verified");
  });

  it("leave a nested opaque signature readable", async () => {
    const opened = await people.open(letter(mixed(await people.sign(TEXT, people.alice, "opaque"), footer)));
    expect(opened.report).toMatchObject({
      signature: { kind: "partial", reason: "unsigned-parts" },
      layers: ["signed-data"],
    });
    expect(opened.content.text).toContain("still warm");
  });

  it("report a nested signature that is broken as altered", async () => {
    const opened = await people.open(edit(letter(mixed(await people.sign(TEXT), footer)), "warm", "cold"));
    expect(opened.report.signature.kind).toBe("altered");
  });

  it("are parts behind the signature of multipart/signed", async () => {
    const signed = latin1(await people.sign(TEXT));
    const boundary = /boundary="(.*?)"/.exec(signed)?.[1] ?? "";
    const message = fromLatin1(signed.replace(`--${boundary}--`, `--${boundary}\r\n${footer}\r\n--${boundary}--`));
    const opened = await people.open(letter(message));
    expect(opened.report.signature).toMatchObject({ kind: "partial", reason: "unsigned-parts" });
    expect(opened.content.text).toContain("footer");
  });
});

describe("signed documents among the attachments", () => {
  const pdf = Uint8Array.of(0x25, 0x50, 0x44, 0x46, 0x0a, 0, 1, 2, 0x0a);
  const sign = (detached: boolean) =>
    createSignedData({ content: pdf, detached, signers: [people.alice.key], signingTime: NOW });

  it.each([
    ["application/pkcs7-mime", "contract.pdf.p7m", false],
    ["application/octet-stream", "contract.pdf.p7m", false],
    ["application/pkcs7-signature", "contract.pdf.p7s", true],
    ["application/octet-stream", "contract.pdf.p7s", true],
  ])("say nothing about the message: %s %s", async (type, name, detached) => {
    const opened = await people.open(
      letter(mixed(TEXT, attached("application/pdf", "contract.pdf", pdf), attached(type, name, await sign(detached)))),
    );
    expect(opened.report.signature).toEqual({ kind: "unsigned" });
    expect(opened.content.attachments.map(({ filename }) => filename)).toEqual(["contract.pdf", name]);
    expect(opened.content.text).toBe("The wax is still warm.\n");
  });

  it("are files to save where they are the whole message", async () => {
    const opened = await people.open(
      letter(fromLatin1(attached("application/pkcs7-mime", "contract.pdf.p7m", await sign(false)))),
    );
    expect(opened.report.signature.kind).toBe("verified");
    expect(opened.content).toMatchObject({
      text: "",
      attachments: [{ contentType: "application/octet-stream", size: pdf.length }],
    });
    expect(opened.attachment(0)).toEqual(pdf);
  });
});
