/**
 * Diagnostics as lines of text. They hold versions, numbers and yes or no: nothing in them may tell who somebody is,
 * whom they write to or where, so that they can be handed to anybody.
 */
import type { Checked, Diagnostics } from "../../protocol/protocol.ts";

export type DiagnosticLine = readonly [name: string, value: string];

const CHECKED: Readonly<Record<Checked, string>> = {
  "session-memory": "Memory while the browser runs",
  storage: "Storage on this device",
  signing: "Signing",
  encryption: "Encryption",
  "public-authorities": "List of public authorities",
};

const VAULT = { empty: "no keys yet", locked: "locked", unlocked: "unlocked" } as const;

function checkLines({ selfCheck }: Diagnostics): readonly DiagnosticLine[] {
  if (selfCheck === null) return [["Self-check", "not made since the browser was started"]];
  const results = selfCheck.results.map(
    ({ checked, code }) => [CHECKED[checked], code === null ? "works" : `failed (${code})`] as const,
  );
  return [["Self-check", selfCheck.at], ...results];
}

/** `browser` is what the browser calls itself to every site. */
export function diagnosticLines(diagnostics: Diagnostics, browser: string): readonly DiagnosticLine[] {
  const { version, vault, autoLockMinutes, identities, people, authorities, sites, publicAuthorities } = diagnostics;
  return [
    ["Waxwing", version],
    ["Browser", browser],
    ["Keys are", VAULT[vault]],
    ["Keys lock after", `${autoLockMinutes} minutes`],
    ["Own keys", `${identities.all} (${identities.signing} sign, ${identities.decrypting} decrypt)`],
    ["People", String(people)],
    ["Authorities added", String(authorities)],
    [
      "Public authorities",
      `${publicAuthorities.count}, version ${publicAuthorities.version} of ${publicAuthorities.published.slice(0, 10)}`,
    ],
    ["Sites", String(sites)],
    ...checkLines(diagnostics),
  ];
}

export function diagnosticsText(lines: readonly DiagnosticLine[]): string {
  return lines.map(([name, value]) => `${name}: ${value}`).join("\n");
}
