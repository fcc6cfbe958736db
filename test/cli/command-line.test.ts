import { spawnSync } from "node:child_process";
import { afterAll, describe, expect, it } from "vitest";
import { run } from "../../src/cli/command-line.ts";
import { type Bytes, concat, fromLatin1, latin1, utf8 } from "../../src/smime/bytes.ts";
import list from "../../src/smime/x509/roots/email-roots.json" with { type: "json" };
import { DATE, letter, People, TEXT } from "../smime/people.ts";

const people = new People();
afterAll(() => people.remove());

const AT = new Date(Date.parse(DATE)).toISOString();
const file = (name: string, octets: Bytes | string) =>
  people.openssl.write(name, typeof octets === "string" ? utf8(octets) : octets);
const trust = ["--trust", people.authority.certificatePath, "--no-default-trust", "--at", AT];
const keyOf = ({ keyPath, certificatePath }: typeof people.alice) => ["--key", keyPath, "--cert", certificatePath];

/** The JSON of a command that did its work, or failed with this status. */
async function json(words: readonly string[], status = 0): Promise<unknown> {
  const outcome = await run(words);
  expect(outcome.complaint).toBe("");
  expect(outcome.status).toBe(status);
  return JSON.parse(String(outcome.output));
}

async function entity(words: readonly string[]): Promise<Bytes> {
  const { status, output } = await run(words);
  expect(status).toBe(0);
  if (typeof output === "string") throw new Error("octets were owed");
  return new Uint8Array(output);
}

const source = file("entity", TEXT);

describe("waxwing open", () => {
  it("explains a signed and encrypted message", async () => {
    const message = file("both", letter(await people.encrypt(await people.sign(TEXT))));
    expect(await json(["open", ...keyOf(people.bob), ...trust, message])).toMatchObject({
      layers: ["enveloped-data", "multipart-signed"],
      signature: { kind: "verified", revocation: "not-checked" },
      signer: {
        addresses: ["alice@example.com"],
        subject: "CN=alice",
        issuer: "CN=authority",
        digest: "sha-256",
        scheme: "ecdsa-p256",
      },
      encryption: { kind: "decrypted", contentEncryption: "aes-256-cbc", keyManagement: "rsaes-pkcs1-v1_5" },
      from: ["alice@example.com"],
      headers: { subject: "Outside", from: "Alice <alice@example.com>", to: "bob@example.com", date: DATE },
      text: "The wax is still warm.\n",
      attachments: [],
      remarks: ["encryption/unauthenticated"],
    });
  });

  it("is content with LF, without keys and without trust", async () => {
    const message = file("lf", fromLatin1(latin1(letter(await people.sign(TEXT))).replace(/\r\n/g, "\n")));
    expect(await json(["open", "--at", AT, message])).toMatchObject({
      signature: { kind: "untrusted" },
      signer: { serial: expect.stringMatching(/^[0-9a-f]+$/), signingTime: expect.stringMatching(/^\d{4}-/) },
      remarks: ["signature/line-ends-restored"],
    });
  });

  it("says nobody signed, and why decryption failed, with status 0", async () => {
    const message = file("sealed", letter(await people.encrypt(TEXT)));
    expect(await json(["open", message])).toMatchObject({
      signature: { kind: "unsigned" },
      signer: null,
      encryption: { kind: "failed", code: "cms/no-matching-recipient" },
    });
  });

  it("gives a reason with every verdict that has one", async () => {
    const message = latin1(letter(await people.sign(TEXT)));
    const altered = file("altered", message.replace("warm", "cold"));
    expect(await json(["open", ...trust, altered])).toMatchObject({
      signature: { kind: "altered", reason: "digest-mismatch" },
    });
    const anonymous = file("anonymous", message.replace(/^From.*\r\n/, ""));
    expect(await json(["open", ...trust, anonymous])).toMatchObject({
      signature: { kind: "undetermined", reason: "no-from" },
      from: [],
    });
  });

  it("answers unreadable input with a code and status 1", async () => {
    expect(await json(["open", file("bomb", `${"A: b\n".repeat(5_000)}\n`)], 1)).toEqual({
      error: { code: "mime/limit-exceeded", detail: { limit: "headerFields" } },
    });
    expect(await json(["open", "--trust", source, source], 1)).toMatchObject({
      error: { code: "x509/no-certificate" },
    });
  });
});

