// Where the programs the demo and the end-to-end tests need may be found; null where there is none. Installs nothing.
import { existsSync, readdirSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, join } from "node:path";

/** @param {readonly string[]} names */
export function findProgram(...names) {
  const folders = [
    ...(process.env["PATH"] ?? "").split(delimiter),
    "/usr/sbin",
    "/usr/local/sbin",
    "/opt/homebrew/bin",
  ];
  const suffix = process.platform === "win32" ? ".exe" : "";
  for (const name of names)
    for (const folder of folders) if (existsSync(join(folder, name + suffix))) return join(folder, name + suffix);
  return null;
}

/** @param {readonly string[]} paths */
function firstThere(paths) {
  return paths.find((path) => existsSync(path)) ?? null;
}

/** Chromium as `npx playwright-core install chromium` leaves it. */
function downloadedChromium() {
  const cache = {
    darwin: join(homedir(), "Library/Caches/ms-playwright"),
    win32: join(process.env["LOCALAPPDATA"] ?? "", "ms-playwright"),
  };
  const folder = cache[process.platform] ?? join(homedir(), ".cache/ms-playwright");
  if (!existsSync(folder)) return null;
  const inside = ["chrome-linux64/chrome", "chrome-linux/chrome", "chrome-win64/chrome.exe", "chrome-win/chrome.exe"];
  const bundle = "Contents/MacOS/Google Chrome for Testing";
  const mac = ["chrome-mac-arm64", "chrome-mac-x64"].map((name) => `${name}/Google Chrome for Testing.app/${bundle}`);
  const builds = readdirSync(folder).filter((name) => /^chromium-\d+$/.test(name));
  return firstThere(builds.flatMap((build) => [...inside, ...mac].map((path) => join(folder, build, path))));
}

const MAC_BROWSERS = ["Chromium", "Google Chrome for Testing", "Microsoft Edge", "Google Chrome"].map(
  (name) => `/Applications/${name}.app/Contents/MacOS/${name}`,
);
const WINDOWS_BROWSERS = [
  "Chromium/Application/chrome.exe",
  "Microsoft/Edge/Application/msedge.exe",
  "Google/Chrome/Application/chrome.exe",
];

/** Chromium, Edge or Chrome; `WAXWING_CHROMIUM` goes first. */
export function findChromium() {
  const chosen = process.env["WAXWING_CHROMIUM"];
  if (chosen) return existsSync(chosen) ? chosen : null;
  if (process.platform === "darwin") return downloadedChromium() ?? firstThere(MAC_BROWSERS);
  if (process.platform === "win32") {
    const roots = ["PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA"].map((name) => process.env[name] ?? "");
    return (
      downloadedChromium() ?? firstThere(roots.flatMap((root) => WINDOWS_BROWSERS.map((path) => join(root, path))))
    );
  }
  const debian = firstThere(["/usr/bin/chromium"]);
  return debian ?? downloadedChromium() ?? findProgram("chromium-browser", "microsoft-edge", "google-chrome", "chrome");
}

/** Firefox; `WAXWING_FIREFOX` goes first. */
export function findFirefox() {
  const chosen = process.env["WAXWING_FIREFOX"];
  if (chosen) return existsSync(chosen) ? chosen : null;
  if (process.platform === "darwin") return firstThere(["/Applications/Firefox.app/Contents/MacOS/firefox"]);
  if (process.platform === "win32") return firstThere(["C:/Program Files/Mozilla Firefox/firefox.exe"]);
  return findProgram("firefox-esr", "firefox");
}

/** OpenSSL; Homebrew's before what macOS calls by its name, which is LibreSSL. */
export function findOpenssl() {
  const homebrew = ["/opt/homebrew", "/usr/local"].map((folder) => `${folder}/opt/openssl@3/bin/openssl`);
  return firstThere(homebrew) ?? findProgram("openssl");
}

/** The folder of an installed Roundcube, as Debian, Fedora and Arch lay it out; `WAXWING_ROUNDCUBE` goes first. */
export function findRoundcube() {
  const places = [
    process.env["WAXWING_ROUNDCUBE"] ?? "",
    "/var/lib/roundcube",
    "/usr/share/roundcubemail",
    "/usr/share/webapps/roundcubemail",
  ];
  return places.find((place) => place !== "" && existsSync(join(place, "program/include/iniset.php"))) ?? null;
}

/** What a rig is made of; the names of those that are missing. */
export function missingForRig() {
  const found = {
    Roundcube: findRoundcube(),
    PHP: findProgram("php"),
    Dovecot: findProgram("dovecot"),
    OpenSSL: findOpenssl(),
  };
  return Object.entries(found).flatMap(([name, path]) => (path === null ? [name] : []));
}
