/** Failures on the way through Gmail: connecting an account, and handing a sealed message over. */
import type { FailureCode } from "../../smime/errors.ts";
import { say } from "../../words/say.ts";
import type { Tellings } from "./telling.ts";
import { sizeInWords } from "./words.ts";

type GmailCode = Extract<FailureCode, `gmail/${string}`>;

const kept = () => say("Nothing was sent. Your text is still here.");

export const gmailTellings: Tellings<GmailCode> = {
  "gmail/no-client": () => ({
    what: say("Waxwing is not registered with Google yet, so it cannot send through Gmail."),
    safe: kept(),
    next: say(
      "Ask your administrator for a client ID and enter it under “Gmail” in Waxwing, or save the sealed message and send the file another way.",
    ),
  }),
  "gmail/not-allowed": () => ({
    what: say("The browser does not let Waxwing talk to Google."),
    safe: kept(),
    next: say("Connect to Gmail again, and allow it when the browser asks."),
  }),
  "gmail/not-connected": ({ address }) => ({
    what: say("Waxwing is not connected to Gmail for {address}.", { address }),
    safe: kept(),
    next: say("Connect to Gmail, or save the sealed message and send the file another way."),
  }),
  "gmail/refused": ({ reason }) => ({
    what:
      reason === "closed" || reason === "access_denied"
        ? say("You did not allow Waxwing to send mail for this account.")
        : say("Google or your organization does not allow Waxwing to send mail for this account."),
    safe: kept(),
    next: say(
      "Connect to Gmail again, ask your administrator, or save the sealed message and send the file another way.",
    ),
  }),
  "gmail/scope-missing": () => ({
    what: say("Google let Waxwing know who you are, but not send mail for you."),
    safe: kept(),
    next: say("Connect to Gmail again, and leave “Send email on your behalf” ticked."),
  }),
  "gmail/wrong-account": ({ expected, found }) => ({
    what: say("You signed in as {found}, but this message is from {expected}.", { found, expected }),
    safe: kept(),
    next: say("Connect to Gmail again and choose {expected}, or change the sender of this message.", { expected }),
  }),
  "gmail/sign-in-failed": () => ({
    what: say("Google's answer was not the one Waxwing asked for."),
    safe: kept(),
    next: say("Connect to Gmail again. If it stays like this, have your administrator check the client ID."),
  }),
  "gmail/offline": () => ({
    what: say("Google cannot be reached."),
    safe: kept(),
    next: say("Check your connection, then try again."),
  }),
  "gmail/quota": () => ({
    what: say("Gmail takes no more messages from this account for now."),
    safe: kept(),
    next: say("Wait a few minutes and try again, or save the sealed message and send the file another way."),
  }),
  "gmail/too-large": ({ size, limit }) => ({
    what: say("Sealed, this message is {size}. Gmail takes at most {limit}.", {
      size: sizeInWords(size),
      limit: sizeInWords(limit),
    }),
    safe: kept(),
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
    safe: kept(),
    next: say("Check the addresses and try again, or save the sealed message and send the file another way."),
  }),
};
