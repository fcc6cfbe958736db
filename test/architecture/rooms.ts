/**
 * The allow-list of the house: which room may import which. Every pair that is not written down is an error. The table
 * follows src/README.md; a change of design changes both in one commit.
 */

/** Rooms by the longest matching path prefix. */
export const ROOMS: Readonly<Record<string, readonly string[]>> = {
  "src/smime/bytes.ts": [],
  "src/smime/errors.ts": [],
  "src/smime/verdict": [],
  "src/smime/asn1": ["src/smime/bytes.ts", "src/smime/errors.ts"],
  "src/smime/crypto": ["src/smime/bytes.ts", "src/smime/errors.ts", "@noble"],
  "src/smime/mime": ["src/smime/bytes.ts", "src/smime/errors.ts", "src/smime/verdict"],
  "src/smime/x509": [
    "src/smime/asn1",
    "src/smime/crypto",
    "src/smime/bytes.ts",
    "src/smime/errors.ts",
    "src/smime/verdict",
  ],
  "src/smime/cms": [
    "src/smime/x509",
    "src/smime/asn1",
    "src/smime/crypto",
    "src/smime/bytes.ts",
    "src/smime/errors.ts",
    "src/smime/verdict",
  ],
  "src/smime/pkcs12": [
    "src/smime/cms",
    "src/smime/x509",
    "src/smime/asn1",
    "src/smime/crypto",
    "src/smime/bytes.ts",
    "src/smime/errors.ts",
  ],
  "src/smime": [
    "src/smime/bytes.ts",
    "src/smime/errors.ts",
    "src/smime/verdict",
    "src/smime/asn1",
    "src/smime/crypto",
    "src/smime/mime",
    "src/smime/x509",
    "src/smime/cms",
    "src/smime/pkcs12",
  ],
  "src/vault": [
    "src/smime/pkcs12",
    "src/smime/cms",
    "src/smime/x509",
    "src/smime/asn1",
    "src/smime/crypto",
    "src/smime/bytes.ts",
    "src/smime/errors.ts",
    "src/smime/verdict",
    "src/platform",
    "idb",
  ],
  "src/platform": ["webextension-polyfill"],
  "src/words": ["src/platform"],
  "src/protocol": ["src/platform", "src/smime/verdict", "src/smime/errors.ts"],
  "src/background/gmail": [
    "src/protocol",
    "src/platform",
    "src/vault",
    "src/smime/bytes.ts",
    "src/smime/errors.ts",
    "src/smime/mime",
  ],
  "src/background/look-up": [
    "src/protocol",
    "src/platform",
    "src/vault",
    "src/smime/bytes.ts",
    "src/smime/errors.ts",
    "src/smime/x509",
  ],
  "src/background": [
    "src/words",
    "src/background/gmail",
    "src/background/look-up",
    "src/protocol",
    "src/platform",
    "src/vault",
    "src/smime",
    "src/smime/bytes.ts",
    "src/smime/errors.ts",
    "src/smime/verdict",
    "src/smime/mime",
    "src/smime/x509",
    "src/smime/cms",
    "src/smime/pkcs12",
    "idb",
  ],
  "src/webmail/roundcube": [
    "src/webmail/adapter.ts",
    "src/webmail/layers.ts",
    "src/webmail/written-text.ts",
    "src/smime/errors.ts",
    "src/smime/verdict",
  ],
  "src/webmail/gmail": [
    "src/webmail/adapter.ts",
    "src/webmail/layers.ts",
    "src/webmail/written-text.ts",
    "src/smime/errors.ts",
    "src/smime/verdict",
  ],
  "src/webmail/layers.ts": [],
  "src/webmail/written-text.ts": [],
  "src/webmail/adapter.ts": ["src/smime/verdict", "src/smime/errors.ts"],
  "src/webmail": [
    "src/words",
    "src/webmail/adapter.ts",
    "src/webmail/roundcube",
    "src/webmail/gmail",
    "src/protocol",
    "src/platform",
    "src/pages/embedding",
    "src/pages/ui",
    "src/smime/verdict",
    "src/smime/errors.ts",
    "preact",
  ],
  "src/pages/ui": ["src/words", "src/smime/verdict", "src/smime/errors.ts", "preact"],
  "src/pages/embedding": ["src/words", "src/protocol", "src/platform"],
  "src/pages/surface": [
    "src/words",
    "src/pages/ui",
    "src/protocol",
    "src/smime/verdict",
    "src/smime/errors.ts",
    "preact",
  ],
  "src/pages/popup": [
    "src/words",
    "src/pages/surface",
    "src/pages/ui",
    "src/protocol",
    "src/platform",
    "src/smime/verdict",
    "src/smime/errors.ts",
    "preact",
  ],
  "src/pages/manager": [
    "src/words",
    "src/pages/surface",
    "src/pages/embedding",
    "src/pages/ui",
    "src/protocol",
    "src/platform",
    "src/smime/verdict",
    "src/smime/errors.ts",
    "preact",
  ],
  "src/pages/composer": [
    "src/words",
    "src/pages/ui",
    "src/protocol",
    "src/platform",
    "src/smime/verdict",
    "src/smime/errors.ts",
    "preact",
    "dompurify",
    "squire-rte",
  ],
  "src/pages/viewer": [
    "src/words",
    "src/pages/ui",
    "src/protocol",
    "src/platform",
    "src/smime/verdict",
    "src/smime/errors.ts",
    "preact",
    "dompurify",
    "client-zip",
  ],
  "src/cli": [
    "src/smime",
    "src/smime/bytes.ts",
    "src/smime/errors.ts",
    "src/smime/verdict",
    "src/smime/mime",
    "src/smime/x509",
    "src/smime/cms",
    "src/smime/pkcs12",
    "node",
  ],
};

/** Modules nobody imports, because a browser or Node starts them. */
export const ENTRIES: readonly string[] = [
  "src/background/main.ts",
  "src/webmail/main.ts",
  "src/webmail/roundcube/page.ts",
  "src/pages/popup/main.tsx",
  "src/pages/manager/main.tsx",
  "src/pages/viewer/main.tsx",
  "src/pages/composer/main.tsx",
  "src/cli/main.ts",
];

/** The room a module lives in; null for one that lives nowhere. */
export function roomOf(path: string): string | null {
  const matches = Object.keys(ROOMS).filter((room) => path === room || path.startsWith(`${room}/`));
  return matches.toSorted((a, b) => b.length - a.length)[0] ?? null;
}

/** "node" for Node's own modules, the scope or name of a package, or the room of a module of ours. */
export function targetOf(resolved: string): string | null {
  if (resolved.startsWith("node:")) return "node";
  const [, installed] = resolved.split("node_modules/");
  if (installed === undefined) return roomOf(resolved);
  const [first = "", second = ""] = installed.split("/");
  if (first === "@types") return second;
  return first;
}

export function mayImport(from: string, to: string): boolean {
  return from === to || (ROOMS[from]?.includes(to) ?? false);
}
