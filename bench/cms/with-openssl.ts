/** The same by `openssl cms` on files: what a run takes beyond starting the program. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Bytes, joined } from "../../src/smime/bytes.ts";
import { keyFor } from "../../src/smime/pkcs12/private-key.ts";
import { readCertificate } from "../../src/smime/x509/certificate.ts";
import { medians, type Work } from "../measure.ts";
import { inChunks } from "./ber.ts";
import { contentOf, type Material, type Size } from "./cases.ts";
import * as waxwing from "./waxwing.ts";

function pem(label: string, der: Bytes): string {
  const lines =
    Buffer.from(der)
      .toString("base64")
      .match(/.{1,64}/g) ?? [];
  return `-----BEGIN ${label}-----\n${lines.join("\n")}\n-----END ${label}-----\n`;
}

const DER = ["-binary", "-outform", "DER", "-out", "out"];
const SIGN = ["-sign", "-in", "content", ...DER, "-signer", "cert.pem", "-inkey", "key.pem"];
const VERIFY = ["-verify", "-noverify", "-inform", "DER", "-binary", "-out", "out", "-in"];
const ENCRYPT = ["-encrypt", "-aes256", "-in", "content", ...DER, "-recip", "cert.pem"];
const DECRYPT = ["-decrypt", "-inform", "DER", "-out", "out", "-inkey", "key.pem", "-recip", "cert.pem", "-in"];
const OAEP = ["-keyopt", "rsa_padding_mode:oaep", "-keyopt", "rsa_oaep_md:sha256"];

/** The arguments by the names of the cases, over the files of `prepare`. */
const RUNS: Readonly<Record<string, readonly string[]>> = {
  "sign, clear": SIGN,
  "sign, opaque": [...SIGN, "-nodetach"],
  "verify, clear": [...VERIFY, "clear", "-content", "content"],
  "verify, opaque, DER": [...VERIFY, "opaque"],
  "verify, opaque, BER, 4 kB chunks": [...VERIFY, "opaque-4k"],
  "verify, opaque, BER, 1 kB chunks": [...VERIFY, "opaque-1k"],
  "encrypt, OAEP": [...ENCRYPT, ...OAEP],
  "encrypt, PKCS #1 v1.5": ENCRYPT,
  "decrypt, OAEP, DER": [...DECRYPT, "oaep"],
  "decrypt, OAEP, BER, 4 kB chunks": [...DECRYPT, "oaep-4k"],
  "decrypt, OAEP, BER, 1 kB chunks": [...DECRYPT, "oaep-1k"],
  "decrypt, PKCS #1 v1.5, DER": [...DECRYPT, "old"],
};

/** Files with one message of each form. */
async function prepare(folder: string, size: Size, { pkcs8, certificate }: Material): Promise<void> {
  const content = contentOf(size);
  const key = keyFor(pkcs8, readCertificate(certificate), []);
  const opaque = joined(await waxwing.sign(key, content, false));
  const oaep = joined(await waxwing.encrypt(key, content, "rsaes-oaep"));
  const files: Readonly<Record<string, Bytes | string>> = {
    content,
    "cert.pem": pem("CERTIFICATE", certificate),
    "key.pem": pem("PRIVATE KEY", pkcs8),
    clear: joined(await waxwing.sign(key, content, true)),
    opaque,
    "opaque-4k": inChunks(opaque, 4096),
    "opaque-1k": inChunks(opaque, 1024),
    oaep,
    "oaep-4k": inChunks(oaep, 4096),
    "oaep-1k": inChunks(oaep, 1024),
    old: joined(await waxwing.encrypt(key, content, "rsaes-pkcs1-v1_5")),
  };
  for (const [name, octets] of Object.entries(files)) writeFileSync(join(folder, name), octets);
}

/** A run that fails is no measurement. */
function run(cwd: string, args: readonly string[]): Work {
  return async () => {
    const { status, stderr } = spawnSync("openssl", args, { cwd, stdio: ["ignore", "ignore", "pipe"] });
    if (status !== 0) throw new Error(`openssl ${args.join(" ")}: ${stderr.toString()}`);
  };
}

/** Milliseconds by the name of the case. */
export async function openSslTimings(size: Size, material: Material): Promise<ReadonlyMap<string, number>> {
  const folder = mkdtempSync(join(tmpdir(), "waxwing-bench-"));
  try {
    await prepare(folder, size, material);
    const out = new Map<string, number>();
    for (const [name, args] of Object.entries(RUNS)) {
      const [start = 0, whole = 0] = await medians([run(folder, ["version"]), run(folder, ["cms", ...args])], 7);
      out.set(name, Math.max(0, whole - start));
    }
    return out;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
