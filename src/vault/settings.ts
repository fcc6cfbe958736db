/** What a person set: the time after which the vault locks itself, the mark on every frame, the sites. */
import type { VaultStorage } from "./database.ts";

export interface VaultSettings {
  /** Counted from unlocking, whatever happens meanwhile: else a page that keeps asking would keep the vault open. */
  readonly autoLockMinutes: number;
  readonly mark: { readonly colour: string; readonly symbol: string };
}

const SETTINGS = "settings";
const SITES = "sites";

const DEFAULT_MINUTES = 60;
const LONGEST_MINUTES = 24 * 60;

/** The first mark is drawn by lot, so that a fake frame is wrong before anybody has chosen one. */
const COLOURS = ["#27408b", "#1a6b3c", "#7a4f00", "#7b2d8e", "#0b6477", "#8f2d56", "#4a4a4a"];
const SYMBOLS = ["feather", "leaf", "star", "moon", "sun", "wave", "mountain", "anchor"];

function drawn(choices: readonly string[]): string {
  const [lot = 0] = crypto.getRandomValues(new Uint8Array(1));
  return choices[lot % choices.length] ?? "";
}

function isSettings(value: unknown): value is VaultSettings {
  return typeof value === "object" && value !== null && "autoLockMinutes" in value && "mark" in value;
}

function inBounds(settings: VaultSettings): VaultSettings {
  const minutes = Math.min(LONGEST_MINUTES, Math.max(1, Math.round(settings.autoLockMinutes)));
  return { autoLockMinutes: minutes, mark: settings.mark };
}

export class SettingsStore {
  readonly #storage: VaultStorage;

  constructor(storage: VaultStorage) {
    this.#storage = storage;
  }

  async #write(key: string, value: unknown): Promise<void> {
    await this.#storage.change(["settings"], async (transaction) => {
      await transaction.objectStore("settings").put(value, key);
    });
  }

  async read(): Promise<VaultSettings> {
    const stored = await this.#storage.read(async (database) => database.get("settings", SETTINGS));
    if (isSettings(stored)) return stored;
    const mark = { colour: drawn(COLOURS), symbol: drawn(SYMBOLS) };
    return this.write({ autoLockMinutes: DEFAULT_MINUTES, mark });
  }

  /** The time is kept between one minute and a day. */
  async write(settings: VaultSettings): Promise<VaultSettings> {
    const kept = inBounds(settings);
    await this.#write(SETTINGS, kept);
    return kept;
  }

  /** Origins the person let Waxwing work on, in the order they were added. */
  async sites(): Promise<readonly string[]> {
    const stored = await this.#storage.read(async (database) => database.get("settings", SITES));
    return Array.isArray(stored) ? stored.filter((origin) => typeof origin === "string") : [];
  }

  async writeSites(origins: readonly string[]): Promise<void> {
    await this.#write(SITES, [...new Set(origins)]);
  }
}
