import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { type Bytes, equal, toHex } from "../../src/smime/bytes.ts";
import { readPfx } from "../../src/smime/pkcs12/pfx.ts";
import type { IncomingIdentity } from "../../src/vault/identities.ts";
import { authority, DAY, type Issued, person } from "../smime/x509/certificate-builder.ts";
import { MadeVault, PASSPHRASE } from "./made-vault.ts";

let made: MadeVault;
let ca: Issued;
let alice: IncomingIdentity;
let bob: IncomingIdentity;

const incoming = ({ certificate, keys }: Issued): IncomingIdentity => ({
  pkcs8: keys.pkcs8,
  certificate,
  chain: [ca.certificate],
});

beforeAll(async () => {
  ca = await authority();
  alice = incoming(await person(ca));
  bob = incoming(await person(ca, "bob@example.com"));
});
beforeEach(async () => {
  made = new MadeVault();
  await made.vault.lock.create(PASSPHRASE);
});
afterEach(() => vi.restoreAllMocks());

function holds(value: unknown, octets: Bytes): boolean {
  if (value instanceof Uint8Array) return value.some((_, i) => equal(value.subarray(i, i + octets.length), octets));
  return typeof value === "object" && value !== null && Object.values(value).some((item) => holds(item, octets));
}

/** The private part of a P-256 key in PKCS #8; the public part is no secret. */
function privateScalar({ pkcs8 }: IncomingIdentity): Bytes {
  return pkcs8.slice(36, 68);
}

describe("importing", () => {
  it("keeps certificate, chain and the use of the key", async () => {
    await made.vault.identities.import([alice, bob]);
    const list = await made.vault.identities.list();
    const stored = list.map(({ certificate }) => toHex(certificate.der));
    expect(new Set(stored)).toEqual(new Set([toHex(alice.certificate.der), toHex(bob.certificate.der)]));
    expect(list[0]?.chain[0]?.der).toEqual(ca.certificate.der);
    expect(await made.vault.recipientKeys()).toHaveLength(2);
    const signer = await made.vault.signerFor("alice@example.com");
    expect(await signer?.sign({ name: "ecdsa", digest: "sha-256" }, Uint8Array.of(1))).toBeInstanceOf(Uint8Array);
    // A root travels with no signature: whoever trusts it has it.
    expect(signer?.chain).toEqual([]);
  });

  it("leaves no key on the disk but sealed", async () => {
    await made.vault.identities.import([alice]);
    const disk = await made.disk();
    expect(disk.some((record) => holds(record, alice.certificate.der))).toBe(true);
    expect(disk.some((record) => holds(record, privateScalar(alice)))).toBe(false);
  });

  it("wants an unlocked vault", async () => {
    await made.vault.identities.import([bob]);
    await made.vault.lock.lock();
    await expect(made.vault.identities.import([alice])).rejects.toMatchObject({ code: "vault/locked" });
    expect(await made.vault.identities.list()).toHaveLength(1);
    const empty = new MadeVault();
    await expect(empty.vault.identities.import([alice])).rejects.toMatchObject({ code: "vault/not-created" });
  });

  it("knows a certificate again and keeps its id", async () => {
    const [first] = await made.vault.identities.import([alice]);
    expect(await made.vault.identities.knows(alice.certificate)).toBe(true);
    const [again] = await made.vault.identities.import([{ ...alice, chain: [] }]);
    expect(again?.id).toBe(first?.id);
    expect(again?.chain).toHaveLength(1);
    expect(await made.vault.identities.list()).toHaveLength(1);
  });

  it("keeps another vault from being made under it", async () => {
    const importing = made.vault.identities.import([alice]);
    const again = made.vault.lock.create("another passphrase");
    await importing;
    await expect(again).rejects.toMatchObject({ code: "vault/already-created" });
    await made.vault.lock.lock();
    await made.vault.lock.unlock(PASSPHRASE);
    expect(await made.vault.signerFor("alice@example.com")).not.toBeNull();
  });

  it("is all or nothing when storing fails in the middle", async () => {
    let calls = 0;
    const real = IDBObjectStore.prototype.put;
    vi.spyOn(IDBObjectStore.prototype, "put").mockImplementation(function (this: IDBObjectStore, ...args) {
      if (++calls === 2) throw new DOMException("the disk is full", "QuotaExceededError");
      return real.apply(this, args);
    });
    await expect(made.vault.identities.import([alice, bob])).rejects.toMatchObject({
      code: "vault/storage-failed",
      detail: { reason: "QuotaExceededError" },
    });
    expect(calls).toBe(2);
    vi.restoreAllMocks();
    expect(await made.restart().identities.list()).toEqual([]);
  });

  it("is all or nothing when the worker is killed in the middle", async () => {
    const real = IDBObjectStore.prototype.put;
    let killed = false;
    vi.spyOn(IDBObjectStore.prototype, "put").mockImplementation(function (this: IDBObjectStore, ...args) {
      const request = real.apply(this, args);
      // What a browser does with the open transactions of a worker that is gone.
      request.addEventListener("success", () => {
        if (!killed) this.transaction.abort();
        killed = true;
      });
      return request;
    });
    await expect(made.vault.identities.import([alice, bob])).rejects.toMatchObject({ code: "vault/storage-failed" });
    expect(killed).toBe(true);
    vi.restoreAllMocks();
    expect(await made.restart().identities.list()).toEqual([]);
    await made.vault.identities.import([alice, bob]);
    expect(await made.vault.identities.list()).toHaveLength(2);
  });
});

