import { openDB } from "idb";
import { beforeEach, describe, expect, it } from "vitest";
import { IDBObjectStore } from "fake-indexeddb";
import { latin1, utf8 } from "../../src/smime/bytes.ts";
import type { KeptLetter } from "../../src/smime/verdict/kept-letter.ts";
import { GRACE, type Holder, JOURNAL_LIMITS } from "../../src/vault/journal.ts";
import { MadeVault, PASSPHRASE } from "./made-vault.ts";

const SECRET = "heron-4711";
const alice = { name: "Alice", address: "alice@example.com" };

export function letterOf(changes: Partial<KeptLetter> = {}): KeptLetter {
  return {
    version: 1,
    from: alice,
    to: [{ name: "", address: "bob@example.com" }],
    cc: [],
    bcc: [],
    typed: { to: "", cc: "", bcc: "" },
    subject: "Herons",
    text: SECRET,
    html: null,
    images: [],
    attachments: [],
    sign: true,
    encrypt: true,
    hideSubject: true,
    ...changes,
  };
}

const FIRST: Holder = { ticket: "first-ticket", document: "first-document" };
const SECOND: Holder = { ticket: "second-ticket", document: "second-document" };
const start = utf8("the start");
const begin = async () => ({ place: "https://mail.example.org", account: alice.address, answers: null, start });
const PART = "0123456789abcdef0123456789abcdef";
const attachment = { id: PART, filename: "a.txt", contentType: "text/plain", size: 3 };

let made: MadeVault;

function keep(text: string, revision = 0, holder = FIRST) {
  return made.vault.journal.save(holder, { letter: letterOf({ text }), revision, leaving: false }, begin);
}

async function texts(): Promise<readonly string[]> {
  const { journal } = made.vault;
  const kept = (await journal.all()).filter(({ discarded }) => discarded === null);
  return Promise.all(kept.map(async ({ id }) => (await journal.letter(id)).text));
}

async function only(): Promise<string> {
  const [record, ...others] = await made.vault.journal.all();
  if (!record || others.length > 0) throw new Error("not one letter");
  return record.id;
}

/** Everything on the disk as text, octets one character each. */
async function diskText(): Promise<string> {
  const spelled = (value: unknown): string => {
    if (value instanceof Uint8Array) return latin1(value);
    if (typeof value !== "object" || value === null) return String(value);
    return Object.values(value).map(spelled).join("\n");
  };
  return (await made.disk()).map(spelled).join("\n");
}

beforeEach(async () => {
  made = new MadeVault();
  await made.vault.lock.create(PASSPHRASE);
  await made.putKey();
});

describe("what is kept", () => {
  it("is the letter, its attachments and its start, whole", async () => {
    await made.vault.journal.save(
      FIRST,
      { letter: letterOf({ attachments: [attachment] }), revision: 0, leaving: false },
      begin,
    );
    await made.vault.journal.attach(FIRST.ticket, PART, utf8("abc"));
    const id = await only();
    const found = await made.vault.journal.read(id);
    expect(found).toEqual({
      letter: letterOf({ attachments: [attachment] }),
      contents: [{ id: PART, content: utf8("abc") }],
    });
    expect(await made.vault.journal.start(id)).toEqual(start);
  });

  it("is nowhere on the disk in the open: neither text, subject, recipients, attachments nor start", async () => {
    const letter = letterOf({ attachments: [{ ...attachment, filename: "secret-name.txt" }] });
    await made.vault.journal.save(FIRST, { letter, revision: 0, leaving: false }, begin);
    await made.vault.journal.attach(FIRST.ticket, PART, utf8("attached-secret"));
    const disk = await diskText();
    expect(disk).toContain("https://mail.example.org");
    for (const word of [SECRET, "Herons", "bob@example.com", "secret-name", "attached-secret", "the start"])
      expect(disk, word).not.toContain(word);
  });

  it("is the newest save, whichever comes last", async () => {
    await keep("one", 0);
    await keep("three", 2);
    await keep("two", 1);
    expect(await texts()).toEqual(["three"]);
  });

  it("is one letter, though its first saves come at once", async () => {
    await Promise.all([keep("one", 0), keep("two", 1), keep("three", 2)]);
    expect(await texts()).toEqual(["three"]);
  });

  it("drops attachments that were taken out, and makes room for others", async () => {
    const { journal } = made.vault;
    await journal.save(FIRST, { letter: letterOf({ attachments: [attachment] }), revision: 0, leaving: false }, begin);
    await journal.attach(FIRST.ticket, PART, utf8("abc"));
    expect((await journal.all())[0]?.size).toBe(3);
    await keep("without", 1);
    expect((await journal.all())[0]?.size).toBe(0);
    expect((await journal.read(await only())).contents).toEqual([]);
  });
});

