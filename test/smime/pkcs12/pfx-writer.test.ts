import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openssl } from "../../rig/openssl.ts";
import { findProgram } from "../../rig/browsers.mjs";
import type { Bytes } from "../../../src/smime/bytes.ts";
import { readPfx } from "../../../src/smime/pkcs12/pfx.ts";
import { type PfxForm, writePfx } from "../../../src/smime/pkcs12/pfx-writer.ts";
import type { PfxIdentity } from "../../../src/smime/pkcs12/identity.ts";
import { hasOpenssl, type KeyFileMaker, makeKeyFileMaker } from "./made-by-openssl.ts";

const hasNss = findProgram("pk12util") !== null && findProgram("certutil") !== null;

const WRITTEN = {
  modern: { mac: "hmac-sha-256", encryption: ["pbes2 aes-256-cbc"] },
  compatible: { mac: "hmac-sha-1", encryption: ["pbeWithSHAAnd3-KeyTripleDES-CBC"] },
} as const satisfies Record<PfxForm, unknown>;

/** Few, so that the tests are quick; what is written without being asked is asserted apart. */
const ITERATIONS = 2000;

describe.skipIf(!hasOpenssl).each(["modern", "compatible"] as const)("key files in the %s form", (form) => {
  let maker: KeyFileMaker;
  let identities: readonly PfxIdentity[];
  beforeAll(async () => {
    maker = await makeKeyFileMaker();
    ({ identities } = await readPfx(await maker.export("x"), "x"));
  });
  afterAll(() => maker.remove());

  function write(password: string): Promise<Bytes> {
    return writePfx({ identities, password, form, iterations: ITERATIONS });
  }

  it.each(["secret", "", "pässwörd €"])("come back as they were: password %j", async (password) => {
    const contents = await readPfx(await write(password), password);
    expect(contents).toEqual({ identities, certificates: [], keysWithoutCertificate: [], ...WRITTEN[form] });
    expect(contents.identities[0]).toMatchObject({ friendlyName: "Alice Adler", chain: [{ version: 3 }] });
  });

  it("another password is wrong, and a changed file is told apart from it", async () => {
    const file = await write("secret");
    await expect(readPfx(file, "Secret")).rejects.toMatchObject({ code: "pkcs12/wrong-password" });
    const changed = file.slice();
    const salt = changed.length - 8;
    changed[salt] = (changed[salt] ?? 0) ^ 1;
    await expect(readPfx(changed, "secret")).rejects.toMatchObject({ code: "pkcs12/malformed" });
  });

  it("two certificates of one key share its bag, further certificates travel once", async () => {
    const [identity] = identities;
    if (!identity) throw new Error("no identity");
    const renewed = { ...identity, friendlyName: "renewed" };
    const order = { identities: [identity, renewed], password: "x", form, iterations: ITERATIONS };
    const file = await writePfx({ ...order, certificates: identity.chain });
    const contents = await readPfx(file, "x");
    expect(contents.identities.map(({ friendlyName }) => friendlyName)).toEqual(["Alice Adler", "renewed"]);
    expect(contents.certificates).toEqual([]);
  });

  it.each(["secret", "pässwörd €"])("OpenSSL opens them: password %j", async (password) => {
    writeFileSync(join(maker.folder, "written.p12"), await write(password));
    writeFileSync(join(maker.folder, "password"), `${password}\n`);
    const out = join(maker.folder, "read.pem");
    const options = ["-in", join(maker.folder, "written.p12"), "-passin", `file:${join(maker.folder, "password")}`];
    await openssl(["pkcs12", ...options, "-noenc", "-out", out]);
    const text = readFileSync(out, "utf8");
    expect(text.match(/BEGIN CERTIFICATE/g)).toHaveLength(2);
    expect(text.match(/BEGIN PRIVATE KEY/g)).toHaveLength(1);
    expect(text).toContain("friendlyName: Alice Adler");
  });

  it.skipIf(!hasNss)("NSS imports them", async () => {
    const database = join(maker.folder, `nss-${form}`);
    mkdirSync(database);
    const run = (program: string, ...options: readonly string[]) =>
      execFileSync(program, [...options, "-d", `sql:${database}`], { encoding: "utf8" });
    run("certutil", "-N", "--empty-password");
    writeFileSync(join(maker.folder, "for-nss.p12"), await write("secret"));
    run("pk12util", "-i", join(maker.folder, "for-nss.p12"), "-W", "secret");
    expect(run("certutil", "-L")).toMatch(/Alice Adler\s+u,u,u/);
    expect(run("certutil", "-K")).toContain("Alice Adler");
  });
});

describe.skipIf(!hasOpenssl)("without being asked", () => {
  it.each([
    ["modern", 600_000],
    ["compatible", 100_000],
  ] as const)("the %s form has %i iterations throughout", async (form, iterations) => {
    const maker = await makeKeyFileMaker();
    const { identities } = await readPfx(await maker.export("x"), "x");
    writeFileSync(join(maker.folder, "slow.p12"), await writePfx({ identities, password: "x", form }));
    const options = ["pkcs12", "-in", join(maker.folder, "slow.p12"), "-passin", "pass:x", "-info", "-noout"];
    const { stderr } = spawnSync("openssl", options, { encoding: "utf8" });
    maker.remove();
    const counts = [...stderr.matchAll(/Iteration (\d+)/g)].map((match) => Number(match[1]));
    expect(counts).toEqual([iterations, iterations, iterations]);
  });
});

it("a file without a key is not written", async () => {
  const order = { identities: [], password: "x", form: "modern" } as const;
  await expect(writePfx(order)).rejects.toMatchObject({ code: "pkcs12/no-key", detail: { certificates: 0 } });
});
