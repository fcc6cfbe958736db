import { beforeEach, describe, expect, it } from "vitest";
import { lookUp } from "../../../src/background/look-up/looking-up.ts";
import { ownerNamesOf } from "../../../src/background/look-up/owner-name.ts";
import { authority, correspondent } from "../made-worker.ts";
import { smimea } from "./answer-writer.ts";
import { PracticeResolver } from "./practice-resolver.ts";

const BOB = "bob@example.com";
const ca = await authority();
const [bob, carol] = await Promise.all([correspondent(ca, BOB), correspondent(ca, "carol@example.com")]);
const [HOME = ""] = (await ownerNamesOf(BOB)).names;

let resolver: PracticeResolver;
beforeEach(() => {
  resolver = new PracticeResolver();
});
const find = (address = BOB) =>
  lookUp(address, { fetch: resolver.fetch, resolver: "https://dns.example.org/dns-query" });

describe("a look-up", () => {
  it("finds the certificates that name the address, and those above them", async () => {
    const records = [bob, carol].map(({ certificate }) => smimea(3, 0, 0, certificate.der));
    resolver.zone.set(HOME, [...records, smimea(2, 0, 0, ca.certificate.der), smimea(3, 0, 1, new Uint8Array(32))]);
    resolver.authenticates = true;
    const { certificates, from } = await find();
    expect(certificates.map(({ der }) => der)).toEqual([bob.certificate.der, ca.certificate.der]);
    expect(from).toEqual({ domain: "example.com", resolver: "dns.example.org", authenticated: true });
    resolver.authenticates = false;
    expect((await find()).from.authenticated).toBe(false);
  });

  it("asks once for what is written small, and for small letters only where nothing is found as written", async () => {
    await expect(find()).rejects.toMatchObject({ code: "look-up/no-record" });
    expect(resolver.asked.map(({ name }) => name)).toEqual([HOME]);
    resolver.zone.set(HOME, [smimea(1, 0, 0, bob.certificate.der)]);
    expect((await find("Bob@example.com")).certificates).toHaveLength(1);
    expect(resolver.asked).toHaveLength(3);
    expect(resolver.asked[2]?.name).toBe(HOME);
  });

  it("says what stands in the way", async () => {
    await expect(find("nobody")).rejects.toMatchObject({ code: "draft/bad-address" });
    await expect(find("bob@[192.0.2.1]")).rejects.toMatchObject({ code: "look-up/no-record" });
    expect(resolver.asked).toEqual([]);
    resolver.zone.set(HOME, []);
    await expect(find()).rejects.toMatchObject({ code: "look-up/no-record", detail: { address: BOB } });
    resolver.zone.set(HOME, [smimea(3, 0, 1, new Uint8Array(32)), smimea(2, 0, 0, ca.certificate.der)]);
    await expect(find()).rejects.toMatchObject({ code: "look-up/nothing-usable", detail: { records: 2 } });
    resolver.zone.set(HOME, [smimea(3, 0, 0, carol.certificate.der)]);
    await expect(find()).rejects.toMatchObject({ code: "look-up/other-address" });
    resolver.code = 2;
    await expect(find()).rejects.toMatchObject({ code: "look-up/domain-silent", detail: { domain: "example.com" } });
    resolver.code = 5;
    await expect(find()).rejects.toMatchObject({ code: "look-up/refused", detail: { status: 200, code: 5 } });
  });
});