describe("locked keys", () => {
  it("keep no letter from being kept, and every letter from being read", async () => {
    await keep("before");
    await made.vault.lock.lock();
    expect(await keep("typed while locked", 1)).toEqual({ until: "unlocked", fresh: false });
    const id = await only();
    await expect(made.vault.journal.letter(id)).rejects.toMatchObject({ code: "vault/locked" });
    await expect(made.vault.journal.read(id)).rejects.toMatchObject({ code: "vault/locked" });
    made.platform.closeBrowser();
    made.restart();
    await expect(made.vault.journal.letter(id)).rejects.toMatchObject({ code: "vault/locked" });
    await made.vault.lock.unlock(PASSPHRASE);
    expect(await texts()).toEqual(["typed while locked"]);
  });

  it("of a vault that is older than the journal: kept with the browser, and for good from the next unlocking", async () => {
    await made.vault.lock.lock();
    expect(await keep("first letter ever")).toEqual({ until: "browser-closed", fresh: true });
    expect(await texts()).toEqual(["first letter ever"]);
    await made.vault.lock.unlock(PASSPHRASE);
    await made.vault.journal.settle();
    made.platform.closeBrowser();
    made.restart();
    await made.vault.lock.unlock(PASSPHRASE);
    expect(await texts()).toEqual(["first letter ever"]);
  });
});

describe("without a vault", () => {
  beforeEach(() => {
    made = new MadeVault();
  });

  it("a letter outlives the worker, and not the browser", async () => {
    expect(await keep("no key yet")).toMatchObject({ until: "browser-closed" });
    made.restart();
    expect(await texts()).toEqual(["no key yet"]);
    expect(await diskText()).not.toContain("no key yet");
    made.platform.closeBrowser();
    made.restart();
    await made.vault.journal.settle();
    expect(await made.vault.journal.all()).toEqual([]);
    expect(await keep("another", 0)).toMatchObject({ until: "browser-closed" });
    expect(await texts()).toEqual(["another"]);
  });

  it("a letter goes along into the vault that is made", async () => {
    await keep("no key yet");
    await made.vault.journal.carryOver(async () => made.vault.lock.create(PASSPHRASE));
    await made.putKey();
    made.platform.closeBrowser();
    made.restart();
    await made.vault.lock.unlock(PASSPHRASE);
    expect(await texts()).toEqual(["no key yet"]);
    expect(await keep("more", 1)).toMatchObject({ until: "unlocked" });
  });

  it("a second vault takes over what the first one opens, and forgets what nobody opens", async () => {
    const remake = async () => made.vault.journal.carryOver(async () => made.vault.lock.create(PASSPHRASE));
    await remake();
    await keep("in the first");
    await remake();
    expect(await texts()).toEqual(["in the first"]);
    await made.vault.lock.lock();
    await remake();
    expect(await made.vault.journal.all()).toEqual([]);
  });
});

describe("two composers", () => {
  it("never overwrite each other: who lost the letter goes on with one of their own", async () => {
    await keep("shared", 0);
    const id = await only();
    await made.vault.journal.take(id, SECOND.ticket);
    await keep("by the second", 0, SECOND);
    expect(await keep("by the first", 7)).toMatchObject({ fresh: true });
    expect((await texts()).toSorted()).toEqual(["by the first", "by the second"]);
    expect((await made.vault.journal.letter(id)).text).toBe("by the second");
  });

  it("a letter is open where it was drawn, for its holder alone", async () => {
    await keep("shared", 0);
    const id = await only();
    await made.vault.journal.take(id, SECOND.ticket);
    await made.vault.journal.draw(id, FIRST);
    expect((await made.vault.journal.record(id))?.document).toBe(null);
    await made.vault.journal.draw(id, SECOND);
    expect((await made.vault.journal.record(id))?.document).toBe(SECOND.document);
  });
});

