/** What the worker answers the popup, by default and in its other moods. */
import type { GmailStatus } from "../../../src/protocol/gmail.ts";
import { SmimeError } from "../../../src/smime/errors.ts";
import { alice, certificate, companyAuthority, oldAlice, people, reports } from "./actors.ts";
import type { Script } from "./theatre.ts";

/** Half past ten on an ordinary day; the page prints it in UTC. */
const UNTIL = Date.UTC(2026, 10, 23, 10, 30);

const publicAuthorities = { count: 103, version: "2.74", published: "2025-04-19T07:25:37Z" };

/** Nothing is set up. */
export const gmailStatus: GmailStatus = {
  client: null,
  redirectUri: "https://abcdefghijklmnopabcdefghijklmnop.chromiumapp.org/",
  accounts: [],
  checks: [],
};

export const firstRun: Script = {
  "vault/state": { kind: "empty" },
  "identity/list": { identities: [] },
  "person/list": { people: [] },
  "authority/list": { authorities: [], publicAuthorities },
  "site/list": { sites: [] },
  "settings/read": { autoLockMinutes: 30, mark: { colour: "#0b6477", symbol: "feather" } },
  "writing/read": {
    formatted: true,
    alwaysSign: false,
    encryptWhenPossible: false,
    opaqueSignatures: false,
    closing: "",
  },
  "look-up/status": { state: "off", resolver: "https://dns.quad9.net/dns-query", fixed: false },
  "look-up/prepare": {},
  "tab/report": { message: null },
  "gmail/status": gmailStatus,
  "unfinished/list": { letters: [], locked: false },
};

export const furnished: Script = {
  ...firstRun,
  "vault/state": { kind: "unlocked", until: UNTIL },
  "identity/list": { identities: [alice, oldAlice] },
  "person/list": { people },
  "authority/list": {
    authorities: [{ certificate: companyAuthority, since: "2026-06-01T00:00:00Z" }],
    publicAuthorities,
  },
  "site/list": {
    sites: [
      { origin: "https://mail.google.com", builtIn: true },
      { origin: "https://mail.example.org", builtIn: false },
    ],
  },
  "tab/report": {
    message: { subject: "Contract, third draft", from: "bob@partner.example", report: reports.verifiedAndEncrypted },
  },
};

const { id: _, ...previewed } = alice;

/** An ordinary key file whose password is "sesame", with the company's authority in it. */
export const withKeyFile: Script = {
  ...firstRun,
  "identity/inspect": ({ password }) => {
    if (password !== "sesame") throw new SmimeError("pkcs12/wrong-password", {});
    return {
      identities: [{ ...previewed, known: false }],
      otherCertificates: [],
      encryption: ["pbeWithSHAAnd40BitRC2-CBC"],
      legacy: true,
    };
  },
  "vault/create": { kind: "unlocked", until: UNTIL },
  "identity/import": { identities: [alice] },
  "authority/add": { authorities: [{ certificate: companyAuthority, since: "2026-11-23T00:00:00Z" }] },
};

export const withCertificateFile: Script = {
  ...furnished,
  "person/inspect": {
    people: [certificate({ name: "Dora Diaz", addresses: ["dora@example.net"], fingerprint: "55".repeat(32) })],
    authorities: [companyAuthority],
  },
  "person/import": { people },
  "authority/add": { authorities: [] },
};
