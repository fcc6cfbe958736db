/** `vault/…`, `settings/…` and `writing/…`: the lock and what a person set, from surfaces that no page can cover. */
import type { Handlers } from "../protocol/server.ts";
import type { Surroundings } from "./surroundings.ts";

type Requests = Pick<
  Handlers,
  | "vault/ask"
  | "vault/state"
  | "vault/create"
  | "vault/unlock"
  | "vault/lock"
  | "settings/read"
  | "settings/write"
  | "writing/read"
  | "writing/write"
>;

const UNLOCK_PAGE = "pages/popup/index.html?unlock";

export function vaultRequests({ platform, vault, budget, announceVault }: Surroundings): Requests {
  return {
    async "vault/ask"() {
      await platform.openWindow(UNLOCK_PAGE);
      return {};
    },
    async "vault/state"() {
      return vault.lock.state();
    },
    async "vault/create"({ passphrase }) {
      const state = await vault.journal.carryOver(async () => vault.lock.create(passphrase));
      await announceVault();
      return state;
    },
    async "vault/unlock"({ passphrase }) {
      const state = await vault.lock.unlock(passphrase);
      // The keys are open whether or not the journal's can be stored now; it is tried again with the next letter.
      await vault.journal.settle().catch(() => undefined);
      await budget.refill();
      await announceVault();
      return state;
    },
    async "vault/lock"() {
      const state = await vault.lock.lock();
      await announceVault();
      return state;
    },
    async "settings/read"() {
      return vault.settings.read();
    },
    async "settings/write"(settings) {
      return vault.settings.write(settings);
    },
    async "writing/read"() {
      return vault.writing.read();
    },
    async "writing/write"(writing) {
      return vault.writing.write(writing);
    },
  };
}