describe("waxwing sign and encrypt", () => {
  it.each([[[]], [["--opaque"]], [["--digest", "sha-512"]]])("sign %j makes what openssl verifies", async (options) => {
    const signed = file("signed", await entity(["sign", ...keyOf(people.alice), ...options, source]));
    const out = people.openssl.run([
      "cms",
      "-verify",
      "-in",
      signed,
      "-CAfile",
      people.authority.certificatePath,
      "-purpose",
      "any",
    ]);
    expect(latin1(out)).toBe(TEXT);
  });

  it("sign --pss makes what openssl verifies", async () => {
    const signed = file("signed", await entity(["sign", ...keyOf(people.bob), "--pss", source]));
    people.openssl.run([
      "cms",
      "-verify",
      "-in",
      signed,
      "-CAfile",
      people.authority.certificatePath,
      "-purpose",
      "any",
    ]);
    const opened = await json([
      "open",
      ...trust,
      file(
        "pss",
        concat(
          utf8("From: bob@example.com\r\n"),
          await entity(["sign", ...keyOf(people.bob), "--pss", "--at", AT, source]),
        ),
      ),
    ]);
    expect(opened).toMatchObject({ signature: { kind: "verified" }, signer: { scheme: "rsassa-pss" } });
  });

  it.each([[[]], [["--cipher", "aes-128-cbc"]], [["--oaep"]], [["--cipher", "aes-192-cbc", "--oaep"]]])(
    "encrypt %j makes what openssl decrypts",
    async (options) => {
      const sealed = file("sealed", await entity(["encrypt", "--to", people.bob.certificatePath, ...options, source]));
      const out = people.openssl.run([
        "cms",
        "-decrypt",
        "-in",
        sealed,
        "-recip",
        people.bob.certificatePath,
        "-inkey",
        people.bob.keyPath,
      ]);
      expect(latin1(out)).toBe(TEXT);
    },
  );

  it("encrypts to several, with GCM too", async () => {
    const to = ["--to", people.bob.certificatePath, people.alice.certificatePath];
    const sealed = file("sealed", await entity(["encrypt", ...to, "--cipher", "aes-256-gcm", source]));
    for (const reader of [people.bob, people.alice])
      expect(await json(["open", ...keyOf(reader), sealed])).toMatchObject({
        layers: ["auth-enveloped-data"],
        encryption: { kind: "decrypted", contentEncryption: "aes-256-gcm" },
        text: "The wax is still warm.\n",
      });
  });

  it("chained they sign first, then encrypt", async () => {
    const signed = file("inner", await entity(["sign", ...keyOf(people.alice), "--at", AT, source]));
    const sealed = await entity(["encrypt", "--to", people.bob.certificatePath, signed]);
    const message = file("chained", letter(sealed));
    expect(await json(["open", ...keyOf(people.bob), ...trust, message])).toMatchObject({
      layers: ["enveloped-data", "multipart-signed"],
      signature: { kind: "verified" },
    });
  });

  it.each([
    [["sign", source], "a key is needed"],
    [["sign", "--key", people.alice.keyPath, source], "every --key needs a --cert"],
    [["sign", ...keyOf(people.alice), "--digest", "md5", source], "--digest must be one of"],
    [["encrypt", source], "a recipient is needed"],
    [["encrypt", "--to", people.bob.certificatePath, "--cipher", "rc2", source], "--cipher must be one of"],
  ])("wrong arguments: one line and status 2", async (words, line) => {
    const { status, output, complaint } = await run(words);
    expect({ status, output }).toEqual({ status: 2, output: "" });
    expect(complaint).toContain(line);
    expect(complaint.match(/\n/g)).toHaveLength(1);
  });

  it("answers a key that is not the certificate's with a code", async () => {
    const words = ["sign", "--key", people.alice.keyPath, "--cert", people.bob.certificatePath, source];
    expect(await json(words, 1)).toEqual({ error: { code: "pkcs12/key-mismatch", detail: {} } });
  });
});

