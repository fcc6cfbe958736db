/** Where tickets wait for their frames, so that a killed worker forgets none. Payloads are sealed. */
import { type DBSchema, type IDBPDatabase, type IDBPTransaction, openDB } from "idb";
import type { Bytes } from "../smime/bytes.ts";

export interface TicketRecord {
  readonly id: string;
  readonly kind: "viewer" | "composer";
  readonly tabId: number;
  /** The document that redeemed it first; null until then. */
  readonly document: string | null;
  /** Milliseconds since 1970. */
  readonly issued: number;
}

/** Kept apart: tickets are looked at often, and what they stand for may be a whole message. */
export interface SealedPayload {
  readonly iv: Bytes;
  readonly ciphertext: Bytes;
}

interface TicketSchema extends DBSchema {
  tickets: { key: string; value: TicketRecord; indexes: { tabId: number; issued: number } };
  payloads: { key: string; value: SealedPayload };
}

export type TicketDatabase = IDBPDatabase<TicketSchema>;
export type TicketTransaction = IDBPTransaction<TicketSchema, ("tickets" | "payloads")[], "readwrite">;

/** One transaction over tickets and payloads, so that neither is ever without the other. */
export async function changeTickets(
  database: TicketDatabase,
  work: (transaction: TicketTransaction) => Promise<void>,
): Promise<void> {
  const transaction = database.transaction(["tickets", "payloads"], "readwrite");
  await work(transaction);
  await transaction.done;
}

export async function deleteTickets(transaction: TicketTransaction, ids: readonly string[]): Promise<void> {
  for (const id of ids) {
    await transaction.objectStore("tickets").delete(id);
    await transaction.objectStore("payloads").delete(id);
  }
}

export async function openTicketDatabase(onClosed: () => void): Promise<TicketDatabase> {
  return openDB<TicketSchema>("waxwing-tickets", 1, {
    upgrade(database) {
      const store = database.createObjectStore("tickets", { keyPath: "id" });
      store.createIndex("tabId", "tabId");
      store.createIndex("issued", "issued");
      database.createObjectStore("payloads");
    },
    terminated: onClosed,
  });
}
