/**
 * A copy of a built extension whose storage can run full: what is shipped may store without limit, so that only a real disk
 * that is full stops it, and no debugger's quota.
 */
import { cpSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** @returns the folder of the copy; the caller removes it */
export function boundStorage(dist: string): string {
  const copy = mkdtempSync(join(tmpdir(), "waxwing-bounded-"));
  cpSync(dist, copy, { recursive: true });
  const file = join(copy, "manifest.json");
  const manifest: { readonly permissions: readonly string[] } = JSON.parse(readFileSync(file, "utf8"));
  const permissions = manifest.permissions.filter((permission) => permission !== "unlimitedStorage");
  if (permissions.length === manifest.permissions.length) throw new Error("the storage was bounded already");
  writeFileSync(file, `${JSON.stringify({ ...manifest, permissions }, null, 2)}\n`);
  return copy;
}
