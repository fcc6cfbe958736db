/** What is kept of Gmail: a client id that the person entered, the accounts they connected, and what their checks found. */
import type { VaultStorage } from "./database.ts";
import { personKey } from "./people.ts";

export interface ClientSetting {
  readonly id: string;
  readonly secret: string;
  readonly flow: "implicit" | "code";
}

export interface ConnectedAccount {
  readonly address: string;
  /** Milliseconds since 1970. */
  readonly since: number;
}

export type CheckedForm = "clear-signed" | "opaque-signed" | "encrypted" | "signed-and-encrypted";

export interface StoredRouteCheck {
  readonly id: string;
  readonly account: string;
  readonly to: string;
  /** Milliseconds since 1970. */
  readonly date: number;
  readonly arrivals: Readonly<Record<CheckedForm, "pending" | "whole" | "broken">>;
}

const CLIENT = "gmail/client";
const ACCOUNTS = "gmail/accounts";
const CHECKS = "gmail/route-checks";

function isClient(value: unknown): value is ClientSetting {
  return typeof value === "object" && value !== null && "id" in value && "secret" in value && "flow" in value;
}

function isAccount(value: unknown): value is ConnectedAccount {
  return typeof value === "object" && value !== null && "address" in value && "since" in value;
}

function isCheck(value: unknown): value is StoredRouteCheck {
  return typeof value === "object" && value !== null && "account" in value && "arrivals" in value;
}

function same(one: string, other: string): boolean {
  return personKey(one) === personKey(other);
}

export class GmailSettings {
  readonly #storage: VaultStorage;

  constructor(storage: VaultStorage) {
    this.#storage = storage;
  }

  async #read(key: string): Promise<unknown> {
    return this.#storage.read(async (database) => database.get("settings", key));
  }

  async #write(key: string, value: unknown): Promise<void> {
    await this.#storage.change(["settings"], async (transaction) => {
      await transaction.objectStore("settings").put(value, key);
    });
  }

  async #list<T>(key: string, isOne: (value: unknown) => value is T): Promise<readonly T[]> {
    const stored = await this.#read(key);
    return Array.isArray(stored) ? stored.filter(isOne) : [];
  }

  /** Null where none was entered. */
  async client(): Promise<ClientSetting | null> {
    const stored = await this.#read(CLIENT);
    return isClient(stored) && stored.id !== "" ? stored : null;
  }

  async writeClient(client: ClientSetting | null): Promise<void> {
    await this.#write(CLIENT, client);
  }

  async accounts(): Promise<readonly ConnectedAccount[]> {
    return this.#list(ACCOUNTS, isAccount);
  }

  async isConnected(address: string): Promise<boolean> {
    return (await this.accounts()).some((account) => same(account.address, address));
  }

  async addAccount(address: string, since: number): Promise<void> {
    const others = (await this.accounts()).filter((account) => !same(account.address, address));
    await this.#write(ACCOUNTS, [...others, { address, since }]);
  }

  async removeAccount(address: string): Promise<void> {
    const others = (await this.accounts()).filter((account) => !same(account.address, address));
    await this.#write(ACCOUNTS, others);
  }

  /** The latest check of each account. */
  async checks(): Promise<readonly StoredRouteCheck[]> {
    return this.#list(CHECKS, isCheck);
  }

  async checkOf(account: string): Promise<StoredRouteCheck | null> {
    return (await this.checks()).find((check) => same(check.account, account)) ?? null;
  }

  async writeCheck(check: StoredRouteCheck): Promise<void> {
    const others = (await this.checks()).filter((other) => !same(other.account, check.account));
    await this.#write(CHECKS, [...others, check]);
  }
}