describe("sealed keys", () => {
  it("are out of reach while locked", async () => {
    await made.vault.identities.import([alice]);
    await made.vault.lock.lock();
    expect(await made.vault.recipientKeys()).toBe("locked");
    await expect(made.vault.signerFor("alice@example.com")).rejects.toMatchObject({ code: "vault/locked" });
    expect(await made.vault.canSignAs("alice@example.com")).toBe(true);
  });

  it("do not open in another identity's record", async () => {
    await made.vault.identities.import([alice, bob]);
    await made.vault.storage.change(["identities"], async (transaction) => {
      const store = transaction.objectStore("identities");
      const [one, two] = await store.getAll();
      if (!one || !two) throw new Error("two records expected");
      await store.put({ ...one, sealed: two.sealed });
      await store.put({ ...two, sealed: one.sealed });
    });
    await expect(made.vault.signerFor("alice@example.com")).rejects.toMatchObject({ code: "vault/damaged" });
    expect(await made.vault.recipientKeys()).toEqual([]);
  });

  it("one damaged record does not shut the others", async () => {
    await made.vault.identities.import([alice, bob]);
    await made.vault.storage.change(["identities"], async (transaction) => {
      const store = transaction.objectStore("identities");
      const [one] = await store.getAll();
      if (one) await store.put({ ...one, sealed: { ...one.sealed, ciphertext: one.sealed.ciphertext.fill(0) } });
    });
    expect(await made.vault.recipientKeys()).toHaveLength(1);
  });

  it("never appear in what the vault hands out", async () => {
    await made.vault.identities.import([alice]);
    const handed = [await made.vault.recipientKeys(), await made.vault.signerFor("alice@example.com")];
    expect(holds(handed, alice.certificate.der)).toBe(true);
    expect(holds(handed, privateScalar(alice))).toBe(false);
  });
});

describe("removing", () => {
  it("forgets certificate and key", async () => {
    const [identity] = await made.vault.identities.import([alice]);
    await made.vault.identities.remove(identity?.id ?? "");
    await made.vault.identities.remove("nobody");
    expect(await made.vault.identities.list()).toEqual([]);
    expect(await made.vault.recipientKeys()).toEqual([]);
  });
});

describe("which identity signs", () => {
  it("the newest that is valid, names the address and may sign", async () => {
    const older = await person(ca, "alice@example.com", { notBefore: made.now - 90 * DAY });
    const expired = await person(ca, "alice@example.com", { notBefore: made.now - DAY, notAfter: made.now - 1 });
    await made.vault.identities.import([older, expired].map(incoming));
    expect((await made.vault.signerFor("Alice@EXAMPLE.com"))?.certificate.der).toEqual(older.certificate.der);
    await made.vault.identities.import([alice]);
    expect((await made.vault.signerFor("alice@example.com"))?.certificate.der).toEqual(alice.certificate.der);
    expect(await made.vault.signerFor("mallory@example.com")).toBeNull();
  });
});

describe("exporting", () => {
  it("writes a key file with everything that was imported", async () => {
    await made.vault.identities.import([alice, bob]);
    const { identities } = await readPfx(await made.vault.identities.export("secret words", "modern"), "secret words");
    expect(identities.map(({ friendlyName }) => friendlyName).toSorted()).toEqual([
      "alice@example.com",
      "bob@example.com",
    ]);
    const keys = identities.map(({ pkcs8 }) => toHex(pkcs8)).toSorted();
    expect(keys).toEqual([alice, bob].map(({ pkcs8 }) => toHex(pkcs8)).toSorted());
    expect(identities[0]?.chain[0]?.der).toEqual(ca.certificate.der);
  });

  it("wants an unlocked vault, and something in it", async () => {
    const empty = made.vault.identities.export("secret words", "modern");
    await expect(empty).rejects.toMatchObject({ code: "pkcs12/no-key" });
    await made.vault.identities.import([alice]);
    await made.vault.lock.lock();
    const locked = made.vault.identities.export("secret words", "modern");
    await expect(locked).rejects.toMatchObject({ code: "vault/locked" });
  });
});
