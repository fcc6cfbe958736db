import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Bytes, latin1, utf8 } from "../../../src/smime/bytes.ts";
import { readPfx } from "../../../src/smime/pkcs12/pfx.ts";
import { mailAddressesOf } from "../../../src/smime/x509/subject-alt-name.ts";
import { openssl } from "../../rig/openssl.ts";
import { hasOpenssl, type KeyFileMaker, makeKeyFileMaker } from "./made-by-openssl.ts";

function flipped(file: Bytes, at: number): Bytes {
  return file.map((octet, i) => (i === at ? octet ^ 1 : octet));
}

describe.skipIf(!hasOpenssl)("key files made by OpenSSL", () => {
  let maker: KeyFileMaker;

  beforeAll(async () => {
    maker = await makeKeyFileMaker();
  });
  afterAll(() => maker.remove());

  it.each([
    [
      ["-legacy", "-certpbe", "PBE-SHA1-RC2-40", "-keypbe", "PBE-SHA1-3DES"],
      ["pbeWithSHAAnd40BitRC2-CBC", "pbeWithSHAAnd3-KeyTripleDES-CBC"],
    ],
    [
      ["-legacy", "-certpbe", "PBE-SHA1-RC2-128", "-keypbe", "PBE-SHA1-2DES"],
      ["pbeWithSHAAnd128BitRC2-CBC", "pbeWithSHAAnd2-KeyTripleDES-CBC"],
    ],
    [
      ["-certpbe", "AES-128-CBC", "-keypbe", "AES-192-CBC"],
      ["pbes2 aes-128-cbc", "pbes2 aes-192-cbc"],
    ],
    [
      ["-certpbe", "AES-256-CBC", "-keypbe", "DES-EDE3-CBC"],
      ["pbes2 aes-256-cbc", "pbes2 3des-cbc"],
    ],
    [["-certpbe", "NONE", "-keypbe", "AES-256-CBC"], ["pbes2 aes-256-cbc"]],
    [["-certpbe", "NONE", "-keypbe", "NONE"], []],
  ])("%j", async (options, encryption) => {
    const contents = await readPfx(await maker.export("sealing wax", ...options), "sealing wax");
    expect(contents.encryption).toEqual(encryption);
    expect(contents.identities).toHaveLength(1);
    const [identity] = contents.identities;
    expect(identity && mailAddressesOf(identity.certificate).addresses).toEqual(["alice@example.com"]);
    expect(identity?.chain).toHaveLength(1);
    expect(identity?.friendlyName).toBe("Alice Adler");
    expect(contents.certificates).toEqual([]);
  });

  it.each(["md5", "sha1", "sha224", "sha256", "sha384", "sha512"])("a MAC with %s", async (digest) => {
    const { mac } = await readPfx(await maker.export("sealing wax", "-macalg", digest), "sealing wax");
    expect(mac?.replaceAll("-", "")).toBe(`hmac${digest}`);
  });

  it("no MAC at all", async () => {
    const file = await maker.export("sealing wax", "-nomac");
    expect((await readPfx(file, "sealing wax")).mac).toBeNull();
    await expect(readPfx(file, "ceiling wax")).rejects.toMatchObject({ code: "pkcs12/wrong-password" });
  });

  it.each(["pässwörd €", "Grüße", "пароль", "密码", "🔑 key", "a\u0308"])("password %s", async (password) => {
    for (const options of [[], ["-legacy"]]) {
      const file = await maker.export(password, ...options);
      expect((await readPfx(file, password)).identities).toHaveLength(1);
    }
  });

  it("a password another system decomposes", async () => {
    const file = await maker.export("Gru\u0308\u00dfe");
    expect((await readPfx(file, "Grüße")).identities).toHaveLength(1);
  });

  it("what old OpenSSL made of a UTF-8 terminal's octets", async () => {
    // It took each octet for a character: the same file as that for the password so misread.
    const file = await maker.export(latin1(utf8("Grüße")), "-legacy");
    expect((await readPfx(file, "Grüße")).identities).toHaveLength(1);
  });

  it("an empty password", async () => {
    for (const options of [[], ["-legacy"]])
      expect((await readPfx(await maker.export("", ...options), "")).identities).toHaveLength(1);
  });

  it("600,000 iterations", async () => {
    const file = await maker.export("sealing wax", "-iter", "600000");
    expect((await readPfx(file, "sealing wax")).identities).toHaveLength(1);
  });

  it("a key without certificate and a certificate without key", async () => {
    const keyOnly = join(maker.folder, "key-only.p12");
    const how = ["-passout", "pass:x", "-out", keyOnly];
    await openssl(["pkcs12", "-export", "-nocerts", "-inkey", join(maker.folder, "leaf.key"), ...how]);
    const keys = await readPfx(Uint8Array.from(readFileSync(keyOnly)), "x");
    expect(keys.identities).toEqual([]);
    expect(keys.keysWithoutCertificate).toHaveLength(1);
    const certificates = await maker.export("x", "-nokeys");
    expect((await readPfx(certificates, "x")).certificates).toHaveLength(2);
  });

  it("PEM armour, and octets behind the end", async () => {
    const file = await maker.export("x");
    const armoured = `-----BEGIN PKCS12-----\n${Buffer.from(file).toString("base64")}\n-----END PKCS12-----\n`;
    expect((await readPfx(utf8(armoured), "x")).identities).toHaveLength(1);
    const padded = Uint8Array.from([...file, 0, 0, 0]);
    expect((await readPfx(padded, "x")).identities).toHaveLength(1);
  });

  describe("wrong password and damage", () => {
    it("a wrong password is called so", async () => {
      const file = await maker.export("sealing wax");
      for (const wrong of ["", "Sealing wax", "sealing wax ", "ß"])
        await expect(readPfx(file, wrong)).rejects.toMatchObject({ code: "pkcs12/wrong-password" });
    });

    it("damage under the right password is called so", async () => {
      const file = await maker.export("sealing wax");
      // The last octets are the MAC's salt and iterations, the middle is ciphertext of the key or certificates.
      for (const at of [file.length - 10, Math.floor(file.length / 2)])
        await expect(readPfx(flipped(file, at), "sealing wax")).rejects.toMatchObject({
          code: "pkcs12/malformed",
          detail: { structure: "MacData" },
        });
    });

    it("a cut file is malformed, at every length", async () => {
      const file = await maker.export("x", "-iter", "1", "-maciter", "-legacy");
      for (let length = 0; length < file.length; length += 37)
        await expect(readPfx(file.slice(0, length), "x")).rejects.toMatchObject({ code: "pkcs12/malformed" });
    });
  });

  it.each([128, 40])("RC4 with %i bits", async (bits) => {
    const scheme = `PBE-SHA1-RC4-${bits}`;
    const file = await maker.export("x", "-legacy", "-certpbe", scheme, "-keypbe", scheme);
    const { identities, encryption } = await readPfx(file, "x");
    expect(identities).toHaveLength(1);
    expect(encryption).toEqual([`pbeWithSHAAnd${bits}BitRC4`]);
    await expect(readPfx(file, "y")).rejects.toMatchObject({ code: "pkcs12/wrong-password" });
  });

  it("a scheme that nobody here knows is named as what it is", async () => {
    const file = await maker.export("x", "-legacy", "-nomac", "-certpbe", "PBE-SHA1-RC4-128");
    const unknown = Uint8Array.from(
      Buffer.from(Buffer.from(file).toString("hex").replace("2a864886f70d010c0101", "2a864886f70d010c0109"), "hex"),
    );
    await expect(readPfx(unknown, "x")).rejects.toMatchObject({
      code: "pkcs12/unsupported-algorithm",
      detail: { oid: "1.2.840.113549.1.12.1.9" },
    });
  });
});

describe("what is no key file", () => {
  it.each([
    ["nothing", ""],
    ["text", "hello, this is not a key file"],
    ["a certificate in PEM", "-----BEGIN CERTIFICATE-----\nMAA=\n-----END CERTIFICATE-----"],
  ])("%s", async (_, text) => {
    await expect(readPfx(utf8(text), "x")).rejects.toMatchObject({ code: "pkcs12/malformed" });
  });
});
