import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Issued } from "../smime/x509/certificate-builder.ts";
import { authority, correspondent, MadeWorker, managerIn, POPUP, SITE } from "./made-worker.ts";

const MANAGER = managerIn(3);

let made: MadeWorker;
let ca: Issued;
let alice: Issued;
let bob: Issued;

beforeAll(async () => {
  ca = await authority("CN=Secret Division CA");
  alice = await correspondent(ca, "alice@example.com");
  bob = await correspondent(ca, "bob@example.com");
});
beforeEach(async () => {
  made = new MadeWorker();
  await made.openVault(alice);
  await made.know(bob);
  await made.trust(ca);
});

describe("diagnostics/read", () => {
  it("counts, and names nobody", async () => {
    const diagnostics = await made.ask(MANAGER, "diagnostics/read", {});
    expect(diagnostics).toMatchObject({
      version: "1.2.3",
      vault: "unlocked",
      identities: { all: 1, signing: 1, decrypting: 1 },
      people: 1,
      authorities: 1,
      sites: 1,
      selfCheck: null,
    });
    const { fingerprint, serial } = (await made.ask(POPUP, "identity/list", {})).identities[0]?.certificate ?? {};
    const { mark } = await made.ask(POPUP, "settings/read", {});
    const text = JSON.stringify(diagnostics);
    for (const secret of ["alice", "bob", "example", "Division", SITE, fingerprint, serial, mark.symbol, mark.colour])
      expect(text).not.toContain(String(secret));
  });
});

describe("diagnostics/check", () => {
  it("tries everything once, and is remembered", async () => {
    const selfCheck = await made.ask(MANAGER, "diagnostics/check", {});
    // This worker's own list of authorities is empty: that is what a self-check is for.
    expect(selfCheck.results).toEqual([
      { checked: "session-memory", code: null },
      { checked: "storage", code: null },
      { checked: "signing", code: null },
      { checked: "encryption", code: null },
      { checked: "public-authorities", code: "internal/fault" },
    ]);
    expect(selfCheck.at).toBe(new Date(made.now).toISOString());
    made.start();
    expect((await made.ask(MANAGER, "diagnostics/read", {})).selfCheck).toEqual(selfCheck);
  });

  it("says where session memory does not keep what it is given", async () => {
    made.platform.session.read = async () => undefined;
    const { results } = await made.ask(MANAGER, "diagnostics/check", {});
    expect(results[0]).toEqual({ checked: "session-memory", code: "internal/fault" });
  });
});
