import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { type Bytes, toHex } from "../../src/smime/bytes.ts";
import { SmimeError } from "../../src/smime/errors.ts";
import { type PfxContents, readPfx } from "../../src/smime/pkcs12/pfx.ts";

interface Case {
  readonly file: string;
  readonly password: string;
  readonly expect: "open" | "reject";
  readonly certs: number;
  readonly keys: number;
}

const corpus = process.env["WAXWING_CONFORMANCE"] ?? resolve(import.meta.dirname, "../../../shared/conformance");
const manifest = join(corpus, "pkcs12/manifest.json");
const present = existsSync(manifest);
const cases: readonly Case[] = present ? JSON.parse(readFileSync(manifest, "utf8")) : [];

const octets = (path: string): Bytes => Uint8Array.from(readFileSync(join(corpus, path)));

function certificatesIn(contents: PfxContents): number {
  const all = [
    ...contents.certificates,
    ...contents.identities.flatMap(({ certificate, chain }) => [certificate, ...chain]),
  ];
  return new Set(all.map(({ der }) => toHex(der))).size;
}

function keysIn(contents: PfxContents): number {
  const all = [...contents.keysWithoutCertificate, ...contents.identities.map(({ pkcs8 }) => pkcs8)];
  return new Set(all.map(toHex)).size;
}

describe.skipIf(!present)("PKCS #12 files of OpenSSL, BoringSSL, Windows, NSS, Java and pyca", () => {
  it.each(cases.filter((one) => one.expect === "open"))("$file opens", async ({ file, password, certs, keys }) => {
    const contents = await readPfx(octets(file), password);
    expect({ certs: certificatesIn(contents), keys: keysIn(contents) }).toEqual({ certs, keys });
  });

  it.each(cases.filter((one) => one.expect === "reject"))("$file is refused", async ({ file, password }) => {
    const error = await readPfx(octets(file), password).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(SmimeError);
    expect(error).toHaveProperty("code", expect.stringMatching(/^pkcs12\//));
  });

  const encrypted = cases.filter((one) => one.expect === "open" && one.password !== "");
  it.each(encrypted)("$file knows a wrong password", async ({ file, password }) => {
    const contents = await readPfx(octets(file), password);
    if (contents.mac === null && contents.encryption.every((name) => name === "enveloped-data")) return;
    await expect(readPfx(octets(file), `${password}x`)).rejects.toMatchObject({ code: "pkcs12/wrong-password" });
  });

  it("the manifest is the one this suite was written for", () => {
    expect(cases.length).toBeGreaterThanOrEqual(60);
  });
});

describe.skipIf(!existsSync(join(corpus, "rfc9216")))("the sample identities of RFC 9216", () => {
  it.each([
    ["alice.p12", "alice"],
    ["bob.p12", "bob"],
    ["carlos.p12", "carlos"],
    ["dana.p12", "dana"],
  ])("%s holds three certificates and two keys", async (file, password) => {
    const contents = await readPfx(octets(`rfc9216/${file}`), password);
    expect({ certs: certificatesIn(contents), keys: keysIn(contents) }).toEqual({ certs: 3, keys: 2 });
    expect(contents.identities).toHaveLength(2);
    for (const identity of contents.identities) expect(identity.chain.length).toBeGreaterThanOrEqual(1);
  });
});
