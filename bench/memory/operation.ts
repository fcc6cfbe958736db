/**
 * One operation in a process of its own, on a file: prints by how many octets the process's peak rose above what it held
 * before, with the input in memory. Linux alone: the kernel's high-water mark counts, and is reset beforehand.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Bytes } from "../../src/smime/bytes.ts";
import { keyFor, readPrivateKeyFile } from "../../src/smime/pkcs12/private-key.ts";
import { readMessage } from "../../src/smime/read-message.ts";
import { type Certificate, readCertificate } from "../../src/smime/x509/certificate.ts";
import { anchorsOf } from "../../src/smime/x509/trust-anchor.ts";
import * as waxwing from "../cms/waxwing.ts";
import { seal } from "../letter.ts";

const [folder = "", name = "", small = ""] = process.argv.slice(2);
const file = (path: string): Bytes => new Uint8Array(readFileSync(join(folder, path)));
const authority: Certificate = readCertificate(file("authority"));
const key = keyFor(readPrivateKeyFile(file("key")), readCertificate(file("certificate")), []);

async function open(raw: Bytes): Promise<unknown> {
  const context = { keys: [key], anchors: anchorsOf([authority]), certificates: [], now: Date.now() };
  const { report } = await readMessage(raw, context);
  if (report.signature.kind !== "verified") throw new Error(JSON.stringify(report.signature));
  return report;
}

const OPERATIONS: Readonly<Record<string, (input: Bytes) => Promise<unknown>>> = {
  "sign, clear": (input) => waxwing.sign(key, input, true),
  "sign, opaque": (input) => waxwing.sign(key, input, false),
  "verify, opaque, DER": (input) => waxwing.verify(input, null),
  "verify, opaque, BER, 1 kB chunks": (input) => waxwing.verify(input, null),
  "encrypt, CBC": (input) => waxwing.encrypt(key, input, "rsaes-oaep"),
  "encrypt, GCM": (input) => waxwing.encrypt(key, input, "rsaes-oaep", "aes-256-gcm"),
  "decrypt, CBC, DER": (input) => waxwing.decrypt(key, input),
  "decrypt, CBC, BER, 1 kB chunks": (input) => waxwing.decrypt(key, input),
  "decrypt, GCM": (input) => waxwing.decrypt(key, input),
  "seal a message, clear": (input) => seal(key, { attached: input, sign: true, encrypt: false, date: Date.now() }),
  "seal a message, signed and encrypted": (input) =>
    seal(key, { attached: input, sign: true, encrypt: true, date: Date.now() }),
  "open a message, clear": open,
  "open a message, signed and encrypted": open,
};

/** Octets, of a line of /proc/self/status. */
function status(field: string): number {
  const line = new RegExp(`^${field}:\\s+(\\d+) kB`, "m").exec(readFileSync("/proc/self/status", "utf8"));
  return Number(line?.[1]) * 1024;
}

const operation = OPERATIONS[name];
if (!operation) throw new RangeError(`no operation ${name}`);
// Code and tables are loaded by a small one first.
await operation(file(small));
const input = file(name);
globalThis.gc?.();
writeFileSync("/proc/self/clear_refs", "5");
const before = status("VmRSS");
const result = await operation(input);
console.log(status("VmHWM") - before);
if (result === input) throw new Error("the operation did nothing");
