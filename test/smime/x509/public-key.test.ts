import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { context, Fields, readSole, TAG } from "../../../src/smime/asn1/reader.ts";
import {
  algorithmIdentifier,
  bitString,
  encode,
  integer,
  NULL,
  oid,
  sequence,
} from "../../../src/smime/asn1/writer.ts";
import { type Bytes, EMPTY, utf8 } from "../../../src/smime/bytes.ts";
import { readAlgorithmIdentifier } from "../../../src/smime/x509/algorithm-identifier.ts";
import { type Certificate, readSubjectPublicKeyInfo } from "../../../src/smime/x509/certificate.ts";
import { readCertificateFile } from "../../../src/smime/x509/certificate-file.ts";
import {
  inheritsParameters,
  keyBits,
  publicKeyName,
  readPublicKey,
  withInheritedParameters,
} from "../../../src/smime/x509/public-key.ts";
import { readSignatureAlgorithm } from "../../../src/smime/x509/signature-algorithm.ts";
import { verifySignature } from "../../../src/smime/x509/signature-verification.ts";
import { generateKeys } from "./certificate-builder.ts";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "waxwing-keys-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

function openssl(...args: readonly string[]): void {
  execFileSync("openssl", [...args], { cwd: folder, stdio: "pipe" });
}

/** A self-signed certificate made by OpenSSL with these key and signature options. */
function selfSigned(key: readonly string[], signature: readonly string[] = []): Certificate {
  openssl("genpkey", ...key, "-out", "key.pem");
  openssl("req", "-x509", "-new", "-key", "key.pem", "-subj", "/CN=a", "-out", "certificate.pem", ...signature);
  const [certificate] = readCertificateFile(new Uint8Array(readFileSync(join(folder, "certificate.pem"))));
  if (!certificate) throw new Error("no certificate");
  return certificate;
}

function verifySelf(certificate: Certificate, octets: Bytes = certificate.tbs): Promise<boolean> {
  const { signature, signatureAlgorithm: algorithm, subjectPublicKeyInfo: spki } = certificate;
  return verifySignature({ spki, algorithm, octets, signature });
}

const RSA = ["-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:2048"];
const curve = (name: string) => [
  "-algorithm",
  "EC",
  "-pkeyopt",
  `ec_paramgen_curve:${name}`,
  "-pkeyopt",
  "ec_param_enc:named_curve",
];
const pss = (...options: readonly string[]) => [
  "-sigopt",
  "rsa_padding_mode:pss",
  ...options.flatMap((one) => ["-sigopt", one]),
];

