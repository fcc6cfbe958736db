import { afterAll, describe, expect, it } from "vitest";
import { type Bytes, equal, utf8 } from "../../../src/smime/bytes.ts";
import { createEnvelopedData, openEnveloped } from "../../../src/smime/cms/enveloped-data.ts";
import {
  createSignedData,
  readSignedData,
  type SignerResult,
  verifySigner,
} from "../../../src/smime/cms/signed-data.ts";
import type { Certificate } from "../../../src/smime/x509/certificate.ts";
import { type KeyKind, OpenSsl } from "./openssl.ts";

const openssl = new OpenSsl();
afterAll(() => openssl.remove());

const MEGABYTE = 1024 * 1024;
/** Octets that are no repetition, so that a block in the wrong place is noticed. */
function octets(length: number): Bytes {
  const out = new Uint8Array(length);
  for (let i = 0, state = 1; i < length; i++) {
    state = (state * 1_103_515_245 + 12_345) & 0x7fffffff;
    out[i] = state >> 16;
  }
  return out;
}

const LETTER = utf8("Content-Type: text/plain; charset=utf-8\r\n\r\nGrüße\r\n");
const CONTENTS: readonly (readonly [string, Bytes])[] = [
  ["1 octet", utf8("x")],
  ["lines ending in LF", utf8("a: b\n\nline\nline\n")],
  ["lines ending in CRLF", LETTER],
  ["15 octets", octets(15)],
  ["16 octets", octets(16)],
  ["1 MB", octets(MEGABYTE)],
  ["10 MB", octets(10 * MEGABYTE)],
];

async function verified(
  message: Bytes,
  content: Bytes | null,
  known: readonly Certificate[] = [],
): Promise<SignerResult[]> {
  const signedData = readSignedData(message);
  const segments = signedData.content ?? (content ? [content] : []);
  return Promise.all(signedData.signerInfos.map((info) => verifySigner(signedData, info, segments, known)));
}

/** What openssl says the content is, or null where it does not verify. */
function verifiedByOpenssl(message: Bytes, detached: Bytes | null): Bytes | null {
  const path = openssl.write("signed.der", message);
  const content = detached ? ["-content", openssl.write("content.bin", detached)] : [];
  return openssl.attempt(["cms", "-verify", "-noverify", "-binary", "-inform", "DER", "-in", path, ...content]);
}

function sign(kind: KeyKind, content: Bytes, options: readonly string[]): Bytes {
  const { certificatePath, keyPath } = openssl.identity(kind);
  const common = ["cms", "-sign", "-binary", "-outform", "DER", "-signer", certificatePath, "-inkey", keyPath];
  return openssl.run([...common, ...options], content);
}

function openedByOpenssl(message: Bytes, kind: KeyKind): Bytes | null {
  const { certificatePath, keyPath } = openssl.identity(kind);
  const input = ["-inform", "DER", "-in", openssl.write("enveloped.der", message)];
  return openssl.attempt(["cms", "-decrypt", "-binary", ...input, "-recip", certificatePath, "-inkey", keyPath]);
}

function encrypt(kind: KeyKind, content: Bytes, options: readonly string[]): Bytes {
  const { certificatePath } = openssl.identity(kind);
  return openssl.run(["cms", "-encrypt", "-binary", "-outform", "DER", "-recip", certificatePath, ...options], content);
}

const SIGNERS: readonly KeyKind[] = [
  "rsa",
  "rsa3072",
  "p256",
  "p384",
  "p521",
  "brainpool256",
  "brainpool384",
  "brainpool512",
];
const DIGESTS = ["sha-256", "sha-384", "sha-512"] as const;

