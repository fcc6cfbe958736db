/** Failures while a message is being sealed. Nothing has left the device at this point. */
import type { FailureCode } from "../../smime/errors.ts";
import { say, sayCount } from "../../words/say.ts";
import type { Tellings } from "./telling.ts";
import { listed, sizeInWords } from "./words.ts";

type DraftCode = Extract<FailureCode, `draft/${string}`>;

const kept = () => say("Nothing was sent. Your text is still here.");

export const draftTellings: Tellings<DraftCode> = {
  "draft/no-recipient": () => ({
    what: say("This message has no recipient yet."),
    safe: kept(),
    next: say("Add an address under “To”."),
  }),
  "draft/bad-address": ({ address }) => ({
    what: say("“{address}” is not a complete mail address.", { address }),
    safe: kept(),
    next: say("Correct it or remove it."),
  }),
  "draft/no-certificate": ({ addresses }) => ({
    what: sayCount(
      addresses.length,
      "Waxwing cannot encrypt for {addresses}: it has no usable certificate for this address.",
      "Waxwing cannot encrypt for {addresses}: it has no usable certificate for these addresses.",
      { addresses: listed(addresses) },
    ),
    safe: kept(),
    next: say("Ask them to send you a signed mail, remove them, or switch Encrypt off."),
  }),
  "draft/no-signing-identity": ({ address }) => ({
    what: say("You have no key that can sign for {address}.", { address }),
    safe: kept(),
    next: say("Choose another sender address, add the key file for it, or switch Sign off."),
  }),
  "draft/too-large": ({ size, limit }) => ({
    what: say("This message is {size}, more than the {limit} that fit.", {
      size: sizeInWords(size),
      limit: sizeInWords(limit),
    }),
    safe: kept(),
    next: say("Remove an attachment, or send it in parts."),
  }),
};
