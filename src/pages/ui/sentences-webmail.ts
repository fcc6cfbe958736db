/** Failures at the webmail's side: reading its original of a message, filing a copy, sending. */
import type { FailureCode } from "../../smime/errors.ts";
import { say } from "../../words/say.ts";
import type { Tellings } from "./telling.ts";
import { sizeInWords } from "./words.ts";

type WebmailCode = Extract<FailureCode, `webmail/${string}`>;

const kept = () => say("The message was not sent. Your text is still here.");

export const webmailTellings: Tellings<WebmailCode> = {
  "webmail/signed-out": () => ({
    what: say("Your webmail has signed you out."),
    safe: say("Nothing was sent, and nothing that you typed here is lost."),
    next: say("Sign in to your webmail in another tab, then try again here."),
  }),
  "webmail/raw-message-unavailable": () => ({
    what: say("Your webmail did not hand over the original of this message."),
    safe: say("Waxwing checks only originals, so it says nothing about this message."),
    next: say("Reload the page and open the message again."),
  }),
  "webmail/changed": () => ({
    what: say("Your webmail looks different from what Waxwing expects."),
    safe: say("Nothing was sent, and nothing was changed."),
    next: say("Reload the page. If it stays like this, save the sealed message and look for an update of Waxwing."),
  }),
  "webmail/offline": () => ({
    what: say("Your webmail cannot be reached."),
    safe: say("Nothing was sent, and nothing that you typed here is lost."),
    next: say("Check your connection, then try again."),
  }),
  "webmail/import-refused": () => ({
    what: say("Your webmail refused to put this message into Sent."),
    safe: kept(),
    next: say("Try again. If it stays like this, save the sealed message and send the file another way."),
  }),
  "webmail/copy-differs": () => ({
    what: say("Your webmail changed the message while filing it, so it would arrive damaged."),
    safe: kept(),
    next: say("Save the sealed message and send the file another way."),
  }),
  "webmail/copy-not-found": () => ({
    what: say("Your webmail took the message into Sent, but Waxwing cannot find it there."),
    safe: kept(),
    next: say("Look into your Sent folder, then try again."),
  }),
  "webmail/send-refused": () => ({
    what: say("Your mail server refused to send this message."),
    safe: kept(),
    next: say("Check the addresses and try again, or save the sealed message."),
  }),
  "webmail/too-large": ({ size, limit }) => ({
    what: say("This message is {size}. Your webmail takes at most {limit}.", {
      size: sizeInWords(size),
      limit: sizeInWords(limit),
    }),
    safe: kept(),
    next: say("Remove an attachment, or send it in parts."),
  }),
  "webmail/outcome-unknown": () => ({
    what: say("Waxwing does not know whether this message was sent: the answer never came."),
    safe: say("It will not be sent again on its own. Your text is still here."),
    next: say("Ask a recipient whether it arrived before you send it again."),
  }),
};
