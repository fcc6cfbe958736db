/**
 * A copy of a built extension that owns some hosts from the start, because no test can click the browser's own
 * permission prompt. Nothing else about it differs from what is shipped.
 */
import { cpSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

export function grantHosts(dist: string, copy: string, hosts: readonly string[]): string {
  rmSync(copy, { recursive: true, force: true });
  cpSync(dist, copy, { recursive: true });
  const file = join(copy, "manifest.json");
  const manifest: { readonly host_permissions?: readonly string[] } = JSON.parse(readFileSync(file, "utf8"));
  const granted = [...(manifest.host_permissions ?? []), ...hosts];
  writeFileSync(file, `${JSON.stringify({ ...manifest, host_permissions: granted }, null, 2)}\n`);
  return copy;
}