describe("signatures OpenSSL makes", () => {
  it.each<[string, readonly string[], readonly string[], string]>([
    ["RSA SHA-1", RSA, ["-sha1"], "rsa-2048"],
    ["RSA SHA-224", RSA, ["-sha224"], "rsa-2048"],
    ["RSA SHA-256", RSA, ["-sha256"], "rsa-2048"],
    ["RSA SHA-384", RSA, ["-sha384"], "rsa-2048"],
    ["RSA SHA-512", RSA, ["-sha512"], "rsa-2048"],
    ["RSA MD5", RSA, ["-md5"], "rsa-2048"],
    ["PSS SHA-256", RSA, ["-sha256", ...pss("rsa_pss_saltlen:32")], "rsa-2048"],
    [
      "PSS SHA-256, MGF1 SHA-1, salt 20",
      RSA,
      ["-sha256", ...pss("rsa_mgf1_md:sha1", "rsa_pss_saltlen:20")],
      "rsa-2048",
    ],
    ["PSS SHA-512, salt 0", RSA, ["-sha512", ...pss("rsa_pss_saltlen:0")], "rsa-2048"],
    ["PSS by default parameters (SHA-1)", RSA, ["-sha1", ...pss("rsa_pss_saltlen:20")], "rsa-2048"],
    ["PSS key", ["-algorithm", "RSA-PSS", "-pkeyopt", "rsa_keygen_bits:2048"], ["-sha256"], "rsa-2048"],
    ["ECDSA P-256", curve("P-256"), ["-sha256"], "ec-p256"],
    ["ECDSA P-384 SHA-512", curve("P-384"), ["-sha512"], "ec-p384"],
    ["ECDSA P-521", curve("P-521"), ["-sha512"], "ec-p521"],
    ["ECDSA P-256 SHA-1", curve("P-256"), ["-sha1"], "ec-p256"],
    ["ECDSA brainpoolP256r1", curve("brainpoolP256r1"), ["-sha256"], "ec-brainpoolP256r1"],
    ["ECDSA brainpoolP320r1", curve("brainpoolP320r1"), ["-sha384"], "ec-brainpoolP320r1"],
    ["ECDSA brainpoolP256t1", curve("brainpoolP256t1"), ["-sha256"], "ec-brainpoolP256t1"],
    ["ECDSA brainpoolP384t1", curve("brainpoolP384t1"), ["-sha384"], "ec-brainpoolP384t1"],
    ["ECDSA brainpoolP512t1", curve("brainpoolP512t1"), ["-sha512"], "ec-brainpoolP512t1"],
    ["ECDSA brainpoolP512r1", curve("brainpoolP512r1"), ["-sha512"], "ec-brainpoolP512r1"],
    ["Ed25519", ["-algorithm", "ED25519"], [], "ed25519"],
  ])("%s", async (_, key, signature, name) => {
    const certificate = selfSigned(key, signature);
    expect(await verifySelf(certificate)).toBe(true);
    const altered = certificate.tbs.slice();
    altered[20] = (altered[20] ?? 0) ^ 1;
    expect(await verifySelf(certificate, altered)).toBe(false);
    expect(publicKeyName(certificate)).toBe(name);
  });

  it("RSA, by a producer that leaves the sign octet of the modulus out", async () => {
    const certificate = selfSigned(RSA, ["-sha256"]);
    const { signature, signatureAlgorithm: algorithm, subjectPublicKeyInfo } = certificate;
    const [modulus, exponent] = new Fields(readSole(subjectPublicKeyInfo.publicKey)).rest();
    const unsigned = sequence(encode(TAG.integer, (modulus?.content ?? EMPTY).subarray(1)), exponent?.octets ?? EMPTY);
    const rsaEncryption = algorithmIdentifier("1.2.840.113549.1.1.1", NULL);
    const spki = readSubjectPublicKeyInfo(readSole(sequence(rsaEncryption, bitString(unsigned))));
    expect(await verifySignature({ spki, algorithm, octets: certificate.tbs, signature })).toBe(true);
  });

  it("DSA, with parameters of its own or its issuer's", async () => {
    openssl(
      "genpkey",
      "-genparam",
      "-algorithm",
      "DSA",
      "-pkeyopt",
      "dsa_paramgen_bits:1024",
      "-out",
      "parameters.pem",
    );
    openssl("genpkey", "-paramfile", "parameters.pem", "-out", "key.pem");
    openssl("req", "-x509", "-new", "-sha1", "-key", "key.pem", "-subj", "/CN=a", "-out", "certificate.pem");
    const [certificate] = readCertificateFile(new Uint8Array(readFileSync(join(folder, "certificate.pem"))));
    if (!certificate) throw new Error("no certificate");
    expect(await verifySelf(certificate)).toBe(true);
    expect(publicKeyName(certificate)).toBe("dsa-1024");
    const { subjectPublicKeyInfo: spki } = certificate;
    const bare = { ...spki, algorithm: { ...spki.algorithm, parameters: null } };
    expect([inheritsParameters(spki), inheritsParameters(bare)]).toEqual([false, true]);
    await expect(verifySelf({ ...certificate, subjectPublicKeyInfo: bare })).rejects.toMatchObject({
      code: "x509/unsupported-key",
    });
    expect(await verifySelf({ ...certificate, subjectPublicKeyInfo: withInheritedParameters(bare, spki) })).toBe(true);
  });

  it("a digest told elsewhere, as in SignerInfos", async () => {
    openssl("genpkey", ...RSA, "-out", "key.pem");
    openssl("pkey", "-in", "key.pem", "-pubout", "-outform", "DER", "-out", "public.der");
    const octets = utf8("signed");
    writeFileSync(join(folder, "octets"), octets);
    openssl("dgst", "-sha256", "-sign", "key.pem", "-out", "signature", "octets");
    const spki = readSubjectPublicKeyInfo(readSole(new Uint8Array(readFileSync(join(folder, "public.der")))));
    const signature = new Uint8Array(readFileSync(join(folder, "signature")));
    const { algorithm } = spki;
    expect(await verifySignature({ spki, algorithm, octets, signature, digest: "sha-256" })).toBe(true);
    expect(await verifySignature({ spki, algorithm, octets, signature, digest: "sha-1" })).toBe(false);
    await expect(verifySignature({ spki, algorithm, octets, signature })).rejects.toMatchObject({
      code: "cms/unsupported-algorithm",
      detail: { oid: "1.2.840.113549.1.1.1" },
    });
  });
});

function spkiOf(der: Bytes) {
  return readSubjectPublicKeyInfo(readSole(der));
}

function identifier(der: Bytes) {
  return readAlgorithmIdentifier(readSole(der));
}

const ECDSA_SHA256 = identifier(algorithmIdentifier("1.2.840.10045.4.3.2"));
const RSA_SHA256 = identifier(algorithmIdentifier("1.2.840.113549.1.1.11", NULL));

