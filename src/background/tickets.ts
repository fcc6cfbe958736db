/**
 * Tickets: random names for one message each, bound to the tab they were issued for and to the first document that
 * redeems them. What they stand for is kept as it was delivered, still encrypted, and sealed once more under a key that
 * lives in session memory only: after the browser is closed, what is left on the disk opens for nobody.
 */
import type { SessionMemory } from "../platform/platform.ts";
import { type Bytes, fromLatin1, latin1, toHex, utf8 } from "../smime/bytes.ts";
import { SmimeError } from "../smime/errors.ts";
import type { Clock } from "../vault/lock.ts";
import {
  changeTickets,
  deleteTickets,
  openTicketDatabase,
  type SealedPayload,
  type TicketDatabase,
  type TicketRecord,
  type TicketTransaction,
} from "./ticket-database.ts";
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
    const record = { id, kind: payload.kind, tabId, document: null, issued: this.#clock() };
    await changeTickets(await this.#database(), async (transaction) => {
      await transaction.objectStore("tickets").put(record);
      await transaction.objectStore("payloads").put({ iv, ciphertext: new Uint8Array(sealed) }, id);
      await evict(transaction, record);
    });
    return id;
  }

  /**
   * Checks the redeemer, and binds the ticket to its document if nobody redeemed it before: in one transaction, so that
   * of two that race one wins. The same document may ask again, after the vault was unlocked or the worker killed.
   * @throws SmimeError protocol/unknown-ticket for everybody else, without saying why
   */
  async bind(id: string, kind: TicketRecord["kind"], { tabId, document }: Redeemer): Promise<void> {
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
  }

  /** Binds the ticket, and returns what it stands for. @throws SmimeError protocol/unknown-ticket */
  async redeem<K extends TicketPayload["kind"]>(
    id: string,
    kind: K,
    redeemer: Redeemer,
  ): Promise<Extract<TicketPayload, { kind: K }>> {
    await this.bind(id, kind, redeemer);
    const sealed = await (await this.#database()).get("payloads", id);
    const payload = sealed && (await this.#unseal(id, sealed));
    if (!payload || !isOfKind(payload, kind)) throw unknownTicket();
    return payload;
  }

  async #unseal(id: string, { iv, ciphertext }: SealedPayload): Promise<TicketPayload> {
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
    await changeTickets(await this.#database(), async (transaction) => {
      const store = transaction.objectStore("tickets");
      await deleteTickets(transaction, await store.index("tabId").getAllKeys(tabId));
    });
  }

  /** Drops what is too old. */
  async sweep(): Promise<void> {
    const old = IDBKeyRange.upperBound(this.#clock() - LONGEST_LIFE);
    await changeTickets(await this.#database(), async (transaction) => {
      const store = transaction.objectStore("tickets");
      await deleteTickets(transaction, await store.index("issued").getAllKeys(old));
    });
  }

  /** Drops everything: tab ids mean other tabs after a start of the browser. */
  async clear(): Promise<void> {
    await changeTickets(await this.#database(), async (transaction) => {
      await transaction.objectStore("tickets").clear();
      await transaction.objectStore("payloads").clear();
    });
  }
}

/** Composer tickets never make room for viewer tickets: they stand for what a person is writing. */
async function evict(transaction: TicketTransaction, { tabId, kind }: TicketRecord): Promise<void> {
  const all = await transaction.objectStore("tickets").index("tabId").getAll(tabId);
  const same = all.filter((record) => record.kind === kind).toSorted((a, b) => b.issued - a.issued);
  await deleteTickets(
    transaction,
    same.slice(TICKETS_PER_TAB).map(({ id }) => id),
  );
}

function isOfKind<K extends TicketPayload["kind"]>(
  payload: TicketPayload,
  kind: K,
): payload is Extract<TicketPayload, { kind: K }> {
  return payload.kind === kind;
}
