import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findProgram } from "../../rig/browsers.mjs";
import { openssl } from "../../rig/openssl.ts";

export const hasOpenssl = findProgram("openssl") !== null;

/** A person's key and certificate below an authority, as PEM files in a folder of their own. */
export interface KeyFileMaker {
  /** A .p12 with these further options of `openssl pkcs12 -export`. */
  export(password: string, ...options: readonly string[]): Promise<Uint8Array<ArrayBuffer>>;
  readonly folder: string;
  remove(): void;
}

async function certify(path: string, subject: string, extensions: string, signer: readonly string[]): Promise<void> {
  writeFileSync(`${path}.ext`, extensions);
  const fresh = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", `${path}.key`];
  await openssl(["req", "-new", "-config", "/dev/null", "-subj", subject, ...fresh, "-out", `${path}.csr`]);
  const how = ["-days", "30", "-extfile", `${path}.ext`, ...signer, "-out", `${path}.pem`];
  await openssl(["x509", "-req", "-in", `${path}.csr`, ...how]);
}

export async function makeKeyFileMaker(): Promise<KeyFileMaker> {
  const folder = mkdtempSync(join(tmpdir(), "waxwing-pkcs12-"));
  const [ca, leaf] = [join(folder, "ca"), join(folder, "leaf")];
  await certify(ca, "/CN=Test CA", "basicConstraints=critical,CA:TRUE\nsubjectKeyIdentifier=hash", [
    "-signkey",
    `${ca}.key`,
  ]);
  await certify(leaf, "/CN=Alice", "subjectAltName=email:alice@example.com\nauthorityKeyIdentifier=keyid", [
    "-CA",
    `${ca}.pem`,
    "-CAkey",
    `${ca}.key`,
    "-set_serial",
    "0x11",
  ]);
  const content = ["-inkey", `${leaf}.key`, "-in", `${leaf}.pem`, "-certfile", `${ca}.pem`, "-name", "Alice Adler"];
  return {
    folder,
    async export(password, ...options) {
      const out = join(folder, "out.p12");
      // By file: an argument would go through the terminal's character set.
      writeFileSync(join(folder, "password"), `${password}\n`);
      await openssl([
        "pkcs12",
        "-export",
        ...content,
        "-passout",
        `file:${join(folder, "password")}`,
        "-out",
        out,
        ...options,
      ]);
      return Uint8Array.from(readFileSync(out));
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