describe("keys and algorithms that do not go together", () => {
  it("verify nothing, and throw nothing", async () => {
    const [ec, rsa] = [await generateKeys(), await generateKeys("rsa-2048")];
    const [octets, signature] = [utf8("x"), new Uint8Array(256)];
    expect(await verifySignature({ spki: spkiOf(ec.spki), algorithm: RSA_SHA256, octets, signature })).toBe(false);
    expect(await verifySignature({ spki: spkiOf(rsa.spki), algorithm: ECDSA_SHA256, octets, signature })).toBe(false);
  });

  it.each<[string, Bytes]>([
    ["no DER", utf8("x")],
    ["r and s of zero", sequence(integer(0), integer(0))],
    ["a negative r", sequence(Uint8Array.of(2, 1, 0x80), integer(1))],
    ["a third integer", sequence(integer(1), integer(1), integer(1))],
    ["r longer than the order", sequence(integer(new Uint8Array(40).fill(1)), integer(1))],
  ])("ECDSA: %s", async (_, signature) => {
    const { spki } = await generateKeys();
    expect(await verifySignature({ spki: spkiOf(spki), algorithm: ECDSA_SHA256, octets: utf8("x"), signature })).toBe(
      false,
    );
  });

  it("a PSS-only key makes no PKCS #1 v1.5 signature", async () => {
    const { spki } = await generateKeys("rsa-2048");
    const fields = Fields.ofSequence(spki);
    fields.any();
    const restricted = spkiOf(sequence(algorithmIdentifier("1.2.840.113549.1.1.10"), fields.any().octets));
    expect(readPublicKey(restricted)).toMatchObject({ kind: "rsa", restriction: "pss-only" });
    const signed = { octets: utf8("x"), signature: new Uint8Array(256) };
    expect(await verifySignature({ spki: restricted, algorithm: RSA_SHA256, ...signed })).toBe(false);
  });
});

function nameOf(type: string): string {
  return publicKeyName({ subjectPublicKeyInfo: spkiOf(sequence(algorithmIdentifier(type), bitString(EMPTY))) });
}

describe("what is not supported", () => {
  it.each<[string, Bytes]>([
    ["an unknown key type", sequence(algorithmIdentifier("1.2.3"), bitString(EMPTY))],
    [
      "an unknown curve",
      sequence(algorithmIdentifier("1.2.840.10045.2.1", oid("1.2.840.10045.3.1.1")), bitString(EMPTY)),
    ],
    [
      "explicit curve parameters",
      sequence(algorithmIdentifier("1.2.840.10045.2.1", sequence(integer(1))), bitString(EMPTY)),
    ],
    ["no curve", sequence(algorithmIdentifier("1.2.840.10045.2.1"), bitString(EMPTY))],
  ])("%s", (_, der) => {
    expect(() => readPublicKey(spkiOf(der))).toThrow(expect.objectContaining({ code: "x509/unsupported-key" }));
  });

  it("is named by what is known of it", () => {
    const names = ["1.3.101.110", "2.16.840.1.101.3.4.4.2", "1.2.840.10040.4.1", "1.2.3"].map(nameOf);
    expect(names).toEqual(["x25519", "ml-kem-768", "dsa", "1.2.3"]);
  });

  it.each(["1.2.3", "1.2.840.113549.1.1.2", "1.2.840.113549.1.1.10"])("signature algorithm %s", (type) => {
    expect(() => readSignatureAlgorithm(identifier(algorithmIdentifier(type)))).toThrow(
      expect.objectContaining({ code: "cms/unsupported-algorithm", detail: { oid: type } }),
    );
  });

  it.each<[string, Bytes, string]>([
    [
      "another mask generation",
      sequence(encode(context(1), algorithmIdentifier("1.2.3"))),
      "cms/unsupported-algorithm",
    ],
    ["an unknown digest", sequence(encode(context(0), algorithmIdentifier("1.2.3"))), "cms/unsupported-algorithm"],
    ["another trailer", sequence(encode(context(3), integer(2))), "asn1/malformed"],
    ["parameters that are none", integer(1), "asn1/malformed"],
  ])("PSS with %s", (_, parameters, code) => {
    const one = identifier(algorithmIdentifier("1.2.840.113549.1.1.10", parameters));
    expect(() => readSignatureAlgorithm(one)).toThrow(expect.objectContaining({ code }));
  });
});

async function bitsOf(kind: Parameters<typeof generateKeys>[0]): Promise<number> {
  const key = readPublicKey(spkiOf((await generateKeys(kind)).spki));
  return key.kind === "rsa" || key.kind === "ec" ? keyBits(key) : Number.NaN;
}

it("quotes key sizes as people do", async () => {
  expect(await Promise.all((["rsa-1024", "p-256"] as const).map(bitsOf))).toEqual([1024, 256]);
});
