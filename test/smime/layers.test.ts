import { afterAll, describe, expect, it } from "vitest";
import { fromLatin1, latin1, utf8 } from "../../src/smime/bytes.ts";
import { createSignedData } from "../../src/smime/cms/signed-data.ts";
import { encodeBase64Lines } from "../../src/smime/mime/base64.ts";
import { edit, letter, NOW, People, TEXT } from "./people.ts";

const people = new People();
afterAll(() => people.remove());

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
    const opened = await people.open(cms);
    expect(opened.report).toMatchObject({
      signature: { kind: "undetermined", reason: "no-from" },
      layers: ["signed-data"],
    });
    expect(opened.content.text).toBe("The wax is still warm.\n");
  });
});
