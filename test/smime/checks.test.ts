import { afterAll, describe, expect, it } from "vitest";
import { type Bytes, latin1, toHex, utf8 } from "../../src/smime/bytes.ts";
import { decodeBase64 } from "../../src/smime/mime/base64.ts";
import { edit, letter, NOW, People, TEXT } from "./people.ts";

const people = new People();
afterAll(() => people.remove());

/** A CRL of the authority, with Alice's certificate on it or not. */
function crl(revoked: boolean): Bytes {
  const serial = toHex(people.alice.certificate.serialNumber).toUpperCase();
  const entry = `R\t300101000000Z\t200101000000Z\t${serial}\tunknown\t/CN=alice\n`;
  const index = people.openssl.write("index.txt", utf8(revoked ? entry : ""));
  const config = people.openssl.write(
    "ca.cnf",
    utf8(`[ca]\ndefault_ca=x\n[x]\ndatabase=${index}\ndefault_md=sha256\ndefault_crl_days=30\n`),
  );
  const { certificatePath, keyPath } = people.authority;
  const pem = people.openssl.run(["ca", "-config", config, "-gencrl", "-cert", certificatePath, "-keyfile", keyPath]);
  return decodeBase64(utf8(latin1(pem).replace(/-----[^-]*-----/g, "")));
}

async function answersTo(question: string, message: Bytes, change: Parameters<typeof people.open>[1] = {}) {
  const { report } = await people.open(message, change);
  const check = report.checks.find((line) => line.question === question);
  return [report.signature.kind, check?.answer, check?.facts];
}

const signed = async () => letter(await people.sign(TEXT));

describe("checksOf", () => {
  it("content-intact", async () => {
    const facts = { digest: "sha-256", scheme: "ecdsa-p256" };
    expect(await answersTo("content-intact", await signed())).toEqual(["verified", "yes", facts]);
    expect(await answersTo("content-intact", edit(await signed(), "warm", "cold"))).toEqual([
      "altered",
      "no",
      { reason: "digest-mismatch" },
    ]);
    expect(await answersTo("content-intact", letter(utf8(TEXT)))).toEqual(["unsigned", "not-applicable", {}]);
  });

  it("address", async () => {
    expect(await answersTo("address", await signed())).toEqual([
      "verified",
      "yes",
      { addresses: "alice@example.com", from: "alice@example.com" },
    ]);
    const other = edit(await signed(), "<alice@", "<ALICE2@");
    expect(await answersTo("address", other)).toEqual([
      "mismatched",
      "no",
      { addresses: "alice@example.com", from: "ALICE2@example.com" },
    ]);
    expect(await answersTo("address", edit(await signed(), /^From.*\r\n/, ""))).toMatchObject([
      "undetermined",
      "unknown",
      {},
    ]);
  });

  it("validity", async () => {
    expect(await answersTo("validity", await signed())).toMatchObject([
      "verified",
      "yes",
      { at: new Date(Math.floor(NOW / 1000) * 1000).toISOString() },
    ]);
  });

  it("revocation", async () => {
    // The CRL is of now, NOW a minute later.
    expect(await answersTo("revocation", await signed())).toEqual(["verified", "not-applicable", {}]);
    expect(await answersTo("revocation", await signed(), { crls: [crl(false)] })).toEqual(["verified", "yes", {}]);
    expect(await answersTo("revocation", await signed(), { crls: [crl(true)] })).toEqual(["untrusted", "no", {}]);
  });

  it("encryption", async () => {
    const sealed = letter(await people.encrypt(TEXT));
    const facts = { contentEncryption: "aes-256-cbc", keyManagement: "rsaes-pkcs1-v1_5", authenticated: "false" };
    expect(await answersTo("encryption", sealed)).toEqual(["unsigned", "yes", facts]);
    expect(await answersTo("encryption", sealed, { keys: "locked" })).toEqual(["unsigned", "unknown", {}]);
    expect(await answersTo("encryption", sealed, { keys: [] })).toEqual([
      "unsigned",
      "no",
      { code: "cms/no-matching-recipient" },
    ]);
    expect(await answersTo("encryption", letter(utf8(TEXT)))).toEqual(["unsigned", "not-applicable", {}]);
  });
});
