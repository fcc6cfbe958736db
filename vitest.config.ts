import { existsSync } from "node:fs";
import { availableParallelism } from "node:os";
import { resolve } from "node:path";
import { playwright } from "@vitest/browser-playwright";
import { defineConfig, type TestProjectInlineConfiguration } from "vitest/config";
import { findChromium } from "./test/rig/browsers.mjs";
import { ClosingLine } from "./test/rig/closing-line.ts";

const CONFORMANCE = process.env["WAXWING_CONFORMANCE"] ?? resolve(import.meta.dirname, "../shared/conformance");
const CHROMIUM_ARGUMENTS = ["--no-sandbox", "--disable-quic", "--disable-background-networking", "--no-first-run"];

/** Tests of one room that drive a real browser, a real Roundcube, or both. */
const SURFACES = [
  "test/pages/*/{,*-}states.test.ts",
  "test/webmail/{composing,reading}.test.ts",
  "test/webmail/roundcube/{raw-message,transport}.test.ts",
];

/** Tests of code that needs a document. */
const IN_BROWSER = "test/pages/**/*.browser.test.ts";

/** Vitest leaves one core to itself, which on two cores is half of them. */
const WORKERS = Math.max(2, availableParallelism() - 1);

/**
 * Two browsers at a time, after everything of a lower order: one waits mostly, more would wait for each other. What a
 * test looks for may be late on a busy machine; what fails is tried once more.
 */
function browsers(name: string, include: string[]): TestProjectInlineConfiguration {
  const patience = { testTimeout: 180_000, hookTimeout: 180_000, retry: 1, expect: { poll: { timeout: 15_000 } } };
  const order = { maxWorkers: 2, sequence: { groupOrder: 1 } };
  return { test: { name, environment: "node", include, globalSetup: "test/rig/run.ts", ...order, ...patience } };
}

/**
 * unit: pure code, in Node. browser: the same crypto and MIME tests in Chromium. architecture: gates on the sources
 * and on the built extension. surfaces: pages and content script in a browser. end-to-end: real browsers, Roundcube,
 * Dovecot and OpenSSL.
 */
export default defineConfig({
  test: {
    maxWorkers: WORKERS,
    reporters: ["default", new ClosingLine()],
    projects: [
      {
        test: {
          name: "unit",
          environment: "node",
          include: [
            "test/{smime,vault,protocol,background,webmail,words,pages,cli,platform,security,fuzz,vectors,rig,replica,interop}/**/*.test.{ts,tsx}",
          ],
          exclude: [...SURFACES, IN_BROWSER],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        server: { fs: { allow: [".", CONFORMANCE] } },
        test: {
          name: "browser",
          include: ["test/smime/{asn1,crypto,mime}/**/*.test.ts", "test/vectors/wycheproof-*.test.ts", IN_BROWSER],
          alias: [
            {
              find: /^(?:\.\/|(?:\.\.\/)+vectors\/)corpus\.ts$/,
              replacement: resolve("test/vectors/served-corpus.ts"),
            },
          ],
          env: { VITE_CONFORMANCE: existsSync(CONFORMANCE) ? CONFORMANCE : "" },
          exclude: ["test/smime/**/*.node.test.ts"],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          browser: {
            enabled: true,
            headless: true,
            fileParallelism: false,
            screenshotFailures: false,
            provider: playwright({
              launchOptions: { executablePath: findChromium() ?? "chromium", args: CHROMIUM_ARGUMENTS },
            }),
            instances: [{ browser: "chromium" }],
          },
        },
      },
      {
        test: {
          name: "architecture",
          environment: "node",
          include: ["test/architecture/**/*.test.ts"],
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      browsers("surfaces", SURFACES),
      browsers("end-to-end", ["test/end-to-end/**/*.test.ts"]),
    ],
  },
});
