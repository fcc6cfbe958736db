import { beforeEach, describe, expect, it } from "vitest";
import { RESOLVERS, resolverAddress } from "../../../src/protocol/look-up.ts";
import { castOf } from "../cast.ts";
import { POPUP } from "../made-worker.ts";
import { PracticeResolver } from "./practice-resolver.ts";

const [QUAD9, CLOUDFLARE] = ["https://dns.quad9.net/dns-query", "https://cloudflare-dns.com/dns-query"];
const OWN = "https://dns.example.org:8443/dns-query";
const pattern = (resolver: string) => `${new URL(resolver).origin}/*`;

const { made } = await castOf({ alice: "alice@example.com" });
let resolver: PracticeResolver;
beforeEach(() => {
  resolver = new PracticeResolver();
  made.platform.fetch = resolver.fetch;
});

const status = () => made.ask(POPUP, "look-up/status", {});
const turnOn = (address: string) => made.ask(POPUP, "look-up/configure", { resolver: address });
const turnOff = () => made.ask(POPUP, "look-up/configure", { resolver: null });
const find = () => made.ask(POPUP, "look-up/find", { address: "bob@example.com" });
const allow = (...resolvers: readonly string[]) =>
  resolvers.forEach((one) => made.platform.permissions.add(pattern(one)));

describe("look-ups", () => {
  it("are off until the person turns them on and the browser allows the one resolver", async () => {
    expect(await status()).toEqual({ state: "off", resolver: RESOLVERS[0].address, fixed: false });
    await expect(find()).rejects.toMatchObject({ code: "look-up/off" });
    await expect(turnOn(CLOUDFLARE)).rejects.toMatchObject({
      code: "look-up/not-allowed",
      detail: { resolver: "cloudflare-dns.com" },
    });
    expect(await status()).toMatchObject({ state: "off" });
    allow(CLOUDFLARE);
    expect(await turnOn(CLOUDFLARE)).toEqual({ state: "on", resolver: CLOUDFLARE, fixed: false });
    expect(made.platform.broadcasts).toContainEqual(expect.objectContaining({ name: "look-up/changed" }));
    expect(resolver.asked).toEqual([]);
    await expect(find()).rejects.toMatchObject({ code: "look-up/no-record" });
    expect(resolver.asked.map(({ url }) => url)).toEqual([CLOUDFLARE]);
  });

  it("go to a resolver of the person's own, by its plain https address only", async () => {
    allow(OWN);
    expect(await turnOn(` ${OWN}{?dns}`)).toMatchObject({ state: "on", resolver: OWN });
    for (const wrong of ["", "dns.example.org", "http://dns.example.org/dns-query", "https://*/dns-query", `${OWN}#a`])
      await expect(turnOn(wrong), wrong).rejects.toMatchObject({ code: "look-up/bad-resolver" });
    expect(resolverAddress("https://name:word@dns.example.org/")).toBeNull();
    expect(await status()).toMatchObject({ resolver: OWN });
  });

  it("keep the browser's permission for the resolver in use, and for no other", async () => {
    allow(QUAD9, CLOUDFLARE);
    await turnOn(QUAD9);
    await turnOn(CLOUDFLARE);
    expect([...made.platform.permissions]).not.toContain(pattern(QUAD9));
    expect([...made.platform.permissions]).toContain(pattern(CLOUDFLARE));
    expect(await turnOff()).toEqual({ state: "off", resolver: CLOUDFLARE, fixed: false });
    expect([...made.platform.permissions]).not.toContain(pattern(CLOUDFLARE));
  });

  it("leave a site's permission alone that stands on the resolver's host", async () => {
    const beside = "https://mail.example.org/dns-query";
    await turnOn(beside);
    await turnOff();
    expect([...made.platform.permissions]).toContain(pattern(beside));
  });

  it("are off once the permission is taken away", async () => {
    allow(QUAD9);
    await turnOn(QUAD9);
    made.platform.permissions.delete(pattern(QUAD9));
    expect(await status()).toMatchObject({ state: "off" });
    await expect(find()).rejects.toMatchObject({ code: "look-up/off" });
  });

  it("are turned on by the browser's own answer where the page that asked is gone, and make no site of a resolver", async () => {
    await made.ask(POPUP, "look-up/prepare", { resolver: OWN });
    allow(OWN, QUAD9, "https://mail.example.net/");
    made.platform.permissionsAdded([pattern(QUAD9)]);
    made.platform.permissionsAdded([pattern(OWN), "https://mail.example.net/*"]);
    await made.settled(async () => {
      expect(await status()).toEqual({ state: "on", resolver: OWN, fixed: false });
      const { sites } = await made.ask(POPUP, "site/list", {});
      expect(sites.map(({ origin }) => origin)).toContain("https://mail.example.net");
    });
    const { sites } = await made.ask(POPUP, "site/list", {});
    expect(sites.map(({ origin }) => origin)).not.toContain(new URL(OWN).origin);
    expect(sites.map(({ origin }) => origin)).not.toContain(new URL(QUAD9).origin);
  });

  it("are not turned on by a yes to another question: after a no, or much later", async () => {
    const beside = "https://webmail.example.net/dns-query";
    const allowSite = async () => {
      made.platform.permissionsAdded([pattern(beside)]);
      await made.settled(async () => {
        const { sites } = await made.ask(POPUP, "site/list", {});
        expect(sites.map(({ origin }) => origin)).toContain(new URL(beside).origin);
      });
    };
    allow(beside);
    await made.ask(POPUP, "look-up/prepare", { resolver: beside });
    await made.ask(POPUP, "look-up/prepare", { resolver: null });
    await allowSite();
    expect(await status()).toMatchObject({ state: "off" });
    await made.ask(POPUP, "site/disable", { origin: new URL(beside).origin });
    allow(beside);
    await made.ask(POPUP, "look-up/prepare", { resolver: beside });
    made.now += 121_000;
    await allowSite();
    expect(await status()).toMatchObject({ state: "off" });
  });

  it("go where an administrator says, and nowhere if they are forbidden", async () => {
    made.platform.policies.set("lookUpResolver", OWN);
    expect(await status()).toEqual({ state: "off", resolver: OWN, fixed: true });
    allow(OWN, QUAD9);
    expect(await turnOn(QUAD9)).toEqual({ state: "on", resolver: OWN, fixed: true });
    made.platform.policies.set("lookUpsForbidden", true);
    expect(await status()).toMatchObject({ state: "forbidden" });
    await expect(find()).rejects.toMatchObject({ code: "look-up/forbidden" });
    await expect(turnOn(OWN)).rejects.toMatchObject({ code: "look-up/forbidden" });
    expect(resolver.asked).toEqual([]);
  });
});