describe("signatures Waxwing writes verify in OpenSSL and here", () => {
  describe.each(SIGNERS)("%s", (kind) => {
    it.each(DIGESTS)("%s, detached and opaque", async (digest) => {
      const { key } = openssl.identity(kind);
      for (const detached of [true, false]) {
        const message = await createSignedData({
          content: LETTER,
          detached,
          signers: [key],
          digest,
          signingTime: 1e12,
        });
        expect(verifiedByOpenssl(message, detached ? LETTER : null)).toEqual(LETTER);
        const [result] = await verified(message, LETTER);
        expect(result).toMatchObject({ kind: "sound", digest, signingTime: 1e12, remarks: [] });
      }
    });
  });

  it.each(DIGESTS)("RSASSA-PSS with %s", async (digest) => {
    const { key } = openssl.identity("rsa");
    const request = { content: LETTER, detached: false, signers: [key], digest, signingTime: 1e12 } as const;
    const message = await createSignedData({ ...request, scheme: "rsassa-pss" });
    expect(verifiedByOpenssl(message, null)).toEqual(LETTER);
    expect(await verified(message, null)).toMatchObject([{ kind: "sound", scheme: "rsassa-pss", digest }]);
  });

  it.each(CONTENTS)("%s", async (_, content) => {
    const { key } = openssl.identity("rsa");
    for (const detached of [true, false]) {
      const message = await createSignedData({ content, detached, signers: [key], signingTime: 1e12 });
      const found = verifiedByOpenssl(message, detached ? content : null);
      expect(found !== null && equal(found, content)).toBe(true);
    }
  });

  it("two signers with different digests", async () => {
    const signers = [openssl.identity("rsa").key, openssl.identity("p521").key];
    const message = await createSignedData({ content: LETTER, detached: false, signers, signingTime: 1e12 });
    expect(verifiedByOpenssl(message, null)).toEqual(LETTER);
    const kinds = (await verified(message, null)).map((result) => result.kind);
    expect(kinds).toEqual(["sound", "sound"]);
  });

  it.each([
    ["ed25519", "sha-512"],
    ["ed448", "shake256"],
  ] as const)("%s, which this OpenSSL cannot verify in CMS, verifies here", async (scheme, digest) => {
    const { key } = openssl.identity(scheme);
    const message = await createSignedData({ content: LETTER, detached: true, signers: [key], signingTime: 1e12 });
    expect(await verified(message, LETTER)).toMatchObject([{ kind: "sound", scheme, digest }]);
    expect(await verified(message, utf8("other"))).toMatchObject([{ kind: "altered", reason: "digest-mismatch" }]);
  });
});

describe("signatures OpenSSL writes verify here", () => {
  describe.each(SIGNERS)("%s", (kind) => {
    it.each([
      ["sha1", "sha-1", ["legacy/sha-1"]],
      ["sha224", "sha-224", []],
      ["sha256", "sha-256", []],
      ["sha384", "sha-384", []],
      ["sha512", "sha-512", []],
    ])("%s", async (name, digest, remarks) => {
      const clear = sign(kind, LETTER, ["-md", name]);
      expect(await verified(clear, LETTER)).toMatchObject([{ kind: "sound", digest, remarks }]);
      const opaque = sign(kind, LETTER, ["-md", name, "-nodetach"]);
      expect(await verified(opaque, null)).toMatchObject([{ kind: "sound", digest, remarks }]);
    });
  });

  it.each([
    ["no signed attributes", ["-nodetach", "-noattr"]],
    ["subject key identifier", ["-nodetach", "-keyid"]],
    ["CAdES", ["-nodetach", "-cades"]],
    ["streamed, indefinite lengths", ["-nodetach", "-stream"]],
    ["SHA3-256", ["-nodetach", "-md", "sha3-256"]],
    ["PSS", ["-nodetach", "-keyopt", "rsa_padding_mode:pss"]],
    ["PSS with another mask digest", ["-nodetach", "-keyopt", "rsa_padding_mode:pss", "-keyopt", "rsa_mgf1_md:sha1"]],
    ["PSS with an empty salt", ["-nodetach", "-keyopt", "rsa_padding_mode:pss", "-keyopt", "rsa_pss_saltlen:0"]],
    ["MD5", ["-nodetach", "-md", "md5"]],
  ])("%s", async (_, options) => {
    expect(await verified(sign("rsa", LETTER, options), null)).toMatchObject([{ kind: "sound" }]);
  });

  it("a certificate that is not in the message but known", async () => {
    const message = sign("rsa", LETTER, ["-nodetach", "-nocerts"]);
    const { certificate } = openssl.identity("rsa");
    expect(await verified(message, null)).toMatchObject([
      { kind: "undetermined", reason: "signer-certificate-missing" },
    ]);
    expect(await verified(message, null, [certificate])).toMatchObject([{ kind: "sound", certificate }]);
  });

  it("a key identifier that is not the SHA-1 of the key (RFC 7093)", async () => {
    const { certificatePath, keyPath } = openssl.issue("p256", "truncated", ["subjectKeyIdentifier=0102030405"]);
    const options = ["-signer", certificatePath, "-inkey", keyPath, "-keyid", "-nodetach"];
    const message = openssl.run(["cms", "-sign", "-binary", "-outform", "DER", ...options], LETTER);
    expect(await verified(message, null)).toMatchObject([{ kind: "sound" }]);
  });

  it("detached content of no octets", async () => {
    expect(await verified(sign("rsa", new Uint8Array(0), []), new Uint8Array(0))).toMatchObject([{ kind: "sound" }]);
  });

  it.each(CONTENTS)("%s, streamed and whole", async (_, content) => {
    for (const options of [["-nodetach", "-stream"], ["-nodetach"], []]) {
      const message = sign("p256", content, options);
      expect(await verified(message, content)).toMatchObject([{ kind: "sound" }]);
    }
  });
});

