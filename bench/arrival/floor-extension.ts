/** The smallest extension that asks its worker something: no more of Waxwing than how its messages are carried. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { build } from "vite";

async function script(name: string, folder: string): Promise<void> {
  await build({
    configFile: false,
    logLevel: "warn",
    publicDir: false,
    build: {
      outDir: folder,
      emptyOutDir: false,
      target: "es2023",
      lib: {
        entry: resolve(import.meta.dirname, `${name}.ts`),
        formats: ["iife"],
        name: "floor",
        fileName: () => `${name}.js`,
      },
    },
  });
}

/** @returns `folder`, for the browser to load */
export async function makeFloor(folder: string): Promise<string> {
  mkdirSync(folder, { recursive: true });
  const hosts = ["https://mail.google.com/*"];
  const manifest = {
    manifest_version: 3,
    name: "Floor",
    version: "1.0",
    message_serialization: "structured_clone",
    host_permissions: [...hosts, "https://mail-attachment.googleusercontent.com/*"],
    background: { service_worker: "floor-worker.js" },
    content_scripts: [{ matches: hosts, js: ["floor-page.js"], run_at: "document_idle" }],
  };
  writeFileSync(join(folder, "manifest.json"), JSON.stringify(manifest));
  await script("floor-worker", folder);
  await script("floor-page", folder);
  return folder;
}
