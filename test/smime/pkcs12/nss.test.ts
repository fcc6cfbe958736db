import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readPfx } from "../../../src/smime/pkcs12/pfx.ts";
import { findProgram } from "../../rig/browsers.mjs";
import { hasOpenssl, type KeyFileMaker, makeKeyFileMaker } from "./made-by-openssl.ts";

const possible = hasOpenssl && findProgram("pk12util") !== null && findProgram("certutil") !== null;

function run(program: string, ...options: readonly string[]): void {
  execFileSync(program, options, { stdio: ["ignore", "ignore", "pipe"] });
}

/** What Firefox and Thunderbird write: 600,000 iterations throughout, old ciphers included. */
describe.skipIf(!possible)("key files made by NSS", () => {
  let maker: KeyFileMaker;
  const database = () => `sql:${join(maker.folder, "nss")}`;

  beforeAll(async () => {
    maker = await makeKeyFileMaker();
    mkdirSync(join(maker.folder, "nss"));
    run("certutil", "-N", "-d", database(), "--empty-password");
    writeFileSync(join(maker.folder, "in.p12"), await maker.export("x"));
    run("pk12util", "-i", join(maker.folder, "in.p12"), "-d", database(), "-W", "x");
  });
  afterAll(() => maker.remove());

  function written(password: string, ...options: readonly string[]): Uint8Array<ArrayBuffer> {
    const [words, out] = [join(maker.folder, "words"), join(maker.folder, "nss.p12")];
    writeFileSync(words, `${password}\n`);
    run("pk12util", "-o", out, "-n", "Alice Adler", "-d", database(), "-w", words, ...options);
    return Uint8Array.from(readFileSync(out));
  }

  it.each([
    ["", []],
    ["密码", ["-c", "AES-192-CBC", "-C", "AES-192-CBC"]],
    ["", ["-c", "DES-EDE3-CBC", "-C", "DES-EDE3-CBC"]],
    ["Grüße", ["-c", "RC2-CBC", "-C", "RC2-CBC"]],
  ])("password %j, %j", async (password, options) => {
    const { identities } = await readPfx(written(password, ...options), password);
    expect(identities).toHaveLength(1);
  });

  it("a wrong password is called so within the limits", async () => {
    const file = written("Grüße", "-c", "DES-EDE3-CBC", "-C", "DES-EDE3-CBC");
    await expect(readPfx(file, "Grüsse")).rejects.toMatchObject({ code: "pkcs12/wrong-password" });
    // NSS asks for 600,000 iterations of a derivation that no WebCrypto has, for every form of the password.
  }, 180_000);

  it("Camellia is named as what it is", async () => {
    const file = written("x", "-c", "CAMELLIA-256-CBC", "-C", "CAMELLIA-256-CBC");
    await expect(readPfx(file, "x")).rejects.toMatchObject({ code: "pkcs12/unsupported-algorithm" });
  });
});
