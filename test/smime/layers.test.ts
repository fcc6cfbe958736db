import { deflateSync } from "node:zlib";
import { afterAll, describe, expect, it } from "vitest";
import { context } from "../../src/smime/asn1/reader.ts";
import { encode, integer, octetString, oid, sequence } from "../../src/smime/asn1/writer.ts";
import { fromLatin1, latin1, utf8 } from "../../src/smime/bytes.ts";
import { createSignedData } from "../../src/smime/cms/signed-data.ts";
import { encodeBase64Lines } from "../../src/smime/mime/base64.ts";
import { edit, letter, NOW, People, TEXT } from "./people.ts";

const people = new People();
afterAll(() => people.remove());

const compressed = (content: Uint8Array) => {
  const algorithm = sequence(oid("1.2.840.113549.1.9.16.3.8"));
  const inner = sequence(
    oid("1.2.840.113549.1.7.1"),
    encode(context(0), octetString(new Uint8Array(deflateSync(content)))),
  );
  const cms = sequence(oid("1.2.840.113549.1.9.16.1.9"), encode(context(0), sequence(integer(0), algorithm, inner)));
  const header =
    "Content-Type: application/pkcs7-mime; smime-type=compressed-data\r\nContent-Transfer-Encoding: base64\r\n\r\n";
  return fromLatin1(header + latin1(encodeBase64Lines(cms)));
};

describe("layers", () => {
  it("signature inside encryption", async () => {
    const opened = await people.open(letter(await people.encrypt(await people.sign(TEXT))));
    expect(opened.report).toMatchObject({
      signature: { kind: "verified" },
      encryption: { kind: "decrypted" },
      layers: ["enveloped-data", "multipart-signed"],
    });
    expect(opened.content.text).toBe("The wax is still warm.\n");
  });

  it("what is decrypted stays so, whatever it turns out to be", async () => {
    const unreadable = "Content-Type: application/pkcs7-mime; smime-type=enveloped-data\r\n\r\nno CMS\r\n";
    const { report, content } = await people.open(letter(await people.encrypt(unreadable)));
    expect(report.encryption).toMatchObject({ kind: "decrypted", authenticated: false });
    expect(content).toMatchObject({ text: "", attachments: [{ contentType: "application/pkcs7-mime" }] });
  });

  it("encryption inside a signature", async () => {
    const opened = await people.open(letter(await people.sign(await people.encrypt(TEXT))));
    expect(opened.report).toMatchObject({
      signature: { kind: "verified" },
      encryption: { kind: "decrypted" },
      layers: ["multipart-signed", "enveloped-data"],
    });
    expect(opened.decrypted).toBe(true);
  });

  it("triple wrapping (RFC 2634)", async () => {
    const inner = await people.sign(TEXT, people.alice, "opaque");
    const opened = await people.open(letter(await people.sign(await people.encrypt(inner), people.alice, "opaque")));
    expect(opened.report.layers).toEqual(["signed-data", "enveloped-data", "signed-data"]);
    expect(opened.report.signature.kind).toBe("verified");
    expect(opened.content.text).toBe("The wax is still warm.\n");
  });

  it("takes the inner author's word where a gateway signed outside", async () => {
    const opened = await people.open(letter(await people.sign(await people.sign(TEXT), people.eve)));
    expect(opened.report.signature).toMatchObject({ kind: "verified", signer: { name: "alice" } });
  });

  it("takes the inner signature where the outer one broke", async () => {
    const outer = letter(await people.sign(await people.sign(TEXT), people.eve));
    const opened = await people.open(
      edit(
        outer,
        "MIME-Version: 1.0\r\nContent-Type: multipart/signed",
        "Mime-Version: 1.0\r\nContent-Type: multipart/signed",
      ),
    );
    expect(opened.report.signature).toMatchObject({ kind: "verified" });
  });

  it("ends in a typed error beyond the limit", async () => {
    let entity = utf8(TEXT);
    for (let layer = 0; layer < 9; layer++) entity = await people.sign(entity, people.alice, "opaque");
    await expect(people.open(letter(entity))).rejects.toMatchObject({
      code: "mime/limit-exceeded",
      detail: { limit: "layers" },
    });
  });

  it("a certificates-only message is unsigned", async () => {
    const p7c = people.openssl.run([
      "crl2pkcs7",
      "-nocrl",
      "-certfile",
      people.alice.certificatePath,
      "-outform",
      "DER",
    ]);
    const entity = fromLatin1(
      `Content-Type: application/pkcs7-mime; smime-type=certs-only; name=smime.p7c\r\nContent-Transfer-Encoding: base64\r\n\r\n${latin1(encodeBase64Lines(p7c))}`,
    );
    const opened = await people.open(letter(entity));
    expect(opened.report).toMatchObject({ signature: { kind: "unsigned" }, layers: ["certs-only"] });
    expect(opened.content.attachments).toMatchObject([{ filename: "smime.p7c" }]);
  });

  it("a bare CMS object is read like the message around it", async () => {
    const cms = await createSignedData({
      content: utf8(TEXT),
      detached: false,
      signers: [people.alice.key],
      signingTime: NOW,
    });
    const pem = `-----BEGIN CMS-----\n${latin1(encodeBase64Lines(cms))}-----END CMS-----\n`;
    expect((await people.open(pem)).content.text).toBe("The wax is still warm.\n");
    const opened = await people.open(cms);
    expect(opened.report).toMatchObject({
      signature: { kind: "undetermined", reason: "no-from" },
      layers: ["signed-data"],
    });
    expect(opened.content.text).toBe("The wax is still warm.\n");
  });
});

describe("compressed layers (RFC 3274)", () => {
  it("are opened, around and inside a signature", async () => {
    const around = await people.open(letter(compressed(await people.sign(TEXT))));
    expect(around.report).toMatchObject({
      signature: { kind: "verified" },
      layers: ["compressed-data", "multipart-signed"],
    });
    const inside = await people.open(letter(await people.sign(compressed(utf8(TEXT)))));
    expect(inside.report).toMatchObject({
      signature: { kind: "verified" },
      layers: ["multipart-signed", "compressed-data"],
    });
    expect(inside.content.text).toBe("The wax is still warm.\n");
  });

  it("end in a typed error where they are a bomb", async () => {
    await expect(people.open(letter(compressed(new Uint8Array(200_000_000))))).rejects.toMatchObject({
      code: "cms/limit-exceeded",
    });
  });

  it("keep encrypted content behind them closed", async () => {
    const opened = await people.open(letter(compressed(await people.encrypt(TEXT))));
    expect(opened.report.remarks).toContain("encryption/nested-not-opened");
  });
});
