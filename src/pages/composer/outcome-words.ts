/** What came of a certificate that was given for a recipient, or looked up for them. */
import type { LookedUpOutcome } from "../../protocol/look-up.ts";
import type { CertificateOutcome } from "../../protocol/protocol.ts";
import { say } from "../../words/say.ts";
import { dayInWords } from "../ui/words.ts";

export interface CameOf {
  /** The recipient can be written to now. */
  readonly added: boolean;
  readonly words: string;
}

function words(outcome: CertificateOutcome, address: string): string {
  switch (outcome) {
    case "added":
      return say("Added.");
    case "asked":
      return say(
        "Waxwing asks you about this in a window of its own, which no web page can cover. Decide there; then come back.",
      );
    case "other-address":
      return say("This file holds no certificate for {address}. Nothing was added.", { address });
    case "expired":
      return say("The certificate in this file has run out as well. Nothing was added.");
    case "unusable":
      return say("The certificate in this file cannot be used to encrypt mail. Nothing was added.");
  }
}

export function givenWords(outcome: CertificateOutcome, address: string): CameOf {
  return { added: outcome === "added", words: words(outcome, address) };
}

export function foundWords({ outcome, certificate }: LookedUpOutcome, address: string): CameOf {
  const authority = certificate?.issuerName ?? "";
  const date = certificate === null ? "" : dayInWords(certificate.notAfter);
  switch (outcome) {
    case "added":
      return {
        added: true,
        words: say("Found for {address}: a certificate from “{authority}”, valid until {date}. Waxwing uses it now.", {
          address,
          authority,
          date,
        }),
      };
    case "asked":
      return {
        added: false,
        words: say(
          "Found: a certificate from “{authority}”, valid until {date}. Waxwing does not know this authority, and asks you about it in a window of its own, which no web page can cover. Decide there; then come back.",
          { authority, date },
        ),
      };
    case "other-address":
      return {
        added: false,
        words: say("The domain answered with a certificate that is not for {address}. Nothing was added.", { address }),
      };
    case "expired":
      return {
        added: false,
        words: say("The certificate that was found ran out on {date}. Nothing was added.", { date }),
      };
    case "unusable":
      return {
        added: false,
        words: say("The certificate that was found cannot be used to encrypt mail. Nothing was added."),
      };
  }
}

export function askedLookUp(): CameOf {
  return {
    added: false,
    words: say(
      "Looking up is off. Waxwing tells you in a window of its own what it reveals, and you can turn it on there; then come back and press “Look up”.",
    ),
  };
}
