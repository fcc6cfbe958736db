/** The OpenSSL command line: the other party in every interoperability check, and the maker of certificates. */
import { spawn } from "node:child_process";
import { findOpenssl } from "./browsers.mjs";

/** Runs `openssl`, gives it `input`, returns what it writes. @throws Error with what it said where it fails */
export function openssl(args: readonly string[], input: Uint8Array = new Uint8Array(0)): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const child = spawn(findOpenssl() ?? "openssl", [...args]);
    const out: Buffer[] = [];
    const complaints: Buffer[] = [];
    child.stdout.on("data", (chunk: Buffer) => out.push(chunk));
    child.stderr.on("data", (chunk: Buffer) => complaints.push(chunk));
    child.stdin.on("error", () => {});
    child.on("error", reject);
    child.on("close", (status) => {
      if (status === 0) resolve(Buffer.concat(out));
      else reject(new Error(`openssl ${args.slice(0, 2).join(" ")}: ${Buffer.concat(complaints).toString().trim()}`));
    });
    child.stdin.end(input);
  });
}
