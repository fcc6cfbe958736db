import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { distinctNames, zipArchive } from "../../../src/pages/viewer/zip-archive.ts";
import { utf8 } from "../../../src/smime/bytes.ts";

it("gives every file a name of its own", () => {
  expect(distinctNames(["a.txt", "A.TXT", "a (2).txt", "b", "b", "a.txt"])).toEqual([
    "a.txt",
    "A (2).TXT",
    "a (2) (2).txt",
    "b",
    "b (2)",
    "a (3).txt",
  ]);
});

const python = spawnSync("python3", ["--version"]).status === 0;

it.skipIf(!python)("writes what another program unpacks to the same octets", async () => {
  const folder = mkdtempSync(join(tmpdir(), "waxwing-zip-"));
  try {
    const files = [
      { name: "grün.txt", content: utf8("leaves") },
      { name: "empty", content: new Uint8Array(0) },
      { name: "large.bin", content: Uint8Array.from({ length: 100_000 }, (_, index) => index * 7) },
    ];
    writeFileSync(join(folder, "a.zip"), new Uint8Array(await (await zipArchive(files)).arrayBuffer()));
    // Python checks each CRC as it reads.
    execFileSync("python3", ["-m", "zipfile", "-e", join(folder, "a.zip"), join(folder, "out")]);
    for (const { name, content } of files)
      expect(new Uint8Array(readFileSync(join(folder, "out", name)))).toEqual(content);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
