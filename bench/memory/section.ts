/** How far the peak of a process rises while it works on 25 MB, as a multiple of the message. */
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Bytes, joined } from "../../src/smime/bytes.ts";
import { inChunks } from "../cms/ber.ts";
import * as waxwing from "../cms/waxwing.ts";
import { seal } from "../letter.ts";
import { type Material, makeMaterial } from "../material.ts";

const [LARGE, SMALL] = [25_000_000, 20_000];
const GOAL = 2;

interface Inputs {
  /** Input by the name of the operation. */
  readonly inputs: Readonly<Record<string, Bytes>>;
  /** Octets of the message, sealed, by the name of the operation. */
  readonly lengths: Readonly<Record<string, number>>;
}

async function inputsOf({ key }: Material, octets: number): Promise<Inputs> {
  const content = new Uint8Array(octets).map((_, index) => (index * 2_654_435_761) >>> 24);
  const opaque = joined(await waxwing.sign(key, content, false));
  const cbc = joined(await waxwing.encrypt(key, content, "rsaes-oaep"));
  const gcm = joined(await waxwing.encrypt(key, content, "rsaes-oaep", "aes-256-gcm"));
  const clear = await seal(key, { attached: content, sign: true, encrypt: false, date: Date.now() });
  const both = await seal(key, { attached: content, sign: true, encrypt: true, date: Date.now() });
  const inputs = {
    "sign, clear": content,
    "sign, opaque": content,
    "verify, opaque, DER": opaque,
    "verify, opaque, BER, 1 kB chunks": inChunks(opaque, 1024),
    "encrypt, CBC": content,
    "encrypt, GCM": content,
    "decrypt, CBC, DER": cbc,
    "decrypt, CBC, BER, 1 kB chunks": inChunks(cbc, 1024),
    "decrypt, GCM": gcm,
    "seal a message, clear": content,
    "seal a message, signed and encrypted": content,
    "open a message, clear": clear,
    "open a message, signed and encrypted": both,
  };
  const sealed = { "seal a message, clear": clear.length, "seal a message, signed and encrypted": both.length };
  const own = Object.entries(inputs).map(([name, input]) => [name, input.length] as const);
  return { inputs, lengths: { ...Object.fromEntries(own), ...sealed } };
}

function peakOf(folder: string, name: string): number {
  const operation = new URL("operation.ts", import.meta.url).pathname;
  const args = ["--expose-gc", "--import", "tsx", operation, folder, name, `small ${name}`];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: "utf8" });
  if (status !== 0) throw new Error(`${name}: ${stderr}`);
  return Number(stdout);
}

function fill(folder: string, { pkcs8, certificate, authority }: Material): void {
  writeFileSync(join(folder, "key"), pkcs8);
  writeFileSync(join(folder, "certificate"), certificate.der);
  writeFileSync(join(folder, "authority"), authority.der);
}

async function rowsIn(folder: string): Promise<readonly string[]> {
  const material = makeMaterial();
  fill(folder, material);
  const { inputs, lengths } = await inputsOf(material, LARGE);
  const { inputs: small } = await inputsOf(material, SMALL);
  for (const [name, input] of Object.entries(inputs)) writeFileSync(join(folder, name), input);
  for (const [name, input] of Object.entries(small)) writeFileSync(join(folder, `small ${name}`), input);
  return Object.entries(lengths).map(([name, length]) => {
    const peak = peakOf(folder, name);
    const verdict = peak / length <= GOAL ? "≤" : "**>**";
    return `| ${name} | ${(length / 1e6).toFixed(1)} | ${(peak / 1e6).toFixed(1)} | ${(peak / length).toFixed(2)} | ${verdict} ${GOAL} |`;
  });
}

export async function memorySection(): Promise<readonly string[]> {
  const title = ["## Memory", ""];
  if (!existsSync("/proc/self/clear_refs")) return [...title, "Measured on Linux only.", ""];
  const folder = mkdtempSync(join(tmpdir(), "waxwing-bench-"));
  try {
    return [
      ...title,
      "How far the resident memory of a Node process rises at its peak above what it held with the input loaded, output included,",
      "for 25 MB of content; each operation in a process of its own. Garbage that the engine has not collected yet counts.",
      "",
      "| operation | message, MB | rise, MB | rise / message | goal |",
      "|---|---|---|---|---|",
      ...(await rowsIn(folder)),
      "",
    ];
  } finally {
    rmSync(folder, { recursive: true });
  }
}
