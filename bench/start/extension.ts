/** The built extension with a measuring content script on one loopback site; its worker is the shipped one. */
import { readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { build } from "vite";
import { grantHosts } from "../../test/rig/grant-hosts.ts";

const HOSTS = ["http://127.0.0.1/*"];

export async function withProbe(copy: string): Promise<string> {
  grantHosts("dist/chrome", copy, HOSTS);
  const file = join(copy, "manifest.json");
  const manifest: Record<string, unknown> = JSON.parse(readFileSync(file, "utf8"));
  const probe = { matches: HOSTS, js: ["probe.js"], run_at: "document_idle" };
  writeFileSync(file, JSON.stringify({ ...manifest, content_scripts: [probe] }));
  const entry = resolve(import.meta.dirname, "probe.ts");
  await build({
    configFile: false,
    logLevel: "warn",
    publicDir: false,
    build: {
      outDir: copy,
      emptyOutDir: false,
      target: "es2023",
      lib: { entry, formats: ["iife"], name: "probe", fileName: () => "probe.js" },
    },
  });
  return copy;
}
