import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Certificates, makeCertificates } from "./certificates.ts";
import { encryptEntity, signEntity } from "./letters.ts";
import { Lifetime } from "./lifetime.ts";
import { openByOpenssl } from "./opened-by-openssl.ts";
import { findProgram } from "./browsers.mjs";

const BODY = [
  'Content-Type: multipart/mixed; boundary="b"',
  "",
  "--b",
  "Content-Type: text/plain; charset=utf-8",
  "Content-Transfer-Encoding: quoted-printable",
  "",
  "Gr=C3=BC=C3=9Fe, a soft =",
  "break",
  "--b",
  "Content-Type: application/octet-stream",
  "Content-Disposition: attachment; filename*=utf-8''pl%C3%A4ne.bin",
  "Content-Transfer-Encoding: base64",
  "",
  "AAH/",
  "--b--",
  "",
].join("\r\n");

describe.skipIf(findProgram("openssl") === null)("a sealed message in OpenSSL's hands", () => {
  const life = new Lifetime("waxwing-openssl");
  let certificates: Certificates;
  const seal = async (signer: "bob" | "dora") => {
    const { authority, stranger, [signer]: from, alice } = certificates;
    const chain = signer === "bob" ? authority.intermediate : stranger.intermediate;
    return encryptEntity(await signEntity(Buffer.from(BODY), from, chain), [alice]);
  };

  beforeAll(async () => {
    certificates = await makeCertificates(life);
  });
  afterAll(() => life.end());

  it("gives its text, its attachments and its signer", async () => {
    const { alice, bob } = certificates;
    const opened = await openByOpenssl(life, await seal("bob"), alice, bob, certificates);
    expect(opened).toEqual({
      text: "Grüße, a soft break",
      attachments: [{ name: "pläne.bin", content: Buffer.from([0, 1, 255]) }],
      signedByExpected: true,
    });
  });

  it("is refused where the signer's authority is not trusted, or the key is another's", async () => {
    const { alice, bob, dora } = certificates;
    await expect(openByOpenssl(life, await seal("dora"), alice, dora, certificates)).rejects.toThrow(
      "Verification failure",
    );
    await expect(openByOpenssl(life, await seal("bob"), bob, bob, certificates)).rejects.toThrow("decrypt");
  });
});
