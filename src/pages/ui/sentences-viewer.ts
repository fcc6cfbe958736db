/** What the viewer says around a message: of fields that differ outside, and of parts that nobody signed. */
import type { ShownDifference } from "../../smime/verdict/display.ts";
import type { MessageReport } from "../../smime/verdict/vocabulary.ts";
import { say, sayCount } from "../../words/say.ts";
import { signerWords } from "./verdict-words.ts";

const FIELDS: Readonly<Record<string, string>> = {
  subject: say("Subject"),
  from: say("From"),
  to: say("To"),
  cc: say("Cc"),
  "reply-to": say("Answers go to"),
  date: say("Date"),
  "message-id": say("Message number"),
};

export function fieldWords(name: string): string {
  return FIELDS[name] ?? name;
}

/** What shows that the inside was not touched on the way. */
type Guard = "signature" | "encryption";

function guardOf({ signature }: MessageReport): Guard {
  return signature.kind === "unsigned" || signature.kind === "undetermined" ? "encryption" : "signature";
}

const GUARDED: Readonly<Record<Guard, string>> = {
  signature: say("The inside is covered by the signature; the outside could be rewritten by anybody on the way."),
  encryption: say(
    "The inside was encrypted together with the message; the outside could be read and rewritten by anybody on the way.",
  ),
};

const DIFFERENT: Readonly<Record<ShownDifference["kind"], string>> = {
  hidden: say("The sender hid this from everybody on the way. That is as it should be."),
  changed: say("The outside was changed after the message was sent."),
  removed: say("The outside was removed after the message was sent."),
  added: say("The outside was added after the message was sent."),
};

const OUTSIDE_BELIEVED = say(
  "Waxwing shows the outside, because only a confirmed signature of the other sender could make the inside count.",
);

/** Why one of the two forms of a field is shown. */
export function differenceReason({ kind, believed }: ShownDifference): string {
  return believed === "outer" ? OUTSIDE_BELIEVED : DIFFERENT[kind];
}

/** `suspicious`: something was done to the outside on the way, not by the sender. */
export function differencesLead(suspicious: boolean, report: MessageReport): string {
  const what = suspicious
    ? say("The outside of this message, which your webmail shows, says something else than the protected inside.")
    : say("The outside of this message says less than the protected inside, as its sender wanted.");
  const trust =
    report.signature.kind === "verified"
      ? say("Believe what is marked as shown here.")
      : say(
          "Of the two, believe what is marked as shown here, as far as the verdict above lets you believe the message.",
        );
  return `${what} ${trust} ${GUARDED[guardOf(report)]}`;
}

export function sideWords(side: "inner" | "outer"): string {
  return side === "inner" ? say("The protected inside says") : say("The outside of this message says");
}

export function absentWords(side: "inner" | "outer"): string {
  return side === "inner" ? say("(nothing in the protected inside)") : say("(nothing on the outside)");
}

export const COVERAGE = {
  unsigned: say("Not signed: anybody could have written this part."),
  whole: say("Waxwing shows nothing but the signed part. The message is built so that other programs may show more."),
  file: say("not covered by the signature"),
} as const;

/** The heading of a part that the signature covers. Where only a part is signed, nobody checked whose signature it is. */
export function signedPartWords({ signature }: MessageReport): string {
  const signer = "signer" in signature ? signature.signer : "claimed" in signature ? signature.claimed : null;
  if (signer === null) return say("Signed, and not changed since. Who signed is not confirmed.");
  const who = signerWords(signer);
  return signature.kind === "verified"
    ? say("Signed by {who}, and not changed since.", { who })
    : say("Signed in the name of {who}, and not changed since. Whether it really was {who} is not confirmed.", { who });
}

export const ANSWER = {
  group: say("Answer this message"),
  reply: say("Reply"),
  replyAll: say("Reply all"),
  forward: say("Forward"),
  refused: say(
    "Your webmail's form could not be opened from here. Use your webmail's own button, and then “Sign & encrypt” in its form.",
  ),
} as const;

export const BODY = {
  plain: say("Show as plain text"),
  formatted: say("Show with formatting"),
  copy: say("Copy text"),
  copied: say("Copied."),
  notCopied: say("The browser did not allow copying."),
  print: say("Print"),
  find: say("Find"),
  empty: say("This message has no text."),
} as const;

export const QUOTE = { html: say("Quoted text") } as const;

export function quotedLines(lines: number): string {
  return sayCount(lines, "Quoted text ({count} line)", "Quoted text ({count} lines)");
}

export const FIND = {
  label: say("Find in this message"),
  next: say("Next place"),
  previous: say("Previous place"),
  close: say("Close"),
} as const;

/** `at` counts from 0. */
export function foundWords(at: number, count: number): string {
  return count === 0 ? say("Not found") : say("{place} of {count}", { place: at + 1, count });
}

export const PICTURES = {
  load: say("Load pictures"),
  loaded: say("Pictures on the internet are loaded for this message, until you leave it."),
  why: say("Loading tells the sender, and whoever runs the server, that and from where you opened this message."),
  never: say(
    "They cannot be loaded here: the encryption of this message does not show whether it was changed on the way, and a changed message could give away what it says by what it loads.",
  ),
} as const;

export function notLoaded(count: number): string {
  return sayCount(
    count,
    "{count} picture or style on the internet was not loaded.",
    "{count} pictures and styles on the internet were not loaded.",
  );
}