const CIPHERS = ["aes-128-cbc", "aes-192-cbc", "aes-256-cbc", "aes-128-gcm", "aes-256-gcm"] as const;
const RECIPIENTS: readonly KeyKind[] = SIGNERS;

describe("messages Waxwing encrypts open in OpenSSL and here", () => {
  describe.each(RECIPIENTS)("%s", (kind) => {
    it.each(CIPHERS)("%s", async (cipher) => {
      const { certificate, key } = openssl.identity(kind);
      const message = await createEnvelopedData({ content: LETTER, recipients: [certificate], cipher });
      expect(openedByOpenssl(message, kind)).toEqual(LETTER);
      const authenticated = cipher.endsWith("gcm");
      expect(await openEnveloped(message, [key])).toMatchObject({
        content: LETTER,
        contentEncryption: cipher,
        authenticated,
      });
    });
  });

  it.each(CIPHERS)("RSAES-OAEP and %s", async (cipher) => {
    const { certificate, key } = openssl.identity("rsa");
    const request = { content: LETTER, recipients: [certificate], cipher, keyTransport: "rsaes-oaep" } as const;
    const message = await createEnvelopedData(request);
    expect(openedByOpenssl(message, "rsa")).toEqual(LETTER);
    expect(await openEnveloped(message, [key])).toMatchObject({ content: LETTER, keyManagement: "rsaes-oaep" });
  });

  it.each(["x25519", "x448"] as const)("%s, which this OpenSSL cannot read in CMS, opens here", async (kind) => {
    const { certificate, key } = openssl.identity(kind);
    const message = await createEnvelopedData({ content: LETTER, recipients: [certificate] });
    expect(await openEnveloped(message, [key])).toMatchObject({ content: LETTER, keyManagement: "ecdh" });
  });

  it("several recipients of different kinds, each of whom can open it", async () => {
    const kinds = ["rsa", "p256", "brainpool384", "rsa3072"] as const;
    const recipients = kinds.map((kind) => openssl.identity(kind).certificate);
    const message = await createEnvelopedData({ content: LETTER, recipients });
    for (const kind of kinds) {
      expect(openedByOpenssl(message, kind)).toEqual(LETTER);
      expect((await openEnveloped(message, [openssl.identity(kind).key])).content).toEqual(LETTER);
    }
  });

  it.each(CONTENTS)("%s", async (_, content) => {
    const { certificate } = openssl.identity("rsa");
    for (const cipher of ["aes-256-cbc", "aes-256-gcm"] as const) {
      const message = await createEnvelopedData({ content, recipients: [certificate], cipher });
      const found = openedByOpenssl(message, "rsa");
      expect(found !== null && equal(found, content)).toBe(true);
    }
  });
});

