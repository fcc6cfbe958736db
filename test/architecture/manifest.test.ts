import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

type Json = Record<string, unknown>;
const read = (target: string): Json => JSON.parse(readFileSync(`dist/${target}/manifest.json`, "utf8"));
const { version } = JSON.parse(readFileSync("package.json", "utf8")) as { version: string };

const CSP =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob: https:; " +
  "connect-src https:; " +
  "frame-src 'self' blob:; form-action 'none'; base-uri 'none'; object-src 'none'";

const COMMON: Json = {
  manifest_version: 3,
  version,
  permissions: ["activeTab", "alarms", "identity", "scripting", "storage", "unlimitedStorage"],
  host_permissions: ["https://mail.google.com/*", "https://mail-attachment.googleusercontent.com/*"],
  optional_host_permissions: ["https://*/*", "http://*/*"],
  content_security_policy: { extension_pages: CSP },
};

const FRAMES = ["pages/viewer/index.html", "pages/composer/index.html"];
const ANYWHERE = ["https://*/*", "http://*/*"];

/** Every file a manifest names, wherever it stands. */
function filesNamedIn(value: unknown): string[] {
  if (typeof value === "string") return /\.(?:html|js|json|png)$/.test(value) ? [value] : [];
  return value !== null && typeof value === "object" ? Object.values(value).flatMap(filesNamedIn) : [];
}

describe.each(["chrome", "firefox"])("the built manifest for %s", (target) => {
  it("asks for these permissions and hosts from the start, and no others", () => {
    const manifest = read(target);
    expect(manifest).toMatchObject(COMMON);
    expect(manifest).not.toHaveProperty("optional_permissions");
    expect(manifest).not.toHaveProperty("externally_connectable");
  });

  it("runs in Gmail's pages, but not in those that print, show sources or hand over files", () => {
    const globs = ["pt", "om", "att", "lg"].flatMap((view) => [`*?view=${view}*`, `*&view=${view}*`]);
    const script = { js: ["webmail/content.js"], all_frames: true, run_at: "document_idle", exclude_globs: globs };
    expect(read(target)["content_scripts"]).toEqual([{ matches: ["https://mail.google.com/*"], ...script }]);
  });

  it("names only files that were built", () => {
    const named = filesNamedIn(read(target));
    expect(named.length).toBeGreaterThan(8);
    expect(named.filter((file) => !existsSync(`dist/${target}/${file}`))).toEqual([]);
  });

  it("opens the network to the worker alone: every page closes the network for itself", () => {
    for (const page of ["popup", "viewer", "composer", "manager"]) {
      const html = readFileSync(`dist/${target}/pages/${page}/index.html`, "utf8");
      const [, policy = ""] = /<meta http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(html) ?? [];
      // A message's pictures are loaded in the viewer after a click, and by nobody else.
      const more = page === "viewer" ? "" : "; img-src 'self' data: blob:";
      expect(policy, page).toBe(`connect-src 'none'${more}`);
      expect(html.indexOf("Content-Security-Policy"), page).toBeLessThan(html.indexOf("<script"));
    }
  });

  it("ships the scripts that are registered at run time", () => {
    for (const file of ["webmail/content.js", "webmail/roundcube-page.js"])
      expect(existsSync(`dist/${target}/${file}`), file).toBe(true);
  });
});

describe("the manifest for chrome", () => {
  it("describes what an administrator may set", () => {
    expect(read("chrome")["storage"]).toEqual({ managed_schema: "policy.json" });
    const schema: { readonly properties: object } = JSON.parse(readFileSync("dist/chrome/policy.json", "utf8"));
    expect(Object.keys(schema.properties)).toEqual([
      "gmailClientId",
      "gmailClientSecret",
      "gmailFlow",
      "lookUpResolver",
      "lookUpsForbidden",
    ]);
  });

  it("lets octets cross messages, and frames change their address", () => {
    expect(read("chrome")).toMatchObject({
      minimum_chrome_version: "148",
      message_serialization: "structured_clone",
      background: { service_worker: "background.js", type: "module" },
      web_accessible_resources: [{ resources: FRAMES, matches: ANYWHERE, use_dynamic_url: true }],
    });
  });

  it("has these keys and no others", () => {
    expect(Object.keys(read("chrome")).toSorted()).toEqual([
      "action",
      "background",
      "content_scripts",
      "content_security_policy",
      "default_locale",
      "description",
      "host_permissions",
      "icons",
      "manifest_version",
      "message_serialization",
      "minimum_chrome_version",
      "name",
      "optional_host_permissions",
      "permissions",
      "short_name",
      "storage",
      "version",
      "web_accessible_resources",
    ]);
  });
});

describe("the manifest for firefox", () => {
  it("declares an event page and that no data is collected", () => {
    expect(read("firefox")).toMatchObject({
      background: { scripts: ["background.js"], type: "module" },
      web_accessible_resources: [{ resources: FRAMES, matches: ANYWHERE }],
      browser_specific_settings: { gecko: { data_collection_permissions: { required: ["none"] } } },
    });
  });
});