describe("the end of a letter", () => {
  it("is undone within a day, and not later", async () => {
    await keep("thrown away");
    const id = await only();
    await made.vault.journal.discard(id);
    expect(await texts()).toEqual([]);
    await made.vault.journal.restore(id);
    expect(await texts()).toEqual(["thrown away"]);
    await made.vault.journal.discard(id);
    made.now += GRACE;
    await made.vault.journal.sweep();
    await made.vault.journal.restore(id);
    await made.vault.journal.discard(id);
    made.now += GRACE + 1;
    await made.vault.journal.sweep();
    await expect(made.vault.journal.restore(id)).rejects.toMatchObject({ code: "journal/unknown" });
    expect(await diskText()).not.toContain("second-ticket");
    expect((await made.vault.journal.all()).length).toBe(0);
  });

  it("leaves no part of it", async () => {
    await made.vault.journal.save(
      FIRST,
      { letter: letterOf({ attachments: [attachment] }), revision: 0, leaving: false },
      begin,
    );
    await made.vault.journal.attach(FIRST.ticket, PART, utf8("abc"));
    await made.vault.journal.remove(await only());
    const parts = await made.vault.storage.read(async (database) => database.count("letterParts"));
    expect(parts).toBe(0);
  });

  it("is remembered from the moment it may have left, until it is written on", async () => {
    await keep("going");
    await made.vault.journal.hand(FIRST.ticket);
    expect((await made.vault.journal.all())[0]?.handed).toBe(true);
    // A save that was still to come when it was sent.
    await made.vault.journal.save(FIRST, { letter: letterOf({ text: "going!" }), revision: 1, leaving: true }, begin);
    expect((await made.vault.journal.all())[0]?.handed).toBe(true);
    await keep("changed", 2);
    expect((await made.vault.journal.all())[0]?.handed).toBe(false);
    await made.vault.journal.hand("nobody's");
  });
});

describe("limits", () => {
  it("refuse one letter too many, and throw none away for it", async () => {
    for (let i = 0; i < JOURNAL_LIMITS.letters; i++) await keep("x", 0, { ticket: `t${i}`, document: "d" });
    await expect(keep("one more", 0)).rejects.toMatchObject({
      code: "journal/full",
      detail: { letters: JOURNAL_LIMITS.letters },
    });
    const [newest] = await made.vault.journal.all();
    await made.vault.journal.discard(newest?.id ?? "");
    await keep("one more", 0);
    expect((await texts()).length).toBe(JOURNAL_LIMITS.letters);
  });

  it("refuse attachments that are too large, and keep the letter", async () => {
    await keep("with a film");
    const film = new Uint8Array(JOURNAL_LIMITS.letter + 1);
    await expect(made.vault.journal.attach(FIRST.ticket, PART, film)).rejects.toMatchObject({
      code: "journal/too-large",
      detail: { size: film.length, limit: JOURNAL_LIMITS.letter },
    });
    expect(await texts()).toEqual(["with a film"]);
  });

  it("refuse attachments of no letter", async () => {
    await expect(made.vault.journal.attach("nobody's", PART, utf8("abc"))).rejects.toMatchObject({
      code: "journal/unknown",
    });
  });
});

describe("a disk that is full", () => {
  it("is told, and what was kept before stays", async () => {
    await keep("kept");
    const { put } = IDBObjectStore.prototype;
    IDBObjectStore.prototype.put = () => {
      throw new DOMException("full", "QuotaExceededError");
    };
    await expect(keep("not kept", 1)).rejects.toMatchObject({
      code: "vault/storage-failed",
      detail: { reason: "QuotaExceededError" },
    });
    IDBObjectStore.prototype.put = put;
    expect(await texts()).toEqual(["kept"]);
    await keep("kept again", 2);
    expect(await texts()).toEqual(["kept again"]);
  });
});

describe("a record that was changed", () => {
  it("stands in for no other", async () => {
    await keep("one", 0);
    await keep("two", 0, SECOND);
    const [one, two] = await made.vault.journal.all();
    if (!one || !two) throw new Error("letters missing");
    await made.vault.storage.change(["letterParts"], async (transaction) => {
      const store = transaction.objectStore("letterParts");
      const part = await store.get([one.id, "letter"]);
      if (part) await store.put({ ...part, letter: two.id });
    });
    await expect(made.vault.journal.letter(two.id)).rejects.toMatchObject({
      code: "vault/damaged",
      detail: { record: "letter" },
    });
  });
});

describe("a vault of before the journal", () => {
  it("keeps what it has, and gets one", async () => {
    made = new MadeVault();
    const before = await openDB("waxwing-vault", 1, {
      upgrade(database) {
        for (const name of ["wrapping", "session", "settings"]) database.createObjectStore(name);
        database.createObjectStore("identities", { keyPath: "id" }).createIndex("fingerprint", "fingerprint");
        for (const [name, keyPath] of [
          ["people", "address"],
          ["authorities", "fingerprint"],
        ] as const)
          database.createObjectStore(name, { keyPath });
        database.createObjectStore("intermediates", { keyPath: "fingerprint" }).createIndex("since", "since");
      },
    });
    await before.put("settings", ["https://mail.example.org"], "sites");
    before.close();
    await keep("the first letter");
    expect(await texts()).toEqual(["the first letter"]);
    expect(await made.vault.settings.sites()).toEqual(["https://mail.example.org"]);
  });
});
