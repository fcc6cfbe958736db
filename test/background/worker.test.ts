import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { startWorker } from "../../src/background/worker.ts";
import { AUTO_LOCK_ALARM } from "../../src/vault/lock.ts";
import { MemoryPlatform } from "../platform/memory-platform.ts";
import { readPfx } from "../../src/smime/pkcs12/pfx.ts";
import type { Issued } from "../smime/x509/certificate-builder.ts";
import { DAY, NOW } from "../smime/x509/certificate-builder.ts";
import { draftOf, letter } from "./letters.ts";
import {
  authority,
  correspondent,
  keyFile,
  MadeWorker,
  PASSPHRASE,
  POPUP,
  publicList,
  SITE,
  viewerIn,
  webmailIn,
} from "./made-worker.ts";

let made: MadeWorker;
let ca: Issued;
let alice: Issued;

beforeAll(async () => {
  ca = await authority();
  alice = await correspondent(ca, "alice@example.com");
});
beforeEach(() => {
  made = new MadeWorker();
});

const announced = () => made.platform.broadcasts;
const CHANGED_TO = (state: string) => ({ waxwing: "announcement", name: "vault/changed", body: { state } });

async function ticketOf(tabId: number) {
  const raw = await letter(null, [alice], draftOf("bob@example.com", ["alice@example.com"], { sign: false }));
  const { ticket } = await made.ask(webmailIn(tabId), "message/open", { raw });
  if (!ticket) throw new Error("no ticket");
  return ticket;
}

const redeeming = (tabId: number, ticket: Awaited<ReturnType<typeof ticketOf>>) =>
  made.ask(viewerIn(tabId, "viewer"), "viewer/redeem", { ticket });
const UNKNOWN = { code: "protocol/unknown-ticket" };

describe("the worker's first turn", () => {
  it("registers every listener there is", () => {
    const untouched = new MemoryPlatform();
    const platform = new MemoryPlatform();
    startWorker(platform, () => NOW, publicList());
    // No await stands between starting and looking.
    const listeners = [
      "message",
      "alarm",
      "installed",
      "browserStart",
      "tabRemoved",
      "tabNavigated",
      "permissionsAdded",
      "permissionsRemoved",
    ] as const;
    for (const listener of listeners)
      expect(platform[listener].toString(), listener).not.toBe(untouched[listener].toString());
  });
});

describe("announcements", () => {
  it("tell every change of the lock and no more than its kind", async () => {
    await made.openVault(alice);
    made.platform.broadcasts.splice(0);
    await made.ask(POPUP, "vault/unlock", { passphrase: PASSPHRASE });
    await made.ask(POPUP, "vault/lock", {});
    await made.ask(POPUP, "vault/unlock", { passphrase: PASSPHRASE });
    expect(announced()).toEqual(["unlocked", "locked", "unlocked"].map(CHANGED_TO));
    made.now += 60 * 60_000;
    made.platform.alarm(AUTO_LOCK_ALARM);
    await made.settled(() => expect(announced().at(-1)).toEqual(CHANGED_TO("locked")));
    expect((await made.ask(POPUP, "vault/state", {})).kind).toBe("locked");
  });
});

describe("vault/ask", () => {
  it("opens the browser-owned window", async () => {
    await made.ask(viewerIn(1, "viewer"), "vault/ask", {});
    expect(made.platform.windows).toEqual(["pages/popup/index.html?unlock"]);
  });
});

