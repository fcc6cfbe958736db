/** Failures while a certificate is looked up in the DNS. */
import type { FailureCode } from "../../smime/errors.ts";
import { say, sayCount } from "../../words/say.ts";
import type { Tellings } from "./telling.ts";

type LookUpCode = Extract<FailureCode, `look-up/${string}`>;

const unasked = () => say("Nobody was asked, and nothing was changed.");
const unchanged = () => say("Nothing was added, and nothing was changed.");
const otherwise = () => say("Add their certificate file, or ask them with a signed hello.");

export const lookUpTellings: Tellings<LookUpCode> = {
  "look-up/off": () => ({
    what: say("Looking certificates up is off."),
    safe: unasked(),
    next: say("Turn it on under “Look-ups” behind the Waxwing button in the browser's toolbar."),
  }),
  "look-up/forbidden": () => ({
    what: say("Your administrator does not allow looking certificates up."),
    safe: unasked(),
    next: otherwise(),
  }),
  "look-up/bad-resolver": () => ({
    what: say("This is not the address of a resolver."),
    safe: unasked(),
    next: say("It begins with https:// and mostly ends with /dns-query."),
  }),
  "look-up/not-allowed": ({ resolver }) => ({
    what: say("The browser does not let Waxwing talk to {resolver}.", { resolver }),
    safe: unasked(),
    next: say("Turn looking up on again, and allow it when the browser asks."),
  }),
  "look-up/offline": ({ resolver }) => ({
    what: say("The resolver {resolver} cannot be reached, or did not answer in time.", { resolver }),
    safe: unchanged(),
    next: say("Check your connection and try again, or choose another resolver under “Look-ups” in Waxwing."),
  }),
  "look-up/refused": () => ({
    what: say("The resolver refused to answer this question."),
    safe: unchanged(),
    next: say("Try again later, or choose another resolver under “Look-ups” in Waxwing."),
  }),
  "look-up/domain-silent": ({ domain }) => ({
    what: say("The servers of {domain} gave no usable answer.", { domain }),
    safe: unchanged(),
    next: say("Try again later. Until then, add their certificate file, or ask them with a signed hello."),
  }),
  "look-up/no-record": ({ address, domain }) => ({
    what: say("The domain {domain} publishes no certificate for {address}. Most domains publish none.", {
      domain,
      address,
    }),
    safe: unchanged(),
    next: otherwise(),
  }),
  "look-up/other-address": ({ address, domain }) => ({
    what: say("The certificate that {domain} publishes there is not for {address}.", { domain, address }),
    safe: unchanged(),
    next: otherwise(),
  }),
  "look-up/unreadable": () => ({
    what: say("The resolver's answer could not be read."),
    safe: unchanged(),
    next: say("Try again, or choose another resolver under “Look-ups” in Waxwing."),
  }),
  "look-up/nothing-usable": ({ domain, records }) => ({
    what: sayCount(
      records,
      "The domain {domain} publishes {count} entry for this address, but no certificate is in it.",
      "The domain {domain} publishes {count} entries for this address, but no certificate is in them.",
      { domain },
    ),
    safe: unchanged(),
    next: otherwise(),
  }),
};
