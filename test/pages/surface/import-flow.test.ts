import { describe, expect, it } from "vitest";
import {
  advance,
  authoritiesToOffer,
  type ImportEvent,
  type ImportState,
  WAITING,
} from "../../../src/pages/surface/import-flow.ts";
import { alice, certificate, companyAuthority } from "../stage/actors.ts";

const file = { name: "alice.p12", octets: new Uint8Array([1]) };
const preview = { identities: [], otherCertificates: [], encryption: [], legacy: false };
const wrong = { code: "pkcs12/wrong-password", detail: {} } as const;
const damaged = { code: "pkcs12/malformed", detail: { structure: "PFX" } } as const;
const chosen: ImportEvent = { kind: "chosen", fileName: "alice.p12" };
const opened: ImportEvent = { kind: "opened", file, password: "x", preview };

function run(...events: readonly ImportEvent[]): ImportState {
  return events.reduce(advance, WAITING);
}

describe("the import flow", () => {
  it("keeps the file when its password was wrong", () => {
    const state = run(chosen, { kind: "locked-file", file }, { kind: "trying" }, { kind: "refused", failure: wrong });
    expect(state).toEqual({ step: "password", file, busy: false, failure: wrong });
  });

  it("gives up a file that turns out damaged once it is open, and says which", () => {
    const state = run(chosen, { kind: "locked-file", file }, { kind: "trying" }, { kind: "refused", failure: damaged });
    expect(state).toEqual({ step: "waiting", failure: damaged, fileName: "alice.p12" });
    expect(run(chosen, { kind: "refused", failure: damaged })).toEqual(state);
  });

  it("stays at the preview when saving failed", () => {
    const failure = { code: "vault/wrong-passphrase", detail: {} } as const;
    expect(run(chosen, opened, { kind: "saving" }, { kind: "refused", failure })).toMatchObject({
      step: "preview",
      busy: false,
      failure,
    });
  });

  it("forgets file and password once saved", () => {
    const state = run(
      chosen,
      opened,
      { kind: "saving" },
      { kind: "saved", identities: [alice], offers: [companyAuthority] },
    );
    expect(state).toEqual({ step: "saved", identities: [alice], offers: [companyAuthority] });
    expect(advance(state, { kind: "answered", fingerprint: companyAuthority.fingerprint })).toMatchObject({
      offers: [],
    });
  });

  it("ignores what comes too late", () => {
    expect(run(chosen, { kind: "closed" }, opened)).toEqual(WAITING);
    expect(run({ kind: "saved", identities: [alice], offers: [] })).toEqual(WAITING);
    expect(run({ kind: "trying" }, { kind: "saving" }, { kind: "refused", failure: damaged })).toEqual(WAITING);
  });
});

describe("authorities to ask about", () => {
  it("are the farthest issuers, each once, unless trusted", () => {
    const between = certificate({
      name: "Between",
      fingerprint: "66".repeat(32),
      usages: { sign: false, encrypt: false, issue: true },
    });
    const chained = { ...alice, chain: [between, companyAuthority] };
    expect(authoritiesToOffer([chained, alice])).toEqual([companyAuthority]);
    expect(authoritiesToOffer([{ ...chained, authorityTrusted: true }])).toEqual([]);
  });

  it("are never certificates that may not issue others", () => {
    expect(
      authoritiesToOffer([
        { chain: [certificate()], authorityTrusted: false },
        { chain: [], authorityTrusted: false },
      ]),
    ).toEqual([]);
  });
});
