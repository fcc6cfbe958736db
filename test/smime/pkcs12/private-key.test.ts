import { afterAll, describe, expect, it } from "vitest";
import { algorithmIdentifier, integer, octetString, sequence } from "../../../src/smime/asn1/writer.ts";
import { type Bytes, EMPTY, latin1, utf8 } from "../../../src/smime/bytes.ts";
import { belongsTo, keyFor, readPrivateKeyFile } from "../../../src/smime/pkcs12/private-key.ts";
import { type KeyKind, OpenSsl } from "../cms/openssl.ts";
import { corpusFile, hasCorpus } from "../../vectors/corpus.ts";
import { readCertificateFile } from "../../../src/smime/x509/certificate-file.ts";

const openssl = new OpenSsl();
afterAll(() => openssl.remove());

function converted(kind: KeyKind, ...options: readonly string[]): Bytes {
  return openssl.run(["pkey", "-in", openssl.identity(kind).keyPath, ...options]);
}

describe("private key files", () => {
  it.each(["rsa", "p256", "p521", "brainpool384", "ed25519", "ed448", "x25519", "x448"] as const)(
    "PKCS #8 %s, DER and PEM",
    async (kind) => {
      const der = openssl.run([
        "pkcs8",
        "-topk8",
        "-nocrypt",
        "-in",
        openssl.identity(kind).keyPath,
        "-outform",
        "DER",
      ]);
      expect(readPrivateKeyFile(der)).toEqual(der);
      expect(readPrivateKeyFile(converted(kind))).toEqual(der);
      expect(await belongsTo(der, openssl.identity(kind).certificate)).toBe(true);
    },
  );

  it.each(["rsa", "p256", "brainpool256"] as const)("PKCS #1 and SEC 1 %s, DER and PEM", async (kind) => {
    const { certificate } = openssl.identity(kind);
    const pem = converted(kind, "-traditional");
    expect(latin1(pem)).toContain(kind === "rsa" ? "BEGIN RSA PRIVATE KEY" : "BEGIN EC PRIVATE KEY");
    expect(await belongsTo(readPrivateKeyFile(pem), certificate)).toBe(true);
    const der = converted(kind, "-traditional", "-outform", "DER");
    expect(await belongsTo(readPrivateKeyFile(der), certificate)).toBe(true);
  });

  it("other text and blocks around the key, in lines of any ending", async () => {
    const parameters = latin1(openssl.run(["ecparam", "-name", "prime256v1"]));
    const text = `Bag Attributes\r\n  name: me\r\n${parameters}${latin1(converted("p256", "-traditional"))}more`;
    const file = utf8(text.replaceAll("\n", "\r\n"));
    expect(await belongsTo(readPrivateKeyFile(file), openssl.identity("p256").certificate)).toBe(true);
  });

  it("a file sealed by a password is told by its algorithm", () => {
    const sealed = openssl.run(["pkcs8", "-topk8", "-in", openssl.identity("rsa").keyPath, "-passout", "pass:secret"]);
    const expected = { code: "pkcs12/unsupported-algorithm", detail: { oid: "1.2.840.113549.1.5.13" } };
    expect(() => readPrivateKeyFile(sealed)).toThrow(expect.objectContaining(expected));
  });

  it.each([
    ["nothing", EMPTY],
    ["text", utf8("no key")],
    ["armour around nothing", utf8("-----BEGIN PRIVATE KEY-----\n-----END PRIVATE KEY-----\n")],
    ["armour around no base64", utf8("-----BEGIN PRIVATE KEY-----\n!!!\n-----END PRIVATE KEY-----\n")],
    ["an empty SEQUENCE", sequence()],
    ["a version alone", sequence(integer(0))],
    ["a SEC 1 key that names no curve", sequence(integer(1), octetString(new Uint8Array(32)))],
  ])("malformed: %s", (_, file) => {
    expect(() => readPrivateKeyFile(file)).toThrow(expect.objectContaining({ code: "pkcs12/malformed" }));
  });
});

function privateKeyInfo(algorithm: Bytes, key: Bytes): Bytes {
  return sequence(integer(0), algorithm, octetString(key));
}

