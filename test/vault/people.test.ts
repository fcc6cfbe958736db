import { beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { readCertificate } from "../../src/smime/x509/certificate.ts";
import { fingerprintOf } from "../../src/vault/fingerprint.ts";
import { personKey } from "../../src/vault/people.ts";
import { authority, DAY, type Issued, NOW, person } from "../smime/x509/certificate-builder.ts";
import { MadeVault } from "./made-vault.ts";

const BOB = "bob@example.com";

let made: MadeVault;
let ca: Issued;
let otherCa: Issued;
let older: Issued;
let newer: Issued;
let foreign: Issued;

beforeAll(async () => {
  ca = await authority("CN=One");
  otherCa = await authority("CN=Two");
  older = await person(ca, BOB, { notBefore: NOW - 60 * DAY });
  newer = await person(ca, BOB, { notBefore: NOW - 20 * DAY });
  foreign = await person(otherCa, BOB, { notBefore: NOW - 10 * DAY });
});
beforeEach(() => {
  made = new MadeVault();
});

const AES = "2.16.840.1.101.3.4.1.42";

async function learn(
  { certificate }: Issued,
  issuer: Issued,
  address = BOB,
  capabilities: readonly string[] = [AES],
): Promise<void> {
  await made.vault.learn({ address, certificate, chain: [issuer.certificate], capabilities });
}

const bob = async () => made.vault.people.find(BOB);

describe("learning from verified mail", () => {
  it("remembers certificate, time and capabilities under every spelling of the address", async () => {
    await learn(older, ca, "Bob@EXAMPLE.com");
    expect(await bob()).toMatchObject({ address: BOB, source: "learned", since: NOW, replaced: null });
    expect((await made.vault.people.find("BOB@example.com"))?.capabilities).toHaveLength(1);
  });

  it("seen again changes nothing", async () => {
    await learn(older, ca);
    made.now += DAY;
    await learn(older, ca);
    expect(await bob()).toMatchObject({ since: NOW, replaced: null });
  });

  it("seen again with nothing new writes nothing", async () => {
    await learn(older, ca);
    const put = vi.spyOn(IDBObjectStore.prototype, "put");
    await learn(older, ca);
    expect(put).not.toHaveBeenCalled();
    await learn(older, ca, BOB, []);
    expect(put).toHaveBeenCalledOnce();
    put.mockRestore();
    expect(await bob()).toMatchObject({ since: NOW, capabilities: [] });
  });

  it("a newer certificate replaces the older and says so", async () => {
    await learn(older, ca);
    await learn(newer, ca);
    expect((await bob())?.certificate.der).toEqual(newer.certificate.der);
    const fingerprint = await fingerprintOf(older.certificate);
    expect((await bob())?.replaced).toEqual({ fingerprint, otherAuthority: false });
    await learn(newer, ca);
    expect((await bob())?.replaced).toEqual({ fingerprint, otherAuthority: false });
  });

  it("a change of authority is remembered as one", async () => {
    await learn(newer, ca);
    await learn(foreign, otherCa);
    expect((await bob())?.replaced?.otherAuthority).toBe(true);
  });

  it("an old letter does not bring back an old certificate", async () => {
    await learn(newer, ca);
    await learn(older, ca);
    expect((await bob())?.certificate.der).toEqual(newer.certificate.der);
  });

  it("does not take the place of what the person imported, while that is valid", async () => {
    await made.vault.people.import([older.certificate]);
    await learn(newer, ca);
    expect((await bob())?.certificate.der).toEqual(older.certificate.der);
    made.now = older.certificate.notAfter + 1;
    await learn(newer, ca);
    expect((await bob())?.certificate.der).toEqual(newer.certificate.der);
  });

  it("keeps intermediates for later paths, and the anchor not", async () => {
    await made.vault.learn({
      address: BOB,
      certificate: older.certificate,
      chain: [otherCa.certificate, ca.certificate],
      capabilities: [],
    });
    const kept = await made.vault.intermediates.list();
    expect(kept.map(({ der }) => der)).toEqual([otherCa.certificate.der]);
  });

  it("survives the worker", async () => {
    await learn(older, ca);
    expect((await made.restart().people.list()).map(({ address }) => address)).toEqual([BOB]);
  });
});

describe("importing and removing", () => {
  it("one record for every address a certificate names", async () => {
    const { certificate } = await person(ca, BOB);
    expect(await made.vault.people.import([certificate, readCertificate(ca.certificate.der)])).toBe(1);
    expect(await bob()).toMatchObject({ source: "imported" });
    await made.vault.people.remove("BOB@example.com");
    expect(await bob()).toBeNull();
  });

  it("what the person imports replaces what was learned, older or not", async () => {
    await learn(newer, ca);
    await made.vault.people.import([older.certificate]);
    expect(await bob()).toMatchObject({ source: "imported", replaced: { otherAuthority: false } });
  });
});

describe("personKey", () => {
  it("is one for what mail systems deliver alike", () => {
    expect(personKey("Bob@Example.COM")).toBe(BOB);
    expect(personKey('"bob"@example.com')).toBe(BOB);
    expect(personKey("bob@b\u00fccher.example")).toBe("bob@xn--bcher-kva.example");
    expect(personKey("bob")).toBeNull();
  });
});