describe("messages OpenSSL encrypts open here", () => {
  describe.each(RECIPIENTS)("%s", (kind) => {
    it.each([...CIPHERS, "des3"])("%s", async (cipher) => {
      const opened = await openEnveloped(encrypt(kind, LETTER, [`-${cipher}`]), [openssl.identity(kind).key]);
      expect(opened.content).toEqual(LETTER);
      expect(opened.contentEncryption).toBe(cipher === "des3" ? "3des-cbc" : cipher);
      expect(opened.remarks).toEqual(cipher === "des3" ? ["legacy/3des"] : []);
    });
  });

  it.each([
    ["SHA-1", ["rsa_padding_mode:oaep"]],
    ["SHA-256", ["rsa_padding_mode:oaep", "rsa_oaep_md:sha256"]],
    ["SHA-512", ["rsa_padding_mode:oaep", "rsa_oaep_md:sha512"]],
    ["SHA-256 with MGF1 SHA-1", ["rsa_padding_mode:oaep", "rsa_oaep_md:sha256", "rsa_mgf1_md:sha1"]],
    ["SHA-224", ["rsa_padding_mode:oaep", "rsa_oaep_md:sha224"]],
    ["a label", ["rsa_padding_mode:oaep", "rsa_oaep_label:00112233"]],
  ])("RSAES-OAEP, %s", async (_, options) => {
    const message = encrypt(
      "rsa",
      LETTER,
      options.flatMap((option) => ["-keyopt", option]),
    );
    const opened = await openEnveloped(message, [openssl.identity("rsa").key]);
    expect(opened).toMatchObject({ content: LETTER, keyManagement: "rsaes-oaep" });
  });

  it.each(["sha1", "sha224", "sha256", "sha384", "sha512"])(
    "ECDH with X9.63 and %s, cofactor or not",
    async (digest) => {
      for (const cofactor of ["0", "1"]) {
        const options = ["-keyopt", `ecdh_kdf_md:${digest}`, "-keyopt", `ecdh_cofactor_mode:${cofactor}`];
        const opened = await openEnveloped(encrypt("p256", LETTER, options), [openssl.identity("p256").key]);
        expect(opened).toMatchObject({ content: LETTER, keyManagement: "ecdh" });
      }
    },
  );

  it.each([
    ["subject key identifier", ["-keyid"]],
    ["streamed, indefinite lengths", ["-stream"]],
  ])("%s", async (_, options) => {
    for (const kind of ["rsa", "p256"] as const) {
      const opened = await openEnveloped(encrypt(kind, LETTER, options), [openssl.identity(kind).key]);
      expect(opened.content).toEqual(LETTER);
    }
  });

  it("the second of several recipients", async () => {
    const message = encrypt("rsa", LETTER, [openssl.identity("p384").certificatePath]);
    expect((await openEnveloped(message, [openssl.identity("p384").key])).content).toEqual(LETTER);
  });

  it.each(CONTENTS)("%s, streamed and whole", async (_, content) => {
    for (const options of [["-aes256", "-stream"], ["-aes256"], ["-aes-256-gcm"]]) {
      const { content: found } = await openEnveloped(encrypt("rsa", content, options), [openssl.identity("rsa").key]);
      expect(equal(found, content)).toBe(true);
    }
  });
});

it("DSA of any length is told as what it is", async () => {
  const [parameters, keyPath, certificatePath] = ["dsa.pem", "dsa.key", "dsa.crt"].map((name) => openssl.path(name));
  if (!parameters || !keyPath || !certificatePath) throw new Error("no path");
  const bits = ["-pkeyopt", "dsa_paramgen_bits:2048", "-pkeyopt", "dsa_paramgen_q_bits:256"];
  openssl.run(["genpkey", "-genparam", "-algorithm", "DSA", ...bits, "-out", parameters]);
  openssl.run(["genpkey", "-paramfile", parameters, "-out", keyPath]);
  openssl.run(["x509", "-new", "-key", keyPath, "-subj", "/CN=dsa", "-days", "30", "-out", certificatePath]);
  const signing = ["-binary", "-outform", "DER", "-md", "sha256", "-signer", certificatePath, "-inkey", keyPath];
  const message = openssl.run(["cms", "-sign", "-nodetach", ...signing], LETTER);
  expect(await verified(message, null)).toMatchObject([
    { kind: "sound", scheme: "dsa", digest: "sha-256", remarks: ["legacy/dsa"] },
  ]);
});

it.each(["brainpool320", "brainpool320t", "brainpool512t"] as const)("%s, both ways", async (kind) => {
  const { certificate, key } = openssl.identity(kind);
  const signed = await createSignedData({ content: LETTER, detached: false, signers: [key], signingTime: 1e12 });
  expect(verifiedByOpenssl(signed, null)).toEqual(LETTER);
  expect(await verified(sign(kind, LETTER, ["-nodetach"]), null)).toMatchObject([{ kind: "sound", remarks: [] }]);
  const encrypted = await createEnvelopedData({ content: LETTER, recipients: [certificate] });
  expect(openedByOpenssl(encrypted, kind)).toEqual(LETTER);
  expect((await openEnveloped(encrypt(kind, LETTER, []), [key])).content).toEqual(LETTER);
});
