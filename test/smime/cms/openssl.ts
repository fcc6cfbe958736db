/** Key material and CMS objects from the openssl command line, made in a fresh directory for each test file. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Bytes } from "../../../src/smime/bytes.ts";
import type { RecipientKey, SignerKey } from "../../../src/smime/cms/keys.ts";
import { keyFor, readPrivateKeyFile } from "../../../src/smime/pkcs12/private-key.ts";
import type { Certificate } from "../../../src/smime/x509/certificate.ts";
import { readCertificateFile } from "../../../src/smime/x509/certificate-file.ts";

const MAX_OUTPUT = 256 * 1024 * 1024;

/** openssl arguments that make a key of each kind. */
const KEY_ARGUMENTS = {
  rsa: ["-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:2048"],
  rsa3072: ["-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:3072"],
  rsa1024: ["-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:1024"],
  rsaPss: ["-algorithm", "RSA-PSS", "-pkeyopt", "rsa_keygen_bits:2048"],
  rsaPssSha384: [
    "-algorithm",
    "RSA-PSS",
    "-pkeyopt",
    "rsa_keygen_bits:2048",
    "-pkeyopt",
    "rsa_pss_keygen_md:sha384",
    "-pkeyopt",
    "rsa_pss_keygen_mgf1_md:sha384",
    "-pkeyopt",
    "rsa_pss_keygen_saltlen:48",
  ],
  p256: ["-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256"],
  p384: ["-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-384"],
  p521: ["-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-521"],
  brainpool256: ["-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:brainpoolP256r1"],
  brainpool320: ["-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:brainpoolP320r1"],
  brainpool320t: ["-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:brainpoolP320t1"],
  brainpool512t: ["-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:brainpoolP512t1"],
  brainpool384: ["-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:brainpoolP384r1"],
  brainpool512: ["-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:brainpoolP512r1"],
  ed25519: ["-algorithm", "ED25519"],
  ed448: ["-algorithm", "ED448"],
  x25519: ["-algorithm", "X25519"],
  x448: ["-algorithm", "X448"],
} as const;

export type KeyKind = keyof typeof KEY_ARGUMENTS;

export interface Identity {
  readonly key: RecipientKey & SignerKey;
  readonly certificate: Certificate;
  readonly pkcs8: Bytes;
  readonly certificatePath: string;
  readonly keyPath: string;
}

export class OpenSsl {
  readonly directory = mkdtempSync(join(tmpdir(), "waxwing-openssl-"));
  readonly #identities = new Map<KeyKind, Identity>();

  path(name: string): string {
    return join(this.directory, name);
  }

  write(name: string, octets: Uint8Array): string {
    writeFileSync(this.path(name), octets);
    return this.path(name);
  }

  run(arguments_: readonly string[], input: Uint8Array = new Uint8Array(0)): Bytes {
    const { status, stdout, stderr } = spawnSync("openssl", arguments_, {
      cwd: this.directory,
      input,
      maxBuffer: MAX_OUTPUT,
    });
    if (status !== 0) throw new Error(`openssl ${arguments_.join(" ")}: ${stderr.toString()}`);
    return new Uint8Array(stdout);
  }

  /** Null where openssl ended with an error. */
  attempt(arguments_: readonly string[], input: Uint8Array = new Uint8Array(0)): Bytes | null {
    const { status, stdout } = spawnSync("openssl", arguments_, { cwd: this.directory, input, maxBuffer: MAX_OUTPUT });
    return status === 0 ? new Uint8Array(stdout) : null;
  }

  identity(kind: KeyKind): Identity {
    const known = this.#identities.get(kind);
    if (known) return known;
    const made = this.issue(kind, kind);
    this.#identities.set(kind, made);
    return made;
  }

  /** A certificate of its own for a new key; `extensions` are lines of an openssl extension section. */
  issue(kind: KeyKind, name: string, extensions: readonly string[] = []): Identity {
    const [keyPath, certificatePath] = [this.path(`${name}.key`), this.path(`${name}.crt`)];
    this.run(["genpkey", ...KEY_ARGUMENTS[kind], "-out", keyPath]);
    const canSign = kind !== "x25519" && kind !== "x448";
    const issuer = canSign ? null : this.identity("rsa");
    this.run(["pkey", "-in", keyPath, "-pubout", "-out", `${keyPath}.pub`]);
    const config = `${name}.ext`;
    const defaults = ["subjectKeyIdentifier=hash", `subjectAltName=email:${name}@example.com`];
    this.write(config, new TextEncoder().encode([...defaults, ...extensions].join("\n")));
    const signing = issuer
      ? ["-force_pubkey", `${keyPath}.pub`, "-CA", issuer.certificatePath, "-CAkey", issuer.keyPath]
      : ["-key", keyPath];
    this.run([
      "x509",
      "-new",
      ...signing,
      "-set_serial",
      `0x${Buffer.from(name).toString("hex").slice(0, 30)}`,
      "-subj",
      `/CN=${name}`,
      "-days",
      "30",
      "-extfile",
      config,
      "-out",
      certificatePath,
    ]);
    return this.load(keyPath, certificatePath);
  }

  load(keyPath: string, certificatePath: string): Identity {
    const pkcs8 = readPrivateKeyFile(new Uint8Array(readFileSync(keyPath)));
    const [certificate] = readCertificateFile(new Uint8Array(readFileSync(certificatePath)));
    if (!certificate) throw new Error("no certificate");
    return { key: keyFor(pkcs8, certificate, []), certificate, pkcs8, certificatePath, keyPath };
  }

  remove(): void {
    rmSync(this.directory, { recursive: true, force: true });
  }
}
