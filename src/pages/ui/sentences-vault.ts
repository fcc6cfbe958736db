/** Failures of the place where keys are kept, and between the parts of Waxwing. */
import type { FailureCode } from "../../smime/errors.ts";
import { say, sayCount } from "../../words/say.ts";
import type { Tellings } from "./telling.ts";

type VaultCode = Extract<FailureCode, `${"vault" | "protocol" | "internal"}/${string}`>;

export const vaultTellings: Tellings<VaultCode> = {
  "vault/not-created": () => ({
    what: say("You have no keys in Waxwing yet."),
    safe: say("Nothing was changed."),
    next: say("Click the Waxwing button in the browser's toolbar and add your key file."),
  }),
  "vault/already-created": () => ({
    what: say("A passphrase is already set on this device."),
    safe: say("Your keys are as they were."),
    next: say("Unlock with the passphrase you chose before."),
  }),
  "vault/locked": () => ({
    what: say("Your keys are locked."),
    safe: say("Nothing was lost."),
    next: say("Unlock Waxwing and try again."),
  }),
  "vault/wrong-passphrase": () => ({
    what: say("That is not your passphrase."),
    safe: say("Your keys stay locked, and nothing was changed."),
    next: say("Type it again. It is the passphrase you chose for Waxwing, not your mail password."),
  }),
  "vault/weak-passphrase": ({ minimumLength }) => ({
    what: sayCount(
      minimumLength,
      "This passphrase is too short. It needs at least {count} character.",
      "This passphrase is too short. It needs at least {count} characters.",
    ),
    safe: say("Nothing was saved."),
    next: say("A few words in a row are easy to remember and hard to guess."),
  }),
  "vault/storage-failed": () => ({
    what: say("The browser did not let Waxwing save this."),
    safe: say("What was saved before is as it was."),
    next: say("Free some disk space, leave private browsing, and try again."),
  }),
  "vault/damaged": () => ({
    what: say("Part of what Waxwing keeps on this device was changed or damaged."),
    safe: say("Waxwing does not use the damaged part."),
    next: say("Import your key file again."),
  }),
  "vault/unknown-identity": ({ address }) => ({
    what:
      address === "" ? say("This key is no longer in Waxwing.") : say("You have no key for {address}.", { address }),
    safe: say("Nothing was changed."),
    next: say("Add the key file for it, or choose another address."),
  }),
  "protocol/forbidden": () => ({
    what: say("This part of Waxwing may not do that."),
    safe: say("Nothing was changed."),
    next: say("Use the Waxwing button in the browser's toolbar."),
  }),
  "protocol/malformed": () => ({
    what: say("Two parts of Waxwing did not understand each other."),
    safe: say("Nothing was changed."),
    next: say("Reload this page. If it happens again, restart the browser."),
  }),
  "protocol/unknown-ticket": () => ({
    what: say("This view of the message has run out."),
    safe: say("The message is still in your mailbox."),
    next: say("Go back to your mailbox and open it again."),
  }),
  "protocol/called-off": () => ({
    what: say("This was stopped before it was done."),
    safe: say("Nothing was sent, and nothing was lost."),
    next: say("Start it again when you are ready."),
  }),
  "protocol/interrupted": () => ({
    what: say("Waxwing was interrupted before it finished."),
    safe: say("Nothing was lost."),
    next: say("Try again."),
  }),
  "protocol/orphaned": () => ({
    what: say("Waxwing was updated while this page was open."),
    safe: say("Nothing was lost on Waxwing's side."),
    next: say("Copy what you have typed, then reload this page."),
  }),
  "internal/fault": () => ({
    what: say("Something went wrong inside Waxwing."),
    safe: say("Nothing was sent, and your keys are as they were."),
    next: say("Try again. If it happens again, copy what is under “More” and report it."),
  }),
};
