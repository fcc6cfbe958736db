/** What the worker answers the manager, and the pages in its frames. */
import type { Diagnostics, ViewerTicket } from "../../../src/protocol/protocol.ts";
import type { MessageReport } from "../../../src/smime/verdict/vocabulary.ts";
import { bob, certificate, companyAuthority } from "./actors.ts";
import { composing, content, context, mark, unlocked } from "./frame-script.ts";
import { withKeyFile } from "./popup-script.ts";
import type { Script } from "./theatre.ts";

const ticket = "ticket" as ViewerTicket;

export const diagnostics: Diagnostics = {
  version: "0.1.0",
  vault: "unlocked",
  autoLockMinutes: 30,
  identities: { all: 2, signing: 1, decrypting: 2 },
  people: 14,
  authorities: 1,
  sites: 1,
  publicAuthorities: { count: 103, version: "2.74", published: "2025-04-19T07:25:37Z" },
  selfCheck: null,
};

export const idle: Script = {
  ...withKeyFile,
  "diagnostics/read": diagnostics,
};

/** A file that is a message, whatever is dropped. */
export function message(report: MessageReport, shown: typeof content | null = content): Script {
  return {
    ...idle,
    "file/inspect": { kind: "message" },
    "file/open": { report, ticket },
    "viewer/redeem": { report, content: shown, alone: true, vault: unlocked, mark },
  };
}

export const certificatesFile: Script = {
  ...idle,
  "file/inspect": { kind: "certificates", certificates: [bob, companyAuthority] },
  "person/inspect": { people: [bob], authorities: [companyAuthority] },
  "person/import": { people: [] },
  "authority/add": { authorities: [{ certificate: companyAuthority, since: "2026-11-23T00:00:00Z" }] },
};

/** The stage sees how long a file is, and no more of it: what is as long as this is the signature. */
export const SIGNATURE = Buffer.from("a signature");

export function detached(report: MessageReport): Script {
  const length = { octets: SIGNATURE.length };
  return {
    ...idle,
    "file/inspect": ({ file }) =>
      JSON.stringify(file) === JSON.stringify(length)
        ? { kind: "signature", certificates: [bob, certificate({ usages: companyAuthority.usages })] }
        : { kind: "message" },
    "file/open": { report: { ...report, signature: { kind: "unsigned" }, checks: [], path: [] }, ticket },
    "file/verify": { report },
  };
}

export const writing: Script = {
  ...idle,
  ...composing,
  "composer/start": { ticket: "ticket" as never },
  "composer/redeem": {
    ...context,
    to: [],
    subject: "",
    text: "",
    quote: null,
    forwards: "none",
    limit: 25_000_000,
    writing: { formatted: true, alwaysSign: false, encryptWhenPossible: false, opaqueSignatures: false, closing: "" },
    mayHaveBeenSaved: false,
    answersEncrypted: false,
    delivery: { kind: "file" },
    alone: true,
  },
};
