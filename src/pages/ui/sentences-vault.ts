/** Failures of the place where keys are kept, and between the parts of Waxwing. */
import type { FailureCode } from "../../smime/errors.ts";
import type { Tellings } from "./telling.ts";

type VaultCode = Extract<FailureCode, `${"vault" | "protocol" | "internal"}/${string}`>;

export const vaultTellings: Tellings<VaultCode> = {
  "vault/not-created": () => ({
    what: "You have no keys in Waxwing yet.",
    safe: "Nothing was changed.",
    next: "Click the Waxwing button in the browser's toolbar and add your key file.",
  }),
  "vault/already-created": () => ({
    what: "A passphrase is already set on this device.",
    safe: "Your keys are as they were.",
    next: "Unlock with the passphrase you chose before.",
  }),
  "vault/locked": () => ({
    what: "Your keys are locked.",
    safe: "Nothing was lost.",
    next: "Unlock Waxwing and try again.",
  }),
  "vault/wrong-passphrase": () => ({
    what: "That is not your passphrase.",
    safe: "Your keys stay locked, and nothing was changed.",
    next: "Type it again. It is the passphrase you chose for Waxwing, not your mail password.",
  }),
  "vault/weak-passphrase": ({ minimumLength }) => ({
    what: `This passphrase is too short. It needs at least ${minimumLength} characters.`,
    safe: "Nothing was saved.",
    next: "A few words in a row are easy to remember and hard to guess.",
  }),
  "vault/storage-failed": () => ({
    what: "The browser did not let Waxwing save this.",
    safe: "What was saved before is as it was.",
    next: "Free some disk space, leave private browsing, and try again.",
  }),
  "vault/damaged": () => ({
    what: "Part of what Waxwing keeps on this device was changed or damaged.",
    safe: "Waxwing does not use the damaged part.",
    next: "Import your key file again.",
  }),
  "vault/unknown-identity": ({ address }) => ({
    what: address === "" ? "This key is no longer in Waxwing." : `You have no key for ${address}.`,
    safe: "Nothing was changed.",
    next: "Add the key file for it, or choose another address.",
  }),
  "protocol/forbidden": () => ({
    what: "This part of Waxwing may not do that.",
    safe: "Nothing was changed.",
    next: "Use the Waxwing button in the browser's toolbar.",
  }),
  "protocol/malformed": () => ({
    what: "Two parts of Waxwing did not understand each other.",
    safe: "Nothing was changed.",
    next: "Reload this page. If it happens again, restart the browser.",
  }),
  "protocol/unknown-ticket": () => ({
    what: "This view of the message has run out.",
    safe: "The message is still in your mailbox.",
    next: "Go back to your mailbox and open it again.",
  }),
  "protocol/called-off": () => ({
    what: "This was stopped before it was done.",
    safe: "Nothing was sent, and nothing was lost.",
    next: "Start it again when you are ready.",
  }),
  "protocol/interrupted": () => ({
    what: "Waxwing was interrupted before it finished.",
    safe: "Nothing was lost.",
    next: "Try again.",
  }),
  "protocol/orphaned": () => ({
    what: "Waxwing was updated while this page was open.",
    safe: "Nothing was lost on Waxwing's side.",
    next: "Copy what you have typed, then reload this page.",
  }),
  "internal/fault": () => ({
    what: "Something went wrong inside Waxwing.",
    safe: "Nothing was sent, and your keys are as they were.",
    next: "Try again. If it happens again, copy what is under “More” and report it.",
  }),
};
