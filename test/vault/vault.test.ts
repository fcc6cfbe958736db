import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { INTERMEDIATES_KEPT } from "../../src/vault/certificates.ts";
import {
  authority,
  DAY,
  EMAIL_PROTECTION,
  extendedKeyUsage,
  generateKeys,
  type Issued,
  issue,
  keyUsage,
  mail,
  NOW,
  person,
} from "../smime/x509/certificate-builder.ts";
import { MadeVault, PASSPHRASE } from "./made-vault.ts";

const ALICE = "alice@example.com";

let made: MadeVault;
let ca: Issued;
let signing: Issued;
let encryption: Issued;

async function forEncryption(notBefore: number, notAfter = NOW + 100 * DAY): Promise<Issued> {
  const extensions = [keyUsage("keyAgreement"), extendedKeyUsage(EMAIL_PROTECTION), mail(ALICE)];
  return person(ca, ALICE, { extensions, notBefore, notAfter });
}

beforeAll(async () => {
  ca = await authority();
  signing = await person(ca);
  encryption = await forEncryption(NOW - 40 * DAY);
});
beforeEach(async () => {
  made = new MadeVault();
  await made.vault.lock.create(PASSPHRASE);
});

async function own(...identities: readonly Issued[]): Promise<void> {
  await made.vault.identities.import(
    identities.map(({ certificate, keys }) => ({ certificate, pkcs8: keys.pkcs8, chain: [ca.certificate] })),
  );
}

describe("certificates that are remembered", () => {
  it("are read from the disk once, and again after a change, done or undone", async () => {
    const { intermediates, storage } = made.vault;
    expect(await intermediates.list()).toEqual([]);
    expect(await intermediates.list()).toBe(await intermediates.list());
    const [adding, before] = [intermediates.add([ca.certificate]), intermediates.list()];
    expect(await before).toEqual([]);
    await adding;
    await made.vault.learn({ address: ALICE, certificate: signing.certificate, chain: [], capabilities: [] });
    expect(await intermediates.list()).toHaveLength(1);
    expect(await made.vault.people.list()).toHaveLength(1);
    const undone = storage.change(["intermediates"], async (transaction) => {
      await transaction.objectStore("intermediates").clear();
      throw new RangeError("undone");
    });
    await expect(undone).rejects.toThrow();
    expect(await intermediates.list()).toHaveLength(1);
  });
});

describe("the copy to self", () => {
  it("goes to the newest valid certificate with a key here", async () => {
    await own(signing, encryption);
    expect((await made.vault.ownCertificate(ALICE))?.der).toEqual(encryption.certificate.der);
    const newer = await forEncryption(NOW - DAY);
    await own(newer);
    expect((await made.vault.ownCertificate(ALICE))?.der).toEqual(newer.certificate.der);
  });

  it("goes to an expired one rather than to none", async () => {
    const expired = await forEncryption(NOW - 90 * DAY, NOW - DAY);
    await own(expired);
    expect((await made.vault.ownCertificate(ALICE))?.der).toEqual(expired.certificate.der);
    expect(await made.vault.ownCertificate("bob@example.com")).toBeNull();
  });
});

describe("signing with a certificate that cannot receive", () => {
  it("takes the one that can along", async () => {
    await own(signing, encryption);
    const signer = await made.vault.signerFor(ALICE);
    expect(signer?.certificate.der).toEqual(signing.certificate.der);
    expect(signer?.chain.map(({ der }) => der)).toEqual([encryption.certificate.der]);
    expect(await signer?.sign({ name: "ecdsa", digest: "sha-256" }, Uint8Array.of(1))).toBeInstanceOf(Uint8Array);
  });
});

describe("recipients", () => {
  it("are judged one by one", async () => {
    await own(encryption);
    await made.vault.people.import([(await forEncryption(NOW - 3 * DAY)).certificate]);
    const kinds = (await made.vault.recipients([ALICE, "nobody@example.com", "no address"])).map(({ kind }) => kind);
    expect(kinds).toEqual(["ready", "missing", "malformed"]);
  });

  it("learned ones follow the trust in their authority", async () => {
    const { certificate } = await forEncryption(NOW - DAY);
    await made.vault.learn({ address: ALICE, certificate, chain: [ca.certificate], capabilities: ["1.2"] });
    const kindNow = async () => (await made.vault.recipients([ALICE]))[0]?.kind;
    expect(await kindNow()).toBe("untrusted");
    await made.vault.authorities.add(ca.certificate);
    expect(await kindNow()).toBe("ready");
    const [authorityRecord] = await made.vault.storage.read(async (database) => database.getAllKeys("authorities"));
    await made.vault.authorities.remove(authorityRecord ?? "");
    expect(await kindNow()).toBe("untrusted");
  });
});

describe("intermediates", () => {
  it("never fill the disk: the oldest go", async () => {
    const keys = await generateKeys();
    const some = await Promise.all(
      Array.from({ length: 12 }, async (_, i) => (await issue({ subject: `CN=${i}`, issuer: ca, keys })).certificate),
    );
    await made.vault.intermediates.add(some.slice(0, 6));
    await made.vault.storage.change(["intermediates"], async (transaction) => {
      const store = transaction.objectStore("intermediates");
      const der = some[0]?.der ?? new Uint8Array(0);
      for (let i = 0; i < INTERMEDIATES_KEPT - 6; i++)
        await store.put({ fingerprint: `filler-${i}`, certificate: der, since: NOW + 1 });
    });
    made.now += 2;
    await made.vault.intermediates.add(some.slice(6));
    const kept = await made.vault.storage.read(async (database) => database.getAll("intermediates"));
    expect(kept).toHaveLength(INTERMEDIATES_KEPT);
    expect(kept.filter(({ since }) => since === NOW)).toEqual([]);
    expect(kept.filter(({ since }) => since === NOW + 2)).toHaveLength(6);
  });
});

describe("settings", () => {
  it("draw a mark by lot and keep it", async () => {
    const first = await made.vault.settings.read();
    expect(first.mark.colour).toMatch(/^#[0-9a-f]{6}$/);
    expect(await made.restart().settings.read()).toEqual(first);
  });

  it("keep the time within a minute and a day", async () => {
    const mark = { colour: "#000000", symbol: "leaf" };
    expect((await made.vault.settings.write({ autoLockMinutes: 0, mark })).autoLockMinutes).toBe(1);
    expect((await made.vault.settings.write({ autoLockMinutes: 1e9, mark })).autoLockMinutes).toBe(1440);
  });
});