describe("keyFor", () => {
  it("a key of an unknown kind is unsupported", () => {
    const { certificate } = openssl.identity("rsa");
    const expected = expect.objectContaining({ code: "x509/unsupported-key", detail: { oid: "1.2.3.4" } });
    expect(() => keyFor(privateKeyInfo(algorithmIdentifier("1.2.3.4"), EMPTY), certificate, [])).toThrow(expected);
  });

  it.each([
    ["an RSA key that is none", "1.2.840.113549.1.1.1", octetString(EMPTY)],
    ["an Ed25519 key of 31 octets", "1.3.101.112", octetString(new Uint8Array(31))],
    ["an X25519 key without its inner string", "1.3.101.110", new Uint8Array(32)],
  ])("malformed: %s", (_, oid, key) => {
    const { certificate } = openssl.identity("rsa");
    const expected = expect.objectContaining({ code: "pkcs12/malformed" });
    expect(() => keyFor(privateKeyInfo(algorithmIdentifier(oid), key), certificate, [])).toThrow(expected);
  });

  it("a key does only what its kind can", () => {
    const octets = utf8("octets");
    const oaep = { digest: "sha-1", mgfDigest: "sha-1", label: EMPTY } as const;
    const abilities = (["rsa", "p256", "ed25519", "x25519"] as const).map((kind) => {
      const { key } = openssl.identity(kind);
      const signature = key.sign({ name: "ecdsa", digest: "sha-256" }, octets);
      const transport = key.decryptRsaesPkcs1v15(octets, 16);
      const agreement = key.agree(octets);
      agreement?.catch(() => {});
      key.decryptRsaesOaep(octets, oaep)?.catch(() => {});
      return [kind, signature !== null, transport !== null, agreement !== null, key.decapsulate(octets)];
    });
    expect(abilities).toEqual([
      ["rsa", false, true, false, null],
      ["p256", true, false, true, null],
      ["ed25519", false, false, false, null],
      ["x25519", false, false, true, null],
    ]);
  });

  it("failures of OAEP and of key agreement are one and the same", async () => {
    const failed = { code: "cms/decryption-failed", detail: {} };
    const oaep = { digest: "sha-256", mgfDigest: "sha-256", label: EMPTY } as const;
    await expect(openssl.identity("rsa").key.decryptRsaesOaep(new Uint8Array(256), oaep)).rejects.toMatchObject(failed);
    await expect(openssl.identity("p256").key.agree(new Uint8Array(65))).rejects.toMatchObject(failed);
    await expect(openssl.identity("x25519").key.agree(new Uint8Array(32))).rejects.toMatchObject(failed);
  });

  it("shows no key material on itself", () => {
    const { key } = openssl.identity("p256");
    expect(Object.keys(key).toSorted()).toEqual([
      "agree",
      "certificate",
      "chain",
      "decapsulate",
      "decryptRsaesOaep",
      "decryptRsaesPkcs1v15",
      "sign",
    ]);
  });
});

describe("belongsTo", () => {
  it("another's certificate is not this key's, of the same kind or not", async () => {
    const { pkcs8 } = openssl.identity("p256");
    expect(await belongsTo(pkcs8, openssl.issue("p256", "another").certificate)).toBe(false);
    for (const kind of ["rsa", "p384", "ed25519", "x25519"] as const)
      expect(await belongsTo(pkcs8, openssl.identity(kind).certificate)).toBe(false);
    expect(await belongsTo(utf8("no key"), openssl.identity("rsa").certificate)).toBe(false);
  });

  it.skipIf(!hasCorpus("rfc9216"))("RFC 9216: keys of alice, bob, carlos and dana", async () => {
    for (const name of ["alice", "bob", "carlos", "dana"])
      for (const use of ["sign", "encrypt"]) {
        const pkcs8 = readPrivateKeyFile(corpusFile(`rfc9216/${name}.${use}.key`));
        const [certificate] = readCertificateFile(corpusFile(`rfc9216/${name}.${use}.crt`));
        expect([name, use, certificate && (await belongsTo(pkcs8, certificate))]).toEqual([name, use, true]);
      }
  });
});
