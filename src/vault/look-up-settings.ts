/** Whether a person lets certificates be looked up, and by whom. */
import type { VaultStorage } from "./database.ts";
import type { SettingsStore } from "./settings.ts";

export interface StoredLookUp {
  readonly on: boolean;
  /** The resolver's address; "" where none was chosen. */
  readonly resolver: string;
}

const LOOK_UP = "look-up";

function isStored(value: unknown): value is StoredLookUp {
  return typeof value === "object" && value !== null && "on" in value && "resolver" in value;
}

export class LookUpStore {
  readonly #storage: VaultStorage;
  readonly #settings: SettingsStore;

  constructor(storage: VaultStorage, settings: SettingsStore) {
    this.#storage = storage;
    this.#settings = settings;
  }

  async read(): Promise<StoredLookUp> {
    const stored = await this.#storage.read(async (database) => database.get("settings", LOOK_UP));
    return isStored(stored) ? stored : { on: false, resolver: "" };
  }

  async write(lookUp: StoredLookUp): Promise<void> {
    await this.#storage.change(["settings"], async (transaction) => {
      await transaction.objectStore("settings").put(lookUp, LOOK_UP);
    });
  }

  /** Hosts that the browser's permission is needed for besides: the sites. */
  async otherOrigins(): Promise<readonly string[]> {
    return this.#settings.sites();
  }
}
