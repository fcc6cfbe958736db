/**
 * The signed hello: a short letter that brings the writer's certificate to somebody and asks for theirs. Pure. It takes
 * nothing over from the letter that waits for it: that one is secret, and this one is readable on the way.
 */
import type { Mailbox } from "../../smime/verdict/display.ts";
import { sayInLetter } from "../../words/say.ts";
import { recipientOf } from "./addresses.ts";
import type { Letter } from "./letter.ts";

function helloText(to: Mailbox, from: Mailbox): string {
  const paragraphs = [
    to.name === "" ? sayInLetter("Hello,") : sayInLetter("Hello {name},", { name: to.name }),
    sayInLetter(
      "I would like to send you an encrypted message, and need your certificate for it. This message is signed, so you have mine now.",
    ),
    sayInLetter(
      "If your mail program can do S/MIME, please answer this message and sign your answer: that brings me your certificate.",
    ),
    sayInLetter(
      "If you have no certificate yet, whoever looks after mail in your company can get you one, or an authority that issues certificates for mail.",
    ),
    from.name === "" ? from.address : from.name,
  ];
  return `${paragraphs.join("\n\n")}\n`;
}

export function helloTo(to: Mailbox, from: Mailbox): Letter {
  return {
    from,
    to: [recipientOf(to)],
    cc: [],
    bcc: [],
    typed: { to: "", cc: "", bcc: "" },
    subject: sayInLetter("Signed hello, before an encrypted message"),
    text: helloText(to, from),
    rich: null,
    attachments: [],
    sign: true,
    encrypt: false,
    hideSubject: false,
  };
}
