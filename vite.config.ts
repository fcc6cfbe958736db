import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { preact } from "@preact/preset-vite";
import { defineConfig, type Plugin, type UserConfig } from "vite";

/**
 * One source, one output per run. The extension is built once into dist/chrome and copied to dist/firefox, whose
 * manifest alone differs, so that nothing is ever built for one browser only.
 *
 * background and pages are ES modules; the content script and the page script are IIFEs, because a browser runs them as
 * classic scripts; the command line is one file for Node.
 */
const SOURCE = resolve(import.meta.dirname, "src");
const CHROME = resolve(import.meta.dirname, "dist/chrome");
const FIREFOX = resolve(import.meta.dirname, "dist/firefox");

type Manifest = Record<string, unknown> & { web_accessible_resources: Record<string, unknown>[] };

const packageVersion = (): string => JSON.parse(readFileSync("package.json", "utf8")).version;
const commonManifest = (): Manifest => JSON.parse(readFileSync("manifest.json", "utf8"));

/** `structured_clone` lets octets cross runtime messages; Chrome before 148 would turn them into `{}` silently. */
function chromeManifest(): Manifest {
  const common = commonManifest();
  return {
    ...common,
    version: packageVersion(),
    minimum_chrome_version: "148",
    message_serialization: "structured_clone",
    background: { service_worker: "background.js", type: "module" },
    // Firefox takes an administrator's policy without a schema, and warns of the key.
    storage: { managed_schema: "policy.json" },
    web_accessible_resources: common.web_accessible_resources.map((entry) => ({ ...entry, use_dynamic_url: true })),
  };
}

function firefoxManifest(): Manifest {
  return {
    ...commonManifest(),
    version: packageVersion(),
    background: { scripts: ["background.js"], type: "module" },
    browser_specific_settings: {
      gecko: {
        id: "waxwing@waxwing.invalid",
        strict_min_version: "140.0",
        data_collection_permissions: { required: ["none"] },
      },
    },
  };
}

function write(folder: string, manifest: Manifest): void {
  writeFileSync(resolve(folder, "manifest.json"), `${JSON.stringify(manifest, null, 2)}\n`);
}

function writeManifests(): Plugin {
  return {
    name: "waxwing-manifests",
    closeBundle() {
      for (const paper of ["LICENSE", "NOTICE"]) cpSync(resolve(import.meta.dirname, paper), resolve(CHROME, paper));
      write(CHROME, chromeManifest());
      mkdirSync(FIREFOX, { recursive: true });
      cpSync(CHROME, FIREFOX, { recursive: true });
      write(FIREFOX, firefoxManifest());
    },
  };
}

const shared = {
  configFile: false,
  root: SOURCE,
  publicDir: false,
  logLevel: "warn",
  define: { "process.env.NODE_ENV": '"production"' },
} satisfies UserConfig & { configFile: false };

function script(entry: string, file: string, format: "es" | "iife"): UserConfig {
  return {
    ...shared,
    plugins: [preact()],
    build: {
      outDir: CHROME,
      emptyOutDir: false,
      target: "es2023",
      minify: true,
      lib: { entry: resolve(SOURCE, entry), formats: [format], name: "waxwing", fileName: () => file },
    },
  };
}

const pages: UserConfig = {
  ...shared,
  plugins: [preact()],
  publicDir: resolve(import.meta.dirname, "public"),
  build: {
    outDir: CHROME,
    emptyOutDir: true,
    target: "es2023",
    modulePreload: false,
    rolldownOptions: {
      input: ["popup", "manager", "viewer", "composer"].map((name) => resolve(SOURCE, `pages/${name}/index.html`)),
    },
  },
};

const cli: UserConfig = {
  ...shared,
  ssr: { noExternal: true },
  build: {
    ssr: resolve(SOURCE, "cli/main.ts"),
    outDir: resolve(import.meta.dirname, "dist/cli"),
    emptyOutDir: true,
    target: "node20",
    minify: false,
    rolldownOptions: { output: { entryFileNames: "waxwing.js", format: "es", codeSplitting: false } },
  },
};

/** Every output, in the order they must be built: `pages` empties the folder, the last one writes the manifests. */
export const OUTPUTS: Readonly<Record<string, UserConfig>> = {
  pages,
  background: script("background/main.ts", "background.js", "es"),
  "roundcube-page": script("webmail/roundcube/page.ts", "webmail/roundcube-page.js", "iife"),
  content: {
    ...script("webmail/main.ts", "webmail/content.js", "iife"),
    plugins: [preact(), writeManifests()],
  },
  cli,
};

export default defineConfig(({ mode }) => {
  const output = OUTPUTS[mode];
  if (!output) throw new Error(`build one of ${Object.keys(OUTPUTS).join(", ")} by --mode, or run npm run build`);
  return output;
});
