/** CRLs and OCSP responses that OpenSSL makes, at the machine's own time. */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { toHex } from "../../../src/smime/bytes.ts";
import {
  authority,
  DAY,
  extendedKeyUsage,
  type Issued,
  issue,
  OCSP_SIGNING,
  pem,
  person,
} from "./certificate-builder.ts";
import { codeOf, validateChain } from "./path-helpers.ts";

let folder: string;
let root: Issued;
let alice: Issued;
let bob: Issued;
const now = Date.now();

function openssl(...args: readonly string[]): void {
  execFileSync("openssl", [...args], { cwd: folder, stdio: "pipe" });
}

function output(file: string) {
  return new Uint8Array(readFileSync(join(folder, file)));
}

function indexLine(state: "V" | "R", { certificate }: Issued): string {
  const revoked = state === "R" ? "200101000000Z,keyCompromise" : "";
  const serial = toHex(certificate.serialNumber).toUpperCase();
  return `${state}\t491231000000Z\t${revoked}\t${serial}\tunknown\t/CN=Alice\n`;
}

const CONFIGURATION =
  "[ca]\ndefault_ca=it\n[it]\ndatabase=index.txt\ncrlnumber=number\ndefault_md=sha256\ndefault_crl_days=3\n";

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "waxwing-revocation-"));
  const validity = { notBefore: now - 30 * DAY, notAfter: now + 30 * DAY };
  root = await authority("CN=Root", validity);
  alice = await person(root, "alice@example.com", validity);
  bob = await person(root, "bob@example.com", validity);
  const delegate = await issue({
    subject: "CN=OCSP",
    issuer: root,
    extensions: [extendedKeyUsage(OCSP_SIGNING)],
    ...validity,
  });
  for (const [name, one] of Object.entries({ root, alice, bob, delegate })) {
    writeFileSync(join(folder, `${name}.pem`), pem("CERTIFICATE", one.certificate.der));
    writeFileSync(join(folder, `${name}.key`), pem("PRIVATE KEY", one.keys.pkcs8));
  }
  writeFileSync(join(folder, "index.txt"), indexLine("V", alice) + indexLine("R", bob));
  writeFileSync(join(folder, "number"), "01\n");
  writeFileSync(join(folder, "ca.conf"), CONFIGURATION);
});
afterAll(() => rmSync(folder, { recursive: true }));

async function statusWith(leaf: Issued, evidence: Parameters<typeof validateChain>[1]): Promise<string> {
  const result = await validateChain([leaf, root], { at: now, ...evidence });
  return result.kind === "valid" ? result.revocation : codeOf(result);
}

describe("OpenSSL's", () => {
  it("CRL tells who is revoked", async () => {
    openssl("ca", "-gencrl", "-config", "ca.conf", "-keyfile", "root.key", "-cert", "root.pem", "-out", "crl.pem");
    openssl("crl", "-in", "crl.pem", "-outform", "DER", "-out", "crl.der");
    const crls = [output("crl.der")];
    expect([await statusWith(alice, { crls }), await statusWith(bob, { crls })]).toEqual(["good", "revoked"]);
  });

  it.each([
    ["the authority", "root", "-sha1"],
    ["the authority, with SHA-256 names", "root", "-sha256"],
    ["a delegate", "delegate", "-sha1"],
  ])("OCSP response by %s tells who is revoked", async (_, signer, digest) => {
    openssl(
      "ocsp",
      "-issuer",
      "root.pem",
      digest,
      "-cert",
      "alice.pem",
      digest,
      "-cert",
      "bob.pem",
      "-reqout",
      "request",
    );
    const responder = ["-rsigner", `${signer}.pem`, "-rkey", `${signer}.key`];
    openssl(
      "ocsp",
      "-index",
      "index.txt",
      "-CA",
      "root.pem",
      ...responder,
      "-reqin",
      "request",
      "-respout",
      "response",
      "-ndays",
      "1",
    );
    const ocsp = [output("response")];
    expect([await statusWith(alice, { ocsp }), await statusWith(bob, { ocsp })]).toEqual(["good", "revoked"]);
  });
});
