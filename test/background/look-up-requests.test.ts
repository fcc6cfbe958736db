import { beforeEach, describe, expect, it } from "vitest";
import { ownerNamesOf } from "../../src/background/look-up/owner-name.ts";
import type { ComposerTicket } from "../../src/protocol/protocol.ts";
import type { Bytes } from "../../src/smime/bytes.ts";
import type { Issued } from "../smime/x509/certificate-builder.ts";
import { castOf } from "./cast.ts";
import { smimea } from "./look-up/answer-writer.ts";
import { PracticeResolver } from "./look-up/practice-resolver.ts";
import { composerIn, managerIn, POPUP, publicList, viewerIn, webmailIn } from "./made-worker.ts";

const TAB = 4;
const ALICE = "alice@example.com";
const BOB = "bob@example.com";
const COMPOSER = composerIn(TAB, "composer");
const RESOLVER = "https://dns.example.org/dns-query";
const [HOME = ""] = (await ownerNamesOf(BOB)).names;

const { ca, alice, bob, made } = await castOf({ alice: ALICE, bob: BOB });
let ticket: ComposerTicket;
let resolver: PracticeResolver;

/** Alice's worker, which knows these authorities and may look up. */
async function begin(...authorities: readonly Issued[]): Promise<void> {
  made.renew(publicList(...authorities));
  await made.openVault(alice);
  resolver = new PracticeResolver();
  made.platform.fetch = resolver.fetch;
  made.platform.permissions.add("https://dns.example.org/*");
  await made.ask(POPUP, "look-up/configure", { resolver: RESOLVER });
  ({ ticket } = await made.ask(managerIn(TAB), "composer/start", { letter: null }));
}
beforeEach(() => begin(ca));

const publish = (...records: readonly Bytes[]) => resolver.zone.set(HOME, records);
const lookUp = (from = COMPOSER) => made.ask(from, "composer/look-up", { ticket, address: BOB });
const check = () => made.ask(COMPOSER, "composer/check", { ticket, from: ALICE, addresses: [BOB] });
const standing = async () => (await check()).recipients[0]?.kind;
const people = async () => (await made.ask(POPUP, "person/list", {})).people;

describe("composer/look-up", () => {
  it("keeps what a trusted authority vouches for, with where it was found and what the resolver said", async () => {
    publish(smimea(3, 0, 0, bob.certificate.der));
    resolver.authenticates = true;
    expect(await standing()).toBe("missing");
    const notAfter = new Date(bob.certificate.notAfter).toISOString();
    expect(await lookUp()).toMatchObject({ outcome: "added", certificate: { issuerName: "Root", notAfter } });
    expect(await standing()).toBe("ready");
    const date = new Date(made.now).toISOString();
    const lookedUp = { domain: "example.com", resolver: "dns.example.org", authenticated: true, date };
    expect(await people()).toMatchObject([{ address: BOB, source: "vouched", lookedUp }]);
    expect(made.platform.broadcasts).toContainEqual(expect.objectContaining({ name: "people/changed" }));
  });

  it("trusts nothing more for being in the DNS, authenticated or not", async () => {
    await begin();
    publish(smimea(3, 0, 0, bob.certificate.der), smimea(2, 0, 0, ca.certificate.der));
    resolver.authenticates = true;
    expect(await lookUp()).toMatchObject({ outcome: "asked", certificate: { issuerName: "Root" } });
    expect(await standing()).toBe("missing");
    const [window = ""] = made.platform.windows;
    const id = new URL(window, "https://x").searchParams.get("certificate") ?? "";
    const { file } = await made.ask(POPUP, "certificate/doubted", { id });
    const inspected = await made.ask(POPUP, "person/inspect", { file });
    expect(inspected).toMatchObject({ people: [{ addresses: [BOB] }], authorities: [{ name: "Root" }] });
    await made.ask(POPUP, "person/import", { file });
    expect(await standing()).toBe("ready");
    expect(await people()).toMatchObject([{ source: "imported", lookedUp: { domain: "example.com" } }]);
  });

  it("remembers no origin of another file", async () => {
    await begin();
    publish(smimea(3, 0, 0, bob.certificate.der));
    await lookUp();
    await made.know(bob);
    expect(await people()).toMatchObject([{ source: "imported", lookedUp: null }]);
  });

  it("adds nothing that has run out", async () => {
    publish(smimea(3, 0, 0, bob.certificate.der));
    made.now = bob.certificate.notAfter + 1;
    ({ ticket } = await made.ask(managerIn(TAB), "composer/start", { letter: null }));
    expect(await lookUp()).toMatchObject({ outcome: "expired" });
    expect(await people()).toEqual([]);
  });

  it("asks for the click, once, and for nothing before it", async () => {
    await made.ask(COMPOSER, "composer/redeem", { ticket });
    await made.ask(COMPOSER, "composer/suggest", { ticket, typed: "bob" });
    expect((await check()).lookUp).toBe("on");
    expect(resolver.asked).toEqual([]);
    await expect(lookUp()).rejects.toMatchObject({ code: "look-up/no-record" });
    expect(resolver.asked).toEqual([{ url: RESOLVER, name: HOME }]);
  });

  it("is refused to a content script, to a viewer, and to another composer, which nobody hears of", async () => {
    const forbidden = { code: "protocol/forbidden" };
    await expect(lookUp(webmailIn(TAB))).rejects.toMatchObject(forbidden);
    await expect(lookUp(viewerIn(TAB, "viewer"))).rejects.toMatchObject(forbidden);
    await lookUp().catch(() => undefined);
    await expect(lookUp(composerIn(TAB, "another"))).rejects.toMatchObject({ code: "protocol/unknown-ticket" });
    for (const from of [webmailIn(TAB), COMPOSER]) {
      await expect(made.ask(from, "look-up/find", { address: BOB })).rejects.toMatchObject(forbidden);
      await expect(made.ask(from, "look-up/configure", { resolver: RESOLVER })).rejects.toMatchObject(forbidden);
    }
    expect(resolver.asked).toHaveLength(1);
  });

  it("tells a composer that it is off, and opens the window where that changes", async () => {
    await made.ask(POPUP, "look-up/configure", { resolver: null });
    expect((await check()).lookUp).toBe("off");
    await expect(lookUp()).rejects.toMatchObject({ code: "look-up/off" });
    await made.ask(COMPOSER, "composer/ask-look-up", { ticket });
    expect(made.platform.windows).toEqual(["pages/popup/index.html?look-up="]);
    expect(resolver.asked).toEqual([]);
  });
});

describe("look-up/find", () => {
  it("hands what was found to the questions that a file raises", async () => {
    publish(smimea(3, 0, 0, bob.certificate.der));
    const { id } = await made.ask(POPUP, "look-up/find", { address: BOB });
    expect(await people()).toEqual([]);
    const { file } = await made.ask(POPUP, "certificate/doubted", { id });
    await made.ask(POPUP, "person/import", { file });
    expect(await people()).toMatchObject([{ address: BOB, source: "imported", lookedUp: { authenticated: false } }]);
  });
});
