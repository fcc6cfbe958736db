/** Where tickets wait for their frames, so that a killed worker forgets none. Payloads are sealed. */
import { type DBSchema, type IDBPDatabase, openDB } from "idb";
import type { Bytes } from "../smime/bytes.ts";

export interface TicketRecord {
  readonly id: string;
  readonly kind: "viewer" | "composer";
  readonly tabId: number;
  /** The document that redeemed it first; null until then. */
  readonly document: string | null;
  /** Milliseconds since 1970. */
  readonly issued: number;
  readonly iv: Bytes;
  readonly ciphertext: Bytes;
}

interface TicketSchema extends DBSchema {
  tickets: { key: string; value: TicketRecord; indexes: { tabId: number; issued: number } };
}

export type TicketDatabase = IDBPDatabase<TicketSchema>;

export async function openTicketDatabase(onClosed: () => void): Promise<TicketDatabase> {
  return openDB<TicketSchema>("waxwing-tickets", 1, {
    upgrade(database) {
      const store = database.createObjectStore("tickets", { keyPath: "id" });
      store.createIndex("tabId", "tabId");
      store.createIndex("issued", "issued");
    },
    terminated: onClosed,
  });
}
