// Makes sure that what `npm run demo`, `npm test` and `npm run interop` need is there: installs it as root on Debian and Ubuntu, and
// elsewhere says what is missing and how to get it. Never touches what is already installed. The demo names its webmail too:
// over the replica of Gmail (`demo gmail`) it needs a browser and OpenSSL, and nothing else.
import { spawnSync } from "node:child_process";
import { existsSync, rmSync, writeFileSync } from "node:fs";
import { findChromium, findFirefox, findOpenssl, findProgram, missingForRig } from "./browsers.mjs";

const goal = ["demo", "interop"].find((name) => name === process.argv[2]) ?? "test";
const withMailHouse = goal === "test" || process.argv[3] === "roundcube";

const RIG_PACKAGES = [
  "roundcube-core",
  "roundcube-sqlite3",
  "php-cli",
  "php-sqlite3",
  "php-intl",
  "php-mbstring",
  "dovecot-imapd",
  "dovecot-lmtpd",
  "openssl",
];

/** The other parties that the tests themselves ask; the rest of them stand in `npm run interop`. */
const OTHER_PARTIES = ["gpgsm", "gpg-agent", "gpgconf", "libnss3-tools"];

/** With a name server to look certificates up at, and letters for Japanese, which a bare system has none for. */
const TEST_PACKAGES = [...OTHER_PARTIES, "bind9", "fonts-vlgothic"];

/** The other parties of `npm run interop`. */
const INTEROP_PACKAGES = ["openssl", ...OTHER_PARTIES, "libbcmail-java"];

function isInstalled(name) {
  const { status, stdout } = spawnSync("dpkg-query", ["-W", "-f=${Status}", name], { encoding: "utf8" });
  return status === 0 && stdout.endsWith(" installed");
}

function isOffered(name) {
  const { stdout } = spawnSync("apt-cache", ["policy", name], { encoding: "utf8" });
  return /Candidate: (?!\(none\))/.test(stdout ?? "");
}

/** Packages still to be installed. Ubuntu's `chromium` is a snap that containers cannot run, so it is not asked for. */
function missingPackages() {
  if (goal === "interop") {
    const wanted = findProgram("javac") === null ? [...INTEROP_PACKAGES, "default-jdk-headless"] : INTEROP_PACKAGES;
    return wanted.filter((name) => !isInstalled(name));
  }
  const wanted = withMailHouse ? [...RIG_PACKAGES] : ["openssl"];
  if (goal === "test") wanted.push(...TEST_PACKAGES);
  if (findChromium() === null && !existsSync("/etc/apt/sources.list.d/ubuntu.sources")) wanted.push("chromium");
  // Debian packs the browser's languages by themselves.
  if (goal === "test" && (wanted.includes("chromium") || isInstalled("chromium"))) wanted.push("chromium-l10n");
  if (goal === "test" && findFirefox() === null) wanted.push("firefox-esr");
  return wanted.filter((name) => !isInstalled(name));
}

function apt(...args) {
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive", NEEDRESTART_MODE: "l" };
  const { status, stdout, stderr } = spawnSync("apt-get", ["-qq", ...args], {
    env,
    encoding: "utf8",
    maxBuffer: 2 ** 26,
  });
  if (status !== 0) console.error(`${stdout}\n${stderr}`.trim().split("\n").slice(-15).join("\n"));
  return status === 0;
}

/** The packages bring services of their own; `policy-rc.d` keeps them from being started (invoke-rc.d(8)). */
function withoutStartingServices(work) {
  const policy = "/usr/sbin/policy-rc.d";
  if (existsSync(policy)) return work();
  writeFileSync(policy, "#!/bin/sh\nexit 101\n", { mode: 0o755 });
  try {
    return work();
  } finally {
    rmSync(policy, { force: true });
  }
}

function install(packages) {
  console.log(`Installing what is missing: ${packages.join(" ")}`);
  apt("update");
  const offered = packages.filter(isOffered);
  const once = () => apt("install", "-y", "--no-install-recommends", "-o", "Dpkg::Use-Pty=0", ...offered);
  withoutStartingServices(() => offered.length === 0 || once() || (apt("update"), once()));
}

function installOnDebian() {
  const packages = missingPackages();
  if (packages.length === 0) return;
  if (process.getuid?.() === 0) install(packages);
  else
    console.log(
      `Some programs are missing. To install them:\n  sudo apt-get install --no-install-recommends ${packages.join(" ")}`,
    );
}

/** OpenSSL makes the people's certificates and their letters. macOS brings LibreSSL under its name, which cannot. */
function missingForReplica() {
  const openssl = findOpenssl();
  const version = openssl === null ? "" : spawnSync(openssl, ["version"], { encoding: "utf8" }).stdout;
  return /^OpenSSL [3-9]/.test(version) ? [] : ["OpenSSL 3"];
}

function reportBrowsers() {
  if (findChromium() === null)
    console.log(
      "No Chromium, Edge or Chrome was found. To get one:\n  npx playwright-core install --with-deps chromium\nor name yours in WAXWING_CHROMIUM.",
    );
  if (goal === "test" && findFirefox() === null) console.log("No Firefox was found; name yours in WAXWING_FIREFOX.");
  return findChromium() !== null;
}

function reportPrograms() {
  const missing = withMailHouse ? missingForRig() : missingForReplica();
  if (missing.length === 0) return true;
  console.log(`Missing for the webmail of the ${goal}: ${missing.join(", ")}.`);
  const container = 'docker run --rm -it -v "$PWD":/waxwing -w /waxwing node:20-bookworm';
  const command = goal === "test" ? "npm test" : `npm run demo -- --webmail ${process.argv[3] ?? "gmail"}`;
  if (findProgram("apt-get") === null) console.log(`One command brings everything:\n  ${container} ${command}`);
  return false;
}

/** Says what is missing and returns whether the goal can be reached without it. */
function report() {
  if (goal !== "interop") return [reportPrograms(), reportBrowsers()].every(Boolean);
  if (findOpenssl() === null) console.log("OpenSSL is missing; it makes the certificates.");
  return findOpenssl() !== null;
}

if (process.platform === "linux" && findProgram("apt-get") !== null) installOnDebian();
const complete = report();
if (!complete && goal === "test") console.log("The tests that need it are skipped, and named at the end.");
process.exit(complete || goal === "test" ? 0 : 1);