describe("identities through the protocol", () => {
  it("are shown before they are imported, and never with their key", async () => {
    await made.openVault();
    const file = keyFile(alice);
    const preview = await made.ask(POPUP, "identity/inspect", { file, password: "" });
    expect(preview).toMatchObject({ identities: [{ known: false, canSign: true, canDecrypt: true }], legacy: false });
    expect((await made.ask(POPUP, "identity/list", {})).identities).toEqual([]);
    const { identities } = await made.ask(POPUP, "identity/import", { file, password: "" });
    expect(identities).toHaveLength(1);
    expect(Object.keys(identities[0] ?? {}).toSorted()).toEqual([
      "authorityTrusted",
      "canDecrypt",
      "canSign",
      "certificate",
      "chain",
      "id",
    ]);
    expect((await made.ask(POPUP, "identity/inspect", { file, password: "" })).identities[0]?.known).toBe(true);
    await made.ask(POPUP, "identity/remove", { id: identities[0]?.id ?? "" });
    expect((await made.ask(POPUP, "identity/list", {})).identities).toEqual([]);
  });

  it("know whether their authority is trusted: a public one, one of the person's, neither", async () => {
    const trusted = async () => (await made.ask(POPUP, "identity/list", {})).identities[0]?.authorityTrusted;
    await made.openVault(alice);
    expect(await trusted()).toBe(false);
    made.start(publicList(ca));
    expect(await trusted()).toBe(true);
    made.start();
    expect(await trusted()).toBe(false);
    await made.trust(ca);
    expect(await trusted()).toBe(true);
    made.now += 20 * 365 * DAY;
    expect(await trusted()).toBe(true);
  });

  it.each(["modern", "compatible"] as const)("leave in a %s file that opens with its password only", async (form) => {
    await made.openVault(alice);
    const { file } = await made.ask(POPUP, "identity/export", { password: "for the file", form });
    const { identities } = await readPfx(file, "for the file");
    expect(identities.map(({ certificate }) => certificate.der)).toEqual([alice.certificate.der]);
    expect(identities[0]?.pkcs8).toEqual(alice.keys.pkcs8);
    expect((await made.ask(POPUP, "identity/inspect", { file, password: "for the file" })).legacy).toBe(
      form === "compatible",
    );
    await expect(readPfx(file, PASSPHRASE)).rejects.toMatchObject({ code: "pkcs12/wrong-password" });
  });

  it("do not leave under a password that anybody guesses", async () => {
    await made.openVault(alice);
    await expect(made.ask(POPUP, "identity/export", { password: "short", form: "modern" })).rejects.toMatchObject({
      code: "vault/weak-passphrase",
      detail: { minimumLength: 10 },
    });
  });

  it("do not leave while locked", async () => {
    await made.openVault(alice);
    await made.ask(POPUP, "vault/lock", {});
    await expect(
      made.ask(POPUP, "identity/export", { password: "for the file", form: "modern" }),
    ).rejects.toMatchObject({ code: "vault/locked" });
  });

  it("are refused while locked, and without a vault", async () => {
    const file = keyFile(alice);
    await expect(made.ask(POPUP, "identity/import", { file, password: "" })).rejects.toMatchObject({
      code: "vault/not-created",
    });
    await made.openVault(alice);
    await made.ask(POPUP, "vault/lock", {});
    await expect(made.ask(POPUP, "identity/import", { file, password: "" })).rejects.toMatchObject({
      code: "vault/locked",
    });
  });
});

describe("authorities through the protocol", () => {
  it("are trusted by the fingerprint the person looked at, and by no other", async () => {
    const { authorities } = await made.ask(POPUP, "person/inspect", { file: ca.certificate.der });
    const fingerprint = authorities[0]?.fingerprint ?? "";
    const other = "0".repeat(64);
    await expect(
      made.ask(POPUP, "authority/add", { file: ca.certificate.der, fingerprint: other }),
    ).rejects.toMatchObject({ code: "x509/no-certificate" });
    const added = await made.ask(POPUP, "authority/add", { file: ca.certificate.der, fingerprint });
    expect(added.authorities).toHaveLength(1);
    await made.ask(POPUP, "authority/remove", { fingerprint });
    expect((await made.ask(POPUP, "authority/list", {})).authorities).toEqual([]);
  });

  it("come with Waxwing too: counted, not listed, and trusted", async () => {
    made = new MadeWorker(publicList(ca));
    await made.openVault(alice);
    expect(await made.ask(POPUP, "authority/list", {})).toEqual({
      authorities: [],
      publicAuthorities: { count: 1, version: "2.0", published: "2026-05-01T12:00:00Z" },
    });
    const bob = await correspondent(ca, "bob@example.com");
    const raw = await letter(bob, [], draftOf("bob@example.com", ["alice@example.com"], { encrypt: false }));
    const { report } = await made.ask(webmailIn(1), "message/open", { raw });
    expect(report.signature.kind).toBe("verified");
  });

  it("may come out of an identity's chain, and are never a person's certificate", async () => {
    const { certificate, keys } = alice;
    await made.openVault({ certificate, keys });
    const [identity] = (await made.ask(POPUP, "identity/list", {})).identities;
    const own = identity?.certificate.fingerprint ?? "";
    await expect(made.ask(POPUP, "authority/add", { file: null, fingerprint: own })).rejects.toMatchObject({
      code: "x509/no-certificate",
    });
    await expect(made.ask(POPUP, "authority/add", { file: certificate.der, fingerprint: own })).rejects.toMatchObject({
      code: "x509/no-certificate",
    });
  });
});

