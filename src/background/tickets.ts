/**
 * Tickets: random names for one message each, bound to the tab they were issued for and to the first document that
 * redeems them. What they stand for is kept as it was delivered, still encrypted, and sealed once more under a key that
 * lives in session memory only: after the browser is closed, what is left on the disk opens for nobody.
 */
import type { SessionMemory } from "../platform/platform.ts";
import { type Bytes, fromLatin1, latin1, toHex, utf8 } from "../smime/bytes.ts";
import { SmimeError } from "../smime/errors.ts";
import type { Clock } from "../vault/lock.ts";
import { openTicketDatabase, type TicketDatabase, type TicketRecord } from "./ticket-database.ts";
import { readPayload, type TicketPayload, writePayload } from "./ticket-payload.ts";

/** Milliseconds. A compose window left open over the weekend still works on Monday. */
const LONGEST_LIFE = 4 * 24 * 60 * 60 * 1000;
/** Tickets of one tab; the oldest go first. A viewer whose ticket went asks for another. */
export const TICKETS_PER_TAB = 40;

const MEMORY = "tickets/key";

/** Who redeems: facts the browser attests. */
export interface Redeemer {
  readonly tabId: number;
  readonly document: string;
}

function unknownTicket(): SmimeError<"protocol/unknown-ticket"> {
  return new SmimeError("protocol/unknown-ticket", {});
}

async function importKey(octets: Bytes): Promise<CryptoKey> {
  return crypto.subtle.importKey("raw", octets, "AES-GCM", false, ["encrypt", "decrypt"]);
}

export class Tickets {
  readonly #memory: SessionMemory;
  readonly #clock: Clock;
  #opening: Promise<TicketDatabase> | null = null;
  #key: Promise<CryptoKey> | null = null;

  constructor(memory: SessionMemory, clock: Clock) {
    this.#memory = memory;
    this.#clock = clock;
  }

  #database(): Promise<TicketDatabase> {
    this.#opening ??= openTicketDatabase(() => {
      this.#opening = null;
    });
    return this.#opening;
  }

  async #loadKey(): Promise<CryptoKey> {
    const remembered = await this.#memory.read(MEMORY);
    if (typeof remembered === "string") return importKey(fromLatin1(atob(remembered)));
    const octets = crypto.getRandomValues(new Uint8Array(32));
    await this.#memory.write(MEMORY, btoa(latin1(octets)));
    return importKey(octets);
  }

  #sealingKey(): Promise<CryptoKey> {
    if (!this.#key) {
      const loading = this.#loadKey();
      loading.catch(() => {
        this.#key = null;
      });
      this.#key = loading;
    }
    return this.#key;
  }

  /** Returns the ticket's name: 48 random hexadecimal digits. */
  async issue(payload: TicketPayload, tabId: number): Promise<string> {
    const id = toHex(crypto.getRandomValues(new Uint8Array(24)));
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const algorithm = { name: "AES-GCM", iv, additionalData: utf8(id) };
    const sealed = await crypto.subtle.encrypt(algorithm, await this.#sealingKey(), writePayload(payload));
    const { kind } = payload;
    const issued = this.#clock();
    const record = { id, kind, tabId, document: null, issued, iv, ciphertext: new Uint8Array(sealed) };
    await (await this.#database()).put("tickets", record);
    await this.#evict(tabId, kind);
    return id;
  }

  /** Composer tickets never make room for viewer tickets: they stand for what a person is writing. */
  async #evict(tabId: number, kind: TicketRecord["kind"]): Promise<void> {
    const transaction = (await this.#database()).transaction("tickets", "readwrite");
    const all = await transaction.store.index("tabId").getAll(tabId);
    const same = all.filter((record) => record.kind === kind).toSorted((a, b) => b.issued - a.issued);
    for (const { id } of same.slice(TICKETS_PER_TAB)) await transaction.store.delete(id);
    await transaction.done;
  }

  /** Checks the redeemer and binds the ticket to its document, in one transaction. */
  async #bind(id: string, kind: TicketRecord["kind"], { tabId, document }: Redeemer): Promise<TicketRecord> {
    const transaction = (await this.#database()).transaction("tickets", "readwrite");
    const record = await transaction.store.get(id);
    const fits =
      record !== undefined &&
      record.kind === kind &&
      record.tabId === tabId &&
      (record.document === null || record.document === document) &&
      this.#clock() - record.issued < LONGEST_LIFE;
    if (fits && record.document === null) await transaction.store.put({ ...record, document });
    await transaction.done;
    if (!fits) throw unknownTicket();
    return record;
  }

  /**
   * What the ticket stands for. The same document may ask again, after the vault was unlocked or the worker killed.
   * @throws SmimeError protocol/unknown-ticket for everybody else, without saying why
   */
  async redeem<K extends TicketPayload["kind"]>(
    id: string,
    kind: K,
    redeemer: Redeemer,
  ): Promise<Extract<TicketPayload, { kind: K }>> {
    const { iv, ciphertext } = await this.#bind(id, kind, redeemer);
    const payload = await this.#unseal(id, iv, ciphertext);
    if (!isOfKind(payload, kind)) throw unknownTicket();
    return payload;
  }

  async #unseal(id: string, iv: Bytes, ciphertext: Bytes): Promise<TicketPayload> {
    const algorithm = { name: "AES-GCM", iv, additionalData: utf8(id) };
    try {
      return readPayload(new Uint8Array(await crypto.subtle.decrypt(algorithm, await this.#sealingKey(), ciphertext)));
    } catch {
      // Sealed before the browser was last closed, or altered on the disk.
      throw unknownTicket();
    }
  }

  /** The tab is gone, and its documents with it. */
  async dropTab(tabId: number): Promise<void> {
    const transaction = (await this.#database()).transaction("tickets", "readwrite");
    for (const id of await transaction.store.index("tabId").getAllKeys(tabId)) await transaction.store.delete(id);
    await transaction.done;
  }

  /** Drops what is too old. */
  async sweep(): Promise<void> {
    const transaction = (await this.#database()).transaction("tickets", "readwrite");
    const old = IDBKeyRange.upperBound(this.#clock() - LONGEST_LIFE);
    for (const id of await transaction.store.index("issued").getAllKeys(old)) await transaction.store.delete(id);
    await transaction.done;
  }

  /** Drops everything: tab ids mean other tabs after a start of the browser. */
  async clear(): Promise<void> {
    await (await this.#database()).clear("tickets");
  }

  close(): void {
    void this.#opening?.then((database) => database.close());
    this.#opening = null;
  }
}

function isOfKind<K extends TicketPayload["kind"]>(
  payload: TicketPayload,
  kind: K,
): payload is Extract<TicketPayload, { kind: K }> {
  return payload.kind === kind;
}
