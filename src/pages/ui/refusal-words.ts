/** Why a signer's identity is not confirmed, for each way in which a certificate can fail to lead to a trusted authority. */
import type { PathRefusal, PathRefusalCode, Signer } from "../../smime/verdict/vocabulary.ts";
import { say } from "../../words/say.ts";

interface Words {
  readonly sentence: string;
  readonly next: string;
}

const renew = () => say("Ask the sender to renew their certificate.");
const issuer = () =>
  say("The sender's authority made a mistake. Tell the sender, so that they can get a new certificate.");
const otherWay = () => say("If it matters who wrote this, ask the sender another way.");

const REFUSALS: Readonly<Record<PathRefusalCode, (authority: string) => Words>> = {
  "unknown-authority": (authority) => ({
    sentence: say("Waxwing does not know the authority “{authority}” that vouches for the signer.", { authority }),
    next: say("If your company gave you this authority's fingerprint, compare it and add the authority in Waxwing."),
  }),
  "incomplete-path": () => ({
    sentence: say("A certificate is missing between the signer and an authority that Waxwing knows."),
    next: say("Ask the sender to include their whole certificate chain when they sign."),
  }),
  expired: () => ({
    sentence: say("The signer's certificate had run out when this message was signed."),
    next: renew(),
  }),
  "not-yet-valid": () => ({
    sentence: say("The signer's certificate was not valid yet when this message was signed."),
    next: otherWay(),
  }),
  "bad-signature": () => ({
    sentence: say("The signer's certificate was not made by the authority that it names."),
    next: otherWay(),
  }),
  "not-an-authority": () => ({
    sentence: say("The signer's certificate was made by somebody who is not allowed to confirm identities."),
    next: otherWay(),
  }),
  "path-too-long": () => ({
    sentence: say("More authorities stand in between than the first one allows."),
    next: issuer(),
  }),
  "key-usage": () => ({ sentence: say("The signer's certificate is not meant for signing."), next: issuer() }),
  "extended-key-usage": () => ({ sentence: say("The signer's certificate is not meant for mail."), next: issuer() }),
  "name-constraints": () => ({
    sentence: say("The signer's authority may not vouch for this mail address."),
    next: otherWay(),
  }),
  policy: () => ({
    sentence: say("The signer's certificate was not issued under the rules that are asked for."),
    next: otherWay(),
  }),
  "unknown-critical-extension": () => ({
    sentence: say("The signer's certificate carries a condition that Waxwing does not know and may not ignore."),
    next: otherWay(),
  }),
  "weak-algorithm": () => ({
    sentence: say("The signer's certificate rests on a method that is too weak today."),
    next: renew(),
  }),
  "unsupported-algorithm": () => ({
    sentence: say("The signer's certificate uses a method that Waxwing does not know."),
    next: otherWay(),
  }),
  malformed: () => ({ sentence: say("The signer's certificate is damaged."), next: renew() }),
  revoked: (authority) => ({
    sentence: say("“{authority}” has withdrawn the signer's certificate. Its key may have been stolen.", { authority }),
    next: say("Do not rely on this message. Ask the sender another way."),
  }),
  "revocation-unknown": () => ({
    sentence: say("It is not known whether the signer's certificate has been withdrawn."),
    next: say("Try again when you are online."),
  }),
  "issued-after-distrust": (authority) => ({
    sentence: say("“{authority}” was no longer trusted when it made the signer's certificate.", { authority }),
    next: renew(),
  }),
  "too-complex": () => ({
    sentence: say("The signer sent such a tangle of certificates that Waxwing stopped looking."),
    next: otherWay(),
  }),
};

/** The words for a signer whose identity is not confirmed; a revoked certificate is a warning, the others are not. */
export function refusalWords(
  reason: PathRefusal,
  claimed: Signer,
): Words & { readonly lead: string; readonly joint: ": " | ", "; readonly rest: string } {
  const words = REFUSALS[reason.code](claimed.issuerName);
  return reason.code === "revoked"
    ? { lead: say("Warning"), joint: ": ", rest: say("the signer's certificate was withdrawn"), ...words }
    : { lead: say("Signed"), joint: ", ", rest: say("identity not confirmed"), ...words };
}

/** Why a person's certificate cannot be encrypted for. The code crosses the protocol as a plain string. */
export function recipientRefusal(code: string, authority: string): string {
  switch (code) {
    case "unknown-authority":
      return say("Waxwing does not know the authority “{authority}” that vouches for this person.", { authority });
    case "incomplete-path":
      return say("A certificate is missing between this person and an authority that Waxwing knows.");
    case "revoked":
      return say("“{authority}” has withdrawn this person's certificate.", { authority });
    case "key-usage":
    case "extended-key-usage":
      return say("This person's certificate is not meant for encrypted mail.");
    default:
      return say("Waxwing cannot confirm this person's certificate.");
  }
}
