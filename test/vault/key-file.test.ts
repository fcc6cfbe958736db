import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { isLegacy, readKeyFile } from "../../src/vault/key-file.ts";
import { context } from "../../src/smime/asn1/reader.ts";
import { encode, octetString, oid, sequence } from "../../src/smime/asn1/writer.ts";
import { openssl } from "../rig/openssl.ts";
import { hasOpenssl, type KeyFileMaker, makeKeyFileMaker } from "../smime/pkcs12/made-by-openssl.ts";
import { bag, dataSafe, pfx } from "../smime/pkcs12/pfx-writer.ts";
import { authority, generateKeys } from "../smime/x509/certificate-builder.ts";

describe.skipIf(!hasOpenssl)("readKeyFile", () => {
  let maker: KeyFileMaker;
  beforeAll(async () => {
    maker = await makeKeyFileMaker();
  });
  afterAll(() => maker.remove());

  it("tells old encryption from new", async () => {
    expect(isLegacy(await readKeyFile(await maker.export("x"), "x"))).toBe(false);
    expect(isLegacy(await readKeyFile(await maker.export("x", "-legacy"), "x"))).toBe(true);
  });

  it("says what is missing", async () => {
    await expect(readKeyFile(await maker.export("x", "-nokeys"), "x")).rejects.toMatchObject({
      code: "pkcs12/no-key",
      detail: { certificates: 2 },
    });
    const keyOnly = join(maker.folder, "key-only.p12");
    const pass = ["-passout", "pass:x", "-out", keyOnly];
    await openssl(["pkcs12", "-export", "-nocerts", "-inkey", join(maker.folder, "ca.key"), ...pass]);
    await expect(readKeyFile(Uint8Array.from(readFileSync(keyOnly)), "x")).rejects.toMatchObject({
      code: "pkcs12/no-key",
      detail: { certificates: 0 },
    });
  });

  it("knows a key that belongs to none of the certificates", async () => {
    const keys = await generateKeys();
    const { certificate } = await authority();
    const certBag = sequence(oid("1.2.840.113549.1.9.22.1"), encode(context(0), octetString(certificate.der)));
    const file = pfx([dataSafe(sequence(bag(1, keys.pkcs8), bag(3, certBag)))]);
    await expect(readKeyFile(file, "x")).rejects.toMatchObject({ code: "pkcs12/key-mismatch" });
  });
});
