/** One sentence for each line of the details panel, by question and answer, and one for each remark. */
import type { Check, MessageReport, Remark } from "../../smime/verdict/vocabulary.ts";
import { once } from "../../words/once.ts";
import { say } from "../../words/say.ts";
import { algorithmWords } from "./algorithm-words.ts";
import { signerWords } from "./verdict-words.ts";
import { dayInWords, momentInWords } from "./words.ts";

type Question = Check["question"];
type Answer = Check["answer"];

/** What the sentences are filled with, taken from the report itself. */
interface Known {
  readonly signer: string;
  readonly from: string;
  readonly authority: string;
  readonly signedAt: string;
  readonly until: string;
  readonly cipher: string;
}

const CHECKS: Readonly<Record<Question, Readonly<Record<Answer, (known: Known) => string>>>> = {
  "content-intact": {
    yes: () => say("The message is exactly as it was when it was signed."),
    no: () => say("The message is not what was signed."),
    unknown: () => say("It is not known whether the message was changed."),
    "not-applicable": () => say("There is no signature that could show a change."),
  },
  signer: {
    yes: ({ signer, signedAt }) =>
      signer === ""
        ? say("It is known who signed.")
        : signedAt === ""
          ? say("Signed by {signer}.", { signer })
          : say("Signed by {signer} on {moment}.", { signer, moment: signedAt }),
    no: () => say("The signature does not belong to the person it names."),
    unknown: ({ signer }) =>
      signer === "" ? say("It is not known who signed.") : say("Said to be signed by {signer}.", { signer }),
    "not-applicable": () => say("Nobody signed this message."),
  },
  address: {
    yes: ({ from }) =>
      from === ""
        ? say("The signer is the sender that the message names.")
        : say("The signer's certificate names {address}, the sender.", { address: from }),
    no: ({ from }) =>
      from === ""
        ? say("The signer is not the sender that the message names.")
        : say("The signer's certificate does not name {address}, the sender.", { address: from }),
    unknown: () => say("It is not known whether the signer is the sender."),
    "not-applicable": () => say("There is no signer to compare with the sender."),
  },
  authority: {
    yes: ({ authority }) =>
      authority === ""
        ? say("An authority that you trust vouches for the signer.")
        : say("“{authority}”, which you trust, vouches for the signer.", { authority }),
    no: ({ authority }) =>
      authority === ""
        ? say("No authority that you trust vouches for the signer.")
        : say("“{authority}” vouches for the signer, but you have not chosen to trust it.", { authority }),
    unknown: () => say("It is not known which authority vouches for the signer."),
    "not-applicable": () => say("No authority was looked for."),
  },
  validity: {
    yes: ({ until }) =>
      until === ""
        ? say("The signer's certificate was valid when the message was signed.")
        : say("The signer's certificate was valid when the message was signed (it runs until {day}).", { day: until }),
    no: () => say("The signer's certificate was not valid when the message was signed."),
    unknown: () => say("It is not known whether the signer's certificate was valid at the time."),
    "not-applicable": () => say("There is no certificate whose dates could be checked."),
  },
  revocation: {
    yes: () => say("The signer's certificate has not been withdrawn."),
    no: () => say("The signer's certificate has been withdrawn."),
    unknown: () => say("Whether the signer's certificate has been withdrawn is not known."),
    "not-applicable": () =>
      say(
        "Whether the signer's certificate has been withdrawn was not looked up, so that nobody learns what you read.",
      ),
  },
  encryption: {
    yes: ({ cipher }) =>
      cipher === ""
        ? say("It travelled encrypted. This says nothing about who wrote it.")
        : say("It travelled encrypted with {cipher}. This says nothing about who wrote it.", { cipher }),
    no: () => say("It travelled encrypted, but could not be opened here."),
    unknown: () => say("It is encrypted. Unlock Waxwing to open it."),
    "not-applicable": () => say("It travelled without encryption."),
  },
};

const remarks = once(
  (): Readonly<Record<Remark, string>> => ({
    "legacy/3des": say("It is encrypted with 3DES, an old method. The sender's program should be updated."),
    "legacy/rc2": say(
      "It is encrypted with RC2, a method that is easily broken today. The sender's program should be updated.",
    ),
    "legacy/sha-1": say("The signature rests on SHA-1, an old method that can be forged with great effort."),
    "legacy/md5": say("The signature rests on MD5, a method that can be forged today."),
    "legacy/dsa": say("The signature was made with DSA, an old method that is no longer used."),
    "legacy/short-key": say("The key is shorter than what is safe today."),
    "certificate/expired-since": say(
      "The signer's certificate has run out since. It was valid when the message was signed.",
    ),
    "certificate/address-only-in-subject": say(
      "The signer's certificate is of an old kind that names the mail address in an unusual place.",
    ),
    "signing-time/differs-from-date": say("The time of signing differs from the date of the message."),
    "signing-time/missing": say("The signature does not say when it was made."),
    "encryption/unauthenticated": say(
      "The encryption alone does not show whether the message was changed on the way. Only a signature does.",
    ),
    "encryption/nested-not-opened": say(
      "An encrypted part deeper inside was left closed, because opening it there is not safe.",
    ),
    "headers/outer-differ": say(
      "Your webmail shows another subject, sender or recipient than the protected message. Believe what is shown here.",
    ),
    "signature/several-signers": say("Several people signed this message."),
    "signature/line-ends-restored": say(
      "A mail server changed line ends on the way. Waxwing restored them to check the signature.",
    ),
  }),
);

function knownFrom(report: MessageReport, check: Check): Known {
  const { signature, encryption } = report;
  const signer = "signer" in signature ? signature.signer : "claimed" in signature ? signature.claimed : null;
  const anchor = report.path.at(-1);
  return {
    signer: signer === null ? "" : signerWords(signer),
    from: check.facts["from"] ?? (signature.kind === "mismatched" ? signature.from : ""),
    authority: anchor?.name ?? signer?.issuerName ?? "",
    signedAt: signer?.signingTime ? momentInWords(signer.signingTime) : "",
    until: report.path[0] ? dayInWords(report.path[0].notAfter) : "",
    cipher: encryption.kind === "decrypted" ? algorithmWords(encryption.contentEncryption) : "",
  };
}

export function checkSentence(check: Check, report: MessageReport): string {
  return CHECKS[check.question][check.answer](knownFrom(report, check));
}

export function remarkSentence(remark: Remark): string {
  return remarks()[remark];
}
