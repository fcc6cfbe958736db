/** Failures at the webmail's side: reading its original of a message, filing a copy, sending. */
import type { FailureCode } from "../../smime/errors.ts";
import type { Tellings } from "./telling.ts";
import { sizeInWords } from "./words.ts";

type WebmailCode = Extract<FailureCode, `webmail/${string}`>;

const KEPT = "The message was not sent. Your text is still here.";

export const webmailTellings: Tellings<WebmailCode> = {
  "webmail/signed-out": () => ({
    what: "Your webmail has signed you out.",
    safe: "Nothing was sent, and nothing that you typed here is lost.",
    next: "Sign in to your webmail in another tab, then try again here.",
  }),
  "webmail/raw-message-unavailable": () => ({
    what: "Your webmail did not hand over the original of this message.",
    safe: "Waxwing checks only originals, so it says nothing about this message.",
    next: "Reload the page and open the message again.",
  }),
  "webmail/changed": () => ({
    what: "Your webmail looks different from what Waxwing expects.",
    safe: "Nothing was sent, and nothing was changed.",
    next: "Reload the page. If it stays like this, save the sealed message and look for an update of Waxwing.",
  }),
  "webmail/offline": () => ({
    what: "Your webmail cannot be reached.",
    safe: "Nothing was sent, and nothing that you typed here is lost.",
    next: "Check your connection, then try again.",
  }),
  "webmail/import-refused": () => ({
    what: "Your webmail refused to put this message into Sent.",
    safe: KEPT,
    next: "Try again. If it stays like this, save the sealed message and send the file another way.",
  }),
  "webmail/copy-differs": () => ({
    what: "Your webmail changed the message while filing it, so it would arrive damaged.",
    safe: KEPT,
    next: "Save the sealed message and send the file another way.",
  }),
  "webmail/copy-not-found": () => ({
    what: "Your webmail took the message into Sent, but Waxwing cannot find it there.",
    safe: KEPT,
    next: "Look into your Sent folder, then try again.",
  }),
  "webmail/send-refused": () => ({
    what: "Your mail server refused to send this message.",
    safe: KEPT,
    next: "Check the addresses and try again, or save the sealed message.",
  }),
  "webmail/too-large": ({ size, limit }) => ({
    what: `This message is ${sizeInWords(size)}. Your webmail takes at most ${sizeInWords(limit)}.`,
    safe: KEPT,
    next: "Remove an attachment, or send it in parts.",
  }),
  "webmail/outcome-unknown": () => ({
    what: "Waxwing does not know whether this message was sent: the answer never came.",
    safe: "It will not be sent again on its own. Your text is still here.",
    next: "Ask a recipient whether it arrived before you send it again.",
  }),
};