describe("waxwing p12, certs and path", () => {
  const { alice, authority } = people;
  const pfx = people.openssl.path("alice.p12");
  people.openssl.run([
    "pkcs12", "-export", "-inkey", alice.keyPath, "-in", alice.certificatePath, "-certfile", authority.certificatePath,
    "-passout", "pass:wax", "-name", "mine", "-out", pfx,
  ]); // biome-ignore format: one option a word

  it("p12 tells what a file holds", async () => {
    expect(await json(["p12", "--password", "wax", pfx])).toMatchObject({
      certificates: [{ subject: "CN=alice" }, { subject: "CN=authority" }],
      keys: [{ publicKey: "ec-p256", friendlyName: "mine", certificate: { subject: "CN=alice" } }],
      mac: "hmac-sha-256",
      encryption: ["pbes2 aes-256-cbc"],
    });
    expect(await json(["p12", "--password", "wrong", pfx], 1)).toEqual({
      error: { code: "pkcs12/wrong-password", detail: {} },
    });
  });

  it("open and sign take keys from it", async () => {
    const signed = await entity(["sign", "--p12", pfx, "--password", "wax", "--at", AT, source]);
    expect(await json(["open", ...trust, file("p12-signed", letter(signed))])).toMatchObject({
      signature: { kind: "verified" },
    });
  });

  it.each(["message", "certificate", "p7s"])("certs lists those of a %s", async (kind) => {
    const signed = await people.sign(TEXT);
    const p7s = people.openssl.run(["crl2pkcs7", "-nocrl", "-certfile", alice.certificatePath, "-outform", "DER"]);
    const name = { message: file("m", letter(signed)), certificate: alice.certificatePath, p7s: file("s", p7s) }[kind];
    expect(await json(["certs", name ?? ""])).toMatchObject({
      certificates: [{ subject: "CN=alice", addresses: ["alice@example.com"] }],
    });
  });

  it("certs has a code for a file without any", async () => {
    expect(await json(["certs", source], 1)).toEqual({ error: { code: "x509/no-certificate", detail: {} } });
  });

  it("path validates, or says why not", async () => {
    expect(await json(["path", ...trust, alice.certificatePath])).toMatchObject({
      valid: true,
      path: ["CN=alice", "CN=authority"],
    });
    expect(await json(["path", "--at", AT, alice.certificatePath])).toMatchObject({
      valid: false,
      reason: expect.any(String),
    });
    expect(
      await json(["path", ...trust, "--policy", "1.2.3", "--require-explicit-policy", alice.certificatePath]),
    ).toMatchObject({
      valid: false,
      reason: "policy",
    });
  });
});

describe("the authorities that waxwing trusts by default", () => {
  const [root] = Object.values(list.roots).flat();
  const target = file("public-root", fromLatin1(atob(root?.der ?? "")));
  const words = ["path", "--purpose", "any", "--at", "2020-01-01T00:00:00Z"];

  it("are the public ones, also beside others", async () => {
    expect(await json([...words, target])).toMatchObject({ valid: true });
    expect(await json([...words, "--trust", people.authority.certificatePath, target])).toMatchObject({ valid: true });
  });

  it("are none with --no-default-trust", async () => {
    expect(await json([...words, "--no-default-trust", target])).toMatchObject({
      valid: false,
      reason: "unknown-authority",
    });
  });
});

const waxwing = (words: readonly string[], input: Uint8Array = new Uint8Array(0)) =>
  spawnSync(process.execPath, ["--import", "tsx", "src/cli/main.ts", ...words], { input, encoding: "utf8" });

describe("the process", () => {
  it("reads standard input and writes to standard output", async () => {
    const { status, stdout, stderr } = waxwing(["open", ...trust, "-"], letter(await people.sign(TEXT)));
    expect(stderr.replace(/^.*npm warn.*\n/gm, "")).toBe("");
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ signature: { kind: "verified" } });
  });

  it.each([[[]], [["nonsense"]], [["open"]], [["open", "/nonexistent"]], [["open", "--odd", "-"]]])(
    "answers wrong arguments %j in one line with status 2",
    (words) => {
      const { status, stdout, stderr } = waxwing(words);
      expect(status).toBe(2);
      expect(stdout).toBe("");
      expect(stderr).toMatch(/^[^\n]+\n$/);
      expect(stderr).not.toMatch(/\s+at /);
    },
  );

  it("answers failures with status 1 and JSON", () => {
    const { status, stdout, stderr } = waxwing(["certs", "-"], utf8("nothing"));
    expect(status).toBe(1);
    expect(JSON.parse(stdout)).toEqual({ error: { code: "x509/no-certificate", detail: {} } });
    expect(stderr).toBe("");
  });
});
