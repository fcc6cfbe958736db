/** Files as the command line names them. */
import { readFileSync } from "node:fs";
import type { Bytes } from "../smime/bytes.ts";
import { fromLatin1, latin1 } from "../smime/bytes.ts";
import type { Certificate } from "../smime/x509/certificate.ts";
import { readCertificateFile } from "../smime/x509/certificate-file.ts";
import { UsageError } from "./arguments.ts";

/** "-" is standard input. @throws UsageError where the file cannot be read */
export function readInput(name: string): Bytes {
  try {
    return new Uint8Array(readFileSync(name === "-" ? 0 : name));
  } catch {
    throw new UsageError(`cannot read ${name}`);
  }
}

const ARMOUR = /-----BEGIN ([^-]+)-----([^-]*)-----END \1-----/g;

/** DER of a file that is DER or holds PEM blocks: one for each block. */
export function readDerFile(name: string): readonly Bytes[] {
  const file = readInput(name);
  if (file[0] === 0x30) return [file];
  const blocks = [...latin1(file).matchAll(ARMOUR)].map((block) => (block[2] ?? "").replace(/\s/g, ""));
  return blocks.length === 0 ? [file] : blocks.map((block) => fromLatin1(atob(block)));
}

/** Every certificate of every file. @throws SmimeError x509/* */
export function readCertificates(names: readonly string[]): readonly Certificate[] {
  return names.flatMap((name) => readCertificateFile(readInput(name)));
}
