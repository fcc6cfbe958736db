/** One RSA-2048 identity under an authority of its own, made by OpenSSL for this run. */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Bytes } from "../src/smime/bytes.ts";
import type { RecipientKey, SignerKey } from "../src/smime/cms/keys.ts";
import { keyFor, readPrivateKeyFile } from "../src/smime/pkcs12/private-key.ts";
import type { Certificate } from "../src/smime/x509/certificate.ts";
import { readCertificateFile } from "../src/smime/x509/certificate-file.ts";
import { MAILBOX } from "./letter.ts";

export interface Material {
  readonly certificate: Certificate;
  readonly authority: Certificate;
  readonly pkcs8: Bytes;
  readonly key: RecipientKey & SignerKey;
}

function openssl(folder: string, ...args: string[]): void {
  execFileSync("openssl", args, { cwd: folder, stdio: ["ignore", "ignore", "ignore"] });
}

const soleCertificate = (path: string): Certificate => {
  const [certificate] = readCertificateFile(new Uint8Array(readFileSync(path)));
  if (!certificate) throw new Error(`no certificate in ${path}`);
  return certificate;
};

export function makeMaterial(): Material {
  const folder = mkdtempSync(join(tmpdir(), "waxwing-bench-"));
  const request = ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "30"];
  try {
    openssl(folder, ...request, "-keyout", "ca.key", "-out", "ca.pem", "-subj", "/CN=Bench CA");
    const leaf = [...request, "-keyout", "leaf.key", "-out", "leaf.pem", "-subj", "/CN=Bench"];
    const issuer = ["-CA", "ca.pem", "-CAkey", "ca.key"];
    const extensions = [
      `subjectAltName=email:${MAILBOX.address}`,
      "extendedKeyUsage=emailProtection",
      "basicConstraints=CA:FALSE",
    ];
    openssl(folder, ...leaf, ...issuer, ...extensions.flatMap((extension) => ["-addext", extension]));
    const certificate = soleCertificate(join(folder, "leaf.pem"));
    const pkcs8 = readPrivateKeyFile(new Uint8Array(readFileSync(join(folder, "leaf.key"))));
    const authority = soleCertificate(join(folder, "ca.pem"));
    return { certificate, authority, pkcs8, key: keyFor(pkcs8, certificate, [authority]) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
