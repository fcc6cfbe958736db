import { defineConfig } from "vitest/config";

/**
 * unit: pure code, in Node. browser: the same crypto and MIME tests in Chromium. architecture: gates on the sources
 * and on the built extension. end-to-end: real browsers, Roundcube, Dovecot and OpenSSL, one file at a time.
 */
export default defineConfig({
  test: {
    reporters: ["default", "./test/rig/closing-line.ts"],
    projects: [
      {
        test: {
          name: "unit",
          environment: "node",
          include: [
            "test/{smime,vault,protocol,background,webmail,pages,cli,platform,security,vectors,rig}/**/*.test.{ts,tsx}",
          ],
          testTimeout: 60_000,
        },
      },
      {
        test: {
          name: "architecture",
          environment: "node",
          include: ["test/architecture/**/*.test.ts"],
          testTimeout: 120_000,
        },
      },
      {
        test: {
          name: "end-to-end",
          environment: "node",
          include: ["test/end-to-end/**/*.test.ts"],
          fileParallelism: false,
          testTimeout: 180_000,
          hookTimeout: 180_000,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
