/** Says a verdict in one line for the badge, and in whole sentences for the details. Invents nothing: a report in, words out. */
import type {
  AlteredCode,
  EncryptionVerdict,
  MessageReport,
  PartialCode,
  Signer,
  Tone,
  UndeterminedCode,
} from "../../smime/verdict/vocabulary.ts";
import { toneOf } from "../../smime/verdict/vocabulary.ts";
import { once } from "../../words/once.ts";
import { say } from "../../words/say.ts";
import { refusalWords } from "./refusal-words.ts";
import { shortenedMiddle } from "./words.ts";

export interface VerdictWords {
  /** Null for unsigned mail, which gets no badge of its own. */
  readonly tone: Tone | null;
  /** The state, printed bold. */
  readonly lead: string;
  /** What stands between the state and the rest. */
  readonly joint: " · " | ", " | ": " | "";
  readonly rest: string;
  /** What was found, as a whole sentence. */
  readonly sentence: string;
  /** What the reader can do; "" where nothing needs doing. */
  readonly next: string;
}

type Said = Omit<VerdictWords, "tone">;

const altered = once(
  (): Readonly<Record<AlteredCode, string>> => ({
    "digest-mismatch": say("changed after it was signed"),
    "signature-mismatch": say("its signature is not genuine"),
    "attribute-mismatch": say("its signature belongs to something else"),
  }),
);

const partial = once(
  (): Readonly<Record<PartialCode, readonly [rest: string, sentence: string]>> => ({
    "unsigned-parts": [
      say("some of it is unsigned"),
      say("The signature covers only part of what this message shows."),
    ],
    "changed-on-the-way": [
      say("text was added on the way"),
      say("Something on the way, such as a mailing list, added text that the signature does not cover."),
    ],
  }),
);

const undetermined = once(
  (): Readonly<Record<UndeterminedCode, readonly [rest: string, sentence: string]>> => ({
    "unsupported-algorithm": [
      say("unknown method"),
      say("This message is signed with a method that Waxwing does not know."),
    ],
    "no-signer": [say("no signer in it"), say("This message has the form of signed mail, but nobody signed it.")],
    "signer-certificate-missing": [
      say("certificate missing"),
      say("This message does not carry its signer's certificate, so there is nothing to check the signature with."),
    ],
    "malformed-signature": [
      say("damaged signature"),
      say("The signature of this message is damaged and cannot be read."),
    ],
    "raw-message-unavailable": [
      say("original not available"),
      say("Your webmail did not hand over the original of this message, so its signature cannot be checked."),
    ],
    repacked: [
      say("packed anew on the way"),
      say(
        "A mail system on the way took this message apart and packed it anew, so its signature cannot be checked any more.",
      ),
    ],
    "too-many-signers": [say("too many signers"), say("This message has more signers than Waxwing accepts.")],
    "ambiguous-from": [
      say("several senders named"),
      say("This message names more than one sender, so no single person can be confirmed."),
    ],
    "no-from": [say("no sender named"), say("This message does not say who it is from.")],
  }),
);

const noTrust = () => say("Do not rely on its content or on who it seems to be from. Ask the sender another way.");
const likeUnsigned = () => say("Treat it like an ordinary unsigned message.");

export function signerWords(signer: Signer): string {
  return signer.addresses[0] ?? signer.name;
}

/** The address the verdict is about: the one the message is from, where the signer may have several. */
function confirmedAddress(report: MessageReport, signer: Signer): string {
  const from = report.checks.find((check) => check.question === "address")?.facts["from"];
  return signer.addresses.find((address) => address.toLowerCase() === from?.toLowerCase()) ?? signerWords(signer);
}

function alteredSentence(reason: AlteredCode, claimed: Signer | null): string {
  const who = claimed === null ? null : signerWords(claimed);
  switch (reason) {
    case "digest-mismatch":
      return who === null
        ? say("This message was changed after it was signed.")
        : say("This message was changed after {who} signed it.", { who });
    case "signature-mismatch":
      return who === null
        ? say("The signature on this message is not genuine.")
        : say("The signature on this message is not genuine: the key of {who} did not make it.", { who });
    case "attribute-mismatch":
      return who === null
        ? say("The signature on this message was made for something else.")
        : say("The signature on this message by {who} was made for something else.", { who });
  }
}

function unsignedSentence({ encryption }: MessageReport): string {
  const open = encryption.kind === "none" || encryption.kind === "decrypted";
  return open
    ? say("Nobody signed this message, so it does not prove who wrote it.")
    : say("Whether it is signed shows only once it is open.");
}

function said(report: MessageReport): Said {
  const { signature } = report;
  switch (signature.kind) {
    case "unsigned":
      return { lead: say("Not signed"), joint: "", rest: "", sentence: unsignedSentence(report), next: "" };
    case "verified": {
      const who = confirmedAddress(report, signature.signer);
      const sentence = say("This message is from {who} and was not changed after it was signed.", { who });
      return { lead: say("Verified"), joint: " · ", rest: shortenedMiddle(who, 44), sentence, next: "" };
    }
    case "mismatched": {
      const who = signerWords(signature.signer);
      const sentence = say("Signed by {who}, but it says it is from {sender}.", { who, sender: signature.from });
      return {
        lead: say("Warning"),
        joint: ": ",
        rest: say("signed by {who}, not by the sender", { who: shortenedMiddle(who, 30) }),
        sentence,
        next: noTrust(),
      };
    }
    case "untrusted":
      return refusalWords(signature.reason, signature.claimed);
    case "partial": {
      const [rest, sentence] = partial()[signature.reason];
      return { lead: say("Partly signed"), joint: ": ", rest, sentence, next: likeUnsigned() };
    }
    case "altered": {
      const sentence = alteredSentence(signature.reason, signature.claimed);
      return { lead: say("Warning"), joint: ": ", rest: altered()[signature.reason], sentence, next: noTrust() };
    }
    case "undetermined": {
      const [rest, sentence] = undetermined()[signature.reason];
      return { lead: say("Signature not checked"), joint: ": ", rest, sentence, next: likeUnsigned() };
    }
  }
}

export function verdictWords(report: MessageReport): VerdictWords {
  return { tone: toneOf(report.signature), ...said(report) };
}

/** What stands beside the signature's state; null for mail that was not encrypted. */
export function encryptionWords(encryption: EncryptionVerdict): string | null {
  switch (encryption.kind) {
    case "none":
      return null;
    case "decrypted":
      return say("Encrypted");
    case "locked":
      return say("Unlock to read");
    case "failed":
      return say("Encrypted, cannot be opened");
  }
}

/** The same as a whole sentence, for every message. */
export function encryptionSentence(encryption: EncryptionVerdict): string {
  switch (encryption.kind) {
    case "none":
      return say("Not encrypted.");
    case "decrypted":
      return say("Encrypted.");
    case "locked":
      return say("Unlock to read.");
    case "failed":
      return say("Encrypted, cannot be opened.");
  }
}

/** The signature's state, and what was found. */
export function statedVerdict(report: MessageReport): string {
  const { lead, sentence } = verdictWords(report);
  return say("{state}. {sentence}", { state: lead, sentence });
}

/** The whole verdict in one breath, for those who hear the badge. */
export function wholeVerdict(report: MessageReport): string {
  const { signature, encryption } = report;
  const parts = [
    toneOf(signature) === null ? "" : statedVerdict(report),
    encryption.kind === "none" ? "" : encryptionSentence(encryption),
  ];
  return parts.filter((part) => part !== "").join(" ");
}
