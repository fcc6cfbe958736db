// Builds every output of vite.config.ts, one after the other: dist/chrome, dist/firefox and dist/cli.
import { spawnSync } from "node:child_process";
import { chmodSync, rmSync } from "node:fs";

const OUTPUTS = ["pages", "background", "roundcube-page", "content", "cli"];
const vite = "node_modules/vite/bin/vite.js";

rmSync("dist", { recursive: true, force: true });
for (const output of OUTPUTS) {
  const { status } = spawnSync(process.execPath, [vite, "build", "--mode", output], { stdio: "inherit" });
  if (status !== 0) process.exit(status ?? 1);
}
chmodSync("dist/cli/waxwing.js", 0o755);
console.log("built dist/chrome, dist/firefox and dist/cli/waxwing.js");
