/** Failures on the way through Gmail: connecting an account, and handing a sealed message over. */
import type { FailureCode } from "../../smime/errors.ts";
import type { Tellings } from "./telling.ts";
import { sizeInWords } from "./words.ts";
import { say } from "../../words/say.ts";

type GmailCode = Extract<FailureCode, `gmail/${string}`>;

const KEPT = say("Nothing was sent. Your text is still here.");
const SAVE = say("or save the sealed message and send the file another way.");

export const gmailTellings: Tellings<GmailCode> = {
  "gmail/no-client": () => ({
    what: say("Waxwing is not registered with Google yet, so it cannot send through Gmail."),
    safe: KEPT,
    next: `Ask your administrator for a client ID and enter it under “Gmail” in Waxwing, ${SAVE}`,
  }),
  "gmail/not-allowed": () => ({
    what: say("The browser does not let Waxwing talk to Google."),
    safe: KEPT,
    next: say("Connect to Gmail again, and allow it when the browser asks."),
  }),
  "gmail/not-connected": ({ address }) => ({
    what: `Waxwing is not connected to Gmail for ${address}.`,
    safe: KEPT,
    next: `Connect to Gmail, ${SAVE}`,
  }),
  "gmail/refused": ({ reason }) => ({
    what:
      reason === "closed" || reason === "access_denied"
        ? say("You did not allow Waxwing to send mail for this account.")
        : say("Google or your organization does not allow Waxwing to send mail for this account."),
    safe: KEPT,
    next: `Connect to Gmail again, ask your administrator, ${SAVE}`,
  }),
  "gmail/scope-missing": () => ({
    what: say("Google let Waxwing know who you are, but not send mail for you."),
    safe: KEPT,
    next: say("Connect to Gmail again, and leave “Send email on your behalf” ticked."),
  }),
  "gmail/wrong-account": ({ expected, found }) => ({
    what: `You signed in as ${found}, but this message is from ${expected}.`,
    safe: KEPT,
    next: `Connect to Gmail again and choose ${expected}, or change the sender of this message.`,
  }),
  "gmail/sign-in-failed": () => ({
    what: say("Google's answer was not the one Waxwing asked for."),
    safe: KEPT,
    next: say("Connect to Gmail again. If it stays like this, have your administrator check the client ID."),
  }),
  "gmail/offline": () => ({
    what: say("Google cannot be reached."),
    safe: KEPT,
    next: say("Check your connection, then try again."),
  }),
  "gmail/quota": () => ({
    what: say("Gmail takes no more messages from this account for now."),
    safe: KEPT,
    next: `Wait a few minutes and try again, ${SAVE}`,
  }),
  "gmail/too-large": ({ size, limit }) => ({
    what: `Sealed, this message is ${sizeInWords(size)}. Gmail takes at most ${sizeInWords(limit)}.`,
    safe: KEPT,
    next: say("Remove an attachment, or send it in parts."),
  }),
  "gmail/no-arrival": ({ reason }) => ({
    what:
      reason === "unknown"
        ? say("This is not one of the test messages.")
        : say("This is the copy in your own Sent folder. It looks the same whatever happens on the way."),
    safe: say("Nothing was sent, and nothing was changed."),
    next: say("Open the test message in the other mailbox and copy its whole source from there."),
  }),
  "gmail/send-refused": () => ({
    what: say("Gmail refused to send this message."),
    safe: KEPT,
    next: `Check the addresses and try again, ${SAVE}`,
  }),
};
