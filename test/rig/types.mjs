// Checks every wing of the project with its own libraries: the worker has no `document`, a page no `process`.
import { spawnSync } from "node:child_process";

const WINGS = ["src/smime", "src/background", "src/webmail", "src/pages", "src/cli", "test"];
const compiler = "node_modules/@typescript/native/bin/tsc";
const only = process.argv.slice(2);
let failed = false;
for (const wing of WINGS.filter((name) => only.length === 0 || only.includes(name))) {
  const { status } = spawnSync(process.execPath, [compiler, "-p", `${wing}/tsconfig.json`], { stdio: "inherit" });
  if (status !== 0) failed = true;
  console.log(`types ${wing}: ${status === 0 ? "ok" : "failed"}`);
}
process.exit(failed ? 1 : 0);