describe("tickets", () => {
  beforeEach(() => made.openVault(alice));

  it("go with their tab", async () => {
    const [mine, other] = [await ticketOf(1), await ticketOf(2)];
    made.platform.tabRemoved(1);
    await made.settled(async () => expect(redeeming(1, mine)).rejects.toMatchObject(UNKNOWN));
    expect((await redeeming(2, other)).content).not.toBeNull();
  });

  it("go with the browser, and the vault is locked", async () => {
    const ticket = await ticketOf(1);
    made.platform.closeBrowser();
    made.start();
    made.platform.browserStart();
    await expect(redeeming(1, ticket)).rejects.toMatchObject(UNKNOWN);
    await made.settled(async () => expect((await made.ask(POPUP, "vault/state", {})).kind).toBe("locked"));
  });

  it("do not open after the browser was closed, though a sweep was missed", async () => {
    const ticket = await ticketOf(1);
    made.platform.closeBrowser();
    made.start();
    await expect(redeeming(1, ticket)).rejects.toMatchObject(UNKNOWN);
  });
});

const OTHER = "https://webmail.example.net:8443";
const ids = () => made.platform.scripts.map(({ id }) => id).toSorted();
const both = (origin: string) => [`waxwing-content ${origin}`, `waxwing-page ${origin}`];

describe("sites", () => {
  it("are enabled with permission only, in both worlds, in open tabs at once", async () => {
    await expect(made.ask(POPUP, "site/enable", { origin: OTHER })).rejects.toMatchObject({
      code: "protocol/forbidden",
    });
    for (const origin of ["javascript:alert(1)", `${SITE}/path`, "not a site", "file:///etc", "https://*"])
      await expect(made.ask(POPUP, "site/enable", { origin })).rejects.toMatchObject({ code: "protocol/malformed" });
    expect(await made.ask(POPUP, "site/enable", { origin: SITE })).toEqual({
      sites: [{ origin: SITE, builtIn: false }],
    });
    expect(ids()).toEqual(both(SITE));
    expect(made.platform.scripts.map(({ world }) => world).toSorted()).toEqual(["isolated", "main"]);
    expect(made.platform.injected.map(({ file }) => file).toSorted()).toEqual([
      "webmail/content.js",
      "webmail/roundcube-page.js",
    ]);
  });

  it("enabled twice are one", async () => {
    await Promise.all([1, 2].map(async () => made.ask(POPUP, "site/enable", { origin: SITE })));
    expect(ids()).toEqual(both(SITE));
    expect((await made.ask(POPUP, "site/list", {})).sites).toHaveLength(1);
  });

  it("disabled give script and permission back", async () => {
    await made.ask(POPUP, "site/enable", { origin: SITE });
    expect(await made.ask(POPUP, "site/disable", { origin: SITE })).toEqual({ sites: [] });
    expect(ids()).toEqual([]);
    expect(made.platform.permissions.has(`${SITE}/*`)).toBe(false);
  });

  it("are enabled by a permission given while no popup was there to say so, if it names one site", async () => {
    await made.ask(POPUP, "site/enable", { origin: SITE });
    for (const pattern of ["https://*/*", "https://*.example.org/*", `${OTHER}/*`])
      made.platform.permissions.add(pattern);
    made.platform.permissionsAdded([
      "https://*.example.org/*",
      "https://*/*",
      "*://*.example.org/*",
      `${SITE}/*`,
      `${OTHER}/*`,
    ]);
    await made.settled(() => expect(ids()).toEqual([...both(SITE), ...both(OTHER)].toSorted()));
    expect((await made.ask(POPUP, "site/list", {})).sites).toEqual([
      { origin: SITE, builtIn: false },
      { origin: OTHER, builtIn: false },
    ]);
  });

  it("lost by a permission taken away outside are forgotten", async () => {
    made.platform.permissions.add(`${OTHER}/*`);
    await made.ask(POPUP, "site/enable", { origin: SITE });
    await made.ask(POPUP, "site/enable", { origin: OTHER });
    made.platform.permissions.delete(`${SITE}/*`);
    made.platform.permissionsRemoved();
    await made.settled(() => expect(ids()).toEqual(both(OTHER)));
    expect((await made.ask(POPUP, "site/list", {})).sites).toEqual([{ origin: OTHER, builtIn: false }]);
  });

  it("are registered and started anew after an update", async () => {
    await made.ask(POPUP, "site/enable", { origin: SITE });
    // Browsers drop registered scripts with the old version.
    made.platform.scripts = [];
    made.platform.injected.length = 0;
    made.start();
    made.platform.installed(false);
    await made.settled(() => expect(made.platform.injected).toHaveLength(2));
    expect(ids()).toEqual(both(SITE));
    expect(made.platform.tabs).toEqual([]);
  });

  it("come after the first steps where Waxwing was not there before", async () => {
    made.platform.installed(true);
    await made.settled(() => expect(made.platform.tabs).toEqual(["pages/manager/index.html#welcome"]));
  });
});
