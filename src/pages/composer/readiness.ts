/** Whether a letter can be sealed as asked, and if not, why; in words, and without asking the worker again. */
import type {
  ComposerContext,
  Delivery,
  HiddenSubject,
  RecipientStatus,
  SenderStatus,
} from "../../protocol/protocol.ts";
import type { LookUpState } from "../../protocol/look-up.ts";
import { say } from "../../words/say.ts";
import { recipientRefusal } from "../ui/refusal-words.ts";
import { tooLargeWords } from "../ui/sentences-editor.ts";
import { dayInWords } from "../ui/words.ts";
import { everybody, type Letter, subjectHiddenBy } from "./letter.ts";
import { measure, type SealedMeasure } from "./sealed-limit.ts";

/** What the worker last said about the sender and the recipients; null while nothing is known yet. */
export interface Standing {
  readonly sender: SenderStatus;
  readonly recipients: readonly RecipientStatus[];
  readonly lookUp: LookUpState;
}

/**
 * `authority`: decide whether to trust it; `look-up`: ask their domain; `import`: a file with their certificate; `ask`: a
 * signed hello.
 */
export type Way = "authority" | "look-up" | "import" | "ask";

const WAYS: readonly Way[] = ["look-up", "import", "ask"];

export interface RecipientProblem {
  readonly address: string;
  /** Two or three words, for the chip. */
  readonly short: string;
  readonly what: string;
  readonly next: string;
  readonly ways: readonly Way[];
}

export interface Readiness {
  /** "Send signed and encrypted", "Send signed", "Send encrypted"; "Send" while neither is on. Or that it is saved. */
  readonly label: string;
  /** Who will be able to read what: the addresses are never encrypted. */
  readonly readers: string;
  /** Why signing is not possible; null if it is. */
  readonly cannotSign: string | null;
  readonly problems: readonly RecipientProblem[];
  readonly measure: SealedMeasure;
  /** One sentence on what keeps the letter from leaving; null if nothing does. */
  readonly obstacle: string | null;
}

const IMPORT = say("A signed mail from them brings it as soon as you open it, and so does their certificate file.");

/** What a person may decide about; every other reason stands whoever vouches. */
const DECIDABLE: ReadonlySet<string> = new Set(["unknown-authority", "incomplete-path"]);

function untrustedProblem({
  address,
  certificate,
  reason,
}: Extract<RecipientStatus, { kind: "untrusted" }>): RecipientProblem {
  const what = recipientRefusal(reason, certificate.issuerName);
  if (reason === "revoked") return { address, short: say("withdrawn"), what, next: IMPORT, ways: WAYS };
  if (!DECIDABLE.has(reason)) return { address, short: say("not usable"), what, next: IMPORT, ways: WAYS };
  const next = say("If you know this authority, you can decide to trust it.");
  return { address, short: say("unknown authority"), what, next, ways: ["authority", ...WAYS] };
}

export function statusOf(standing: Standing | null, address: string): RecipientStatus | null {
  return standing?.recipients.find((status) => status.address.toLowerCase() === address.toLowerCase()) ?? null;
}

/** Null where this address can be encrypted for. */
export function problemOf(status: RecipientStatus): RecipientProblem | null {
  const { address } = status;
  switch (status.kind) {
    case "ready":
      return null;
    case "missing":
      return {
        address,
        short: say("no certificate"),
        what: say("Waxwing has no certificate for this address yet."),
        next: IMPORT,
        ways: WAYS,
      };
    case "expired": {
      const date = dayInWords(status.certificate.notAfter);
      const what = say("The certificate for this address ran out on {date}.", { date });
      return { address, short: say("ran out"), what, next: IMPORT, ways: WAYS };
    }
    case "untrusted":
      return untrustedProblem(status);
    case "malformed":
      return {
        address,
        short: say("incomplete"),
        what: say("This is not a complete mail address."),
        next: say("Correct it or remove it."),
        ways: [],
      };
  }
}

function labelOf({ sign, encrypt }: Letter, delivery: Delivery["kind"]): string {
  if (delivery === "file") return say("Save sealed message (.eml)");
  if (sign && encrypt) return say("Send signed and encrypted");
  if (sign) return say("Send signed");
  return encrypt ? say("Send encrypted") : say("Send");
}

function readersOf(letter: Letter, hidden: HiddenSubject | null): string {
  if (!letter.encrypt) return say("Not encrypted: once it is sent, your webmail and everybody on the way can read it.");
  return subjectHiddenBy(letter, hidden) === null
    ? say("Only your recipients can read the text and attachments. Subject and addresses stay readable.")
    : say("Only your recipients can read the subject, the text and attachments. Addresses stay readable.");
}

function neitherWords(alone: boolean): string {
  return alone
    ? say("Switch on Sign or Encrypt.")
    : say("Switch on Sign or Encrypt. To send it as it is, go back to your webmail.");
}

function obstacleOf(
  letter: Letter,
  cannotSign: string | null,
  problems: readonly RecipientProblem[],
  alone: boolean,
): string | null {
  const recipients = everybody(letter);
  const incomplete = recipients.find(({ complete }) => !complete);
  if (recipients.length === 0) return say("Add a recipient first.");
  if (incomplete !== undefined)
    return say("“{address}” is not a complete mail address.", { address: incomplete.address });
  if (!letter.sign && !letter.encrypt) return neitherWords(alone);
  if (letter.sign && cannotSign !== null) return cannotSign;
  if (letter.encrypt && problems.length > 0) return say("Not everybody can be encrypted for yet: see above.");
  return null;
}

/** What the letter was opened with that its promises depend on. */
export type Occasion = Pick<ComposerContext, "delivery" | "hiddenSubject" | "alone" | "limit" | "writing">;

const IN_A_WEBMAIL: Occasion = {
  delivery: { kind: "webmail" },
  hiddenSubject: null,
  alone: false,
  limit: Number.POSITIVE_INFINITY,
  writing: {
    formatted: true,
    alwaysSign: false,
    encryptWhenPossible: false,
    opaqueSignatures: false,
    closing: "",
  },
};

function sizeObstacle({ size, limit }: SealedMeasure): string | null {
  return size > limit ? tooLargeWords(size, limit) : null;
}

export function readinessOf(letter: Letter, standing: Standing | null, occasion: Occasion = IN_A_WEBMAIL): Readiness {
  const { kind: delivery } = occasion.delivery;
  const known = standing !== null && standing.sender.address.toLowerCase() === letter.from.address.toLowerCase();
  const cannotSign =
    known && !standing.sender.canSign
      ? say(
          "You have no key that can sign for {address}. Click the Waxwing button in the browser's toolbar to add it.",
          { address: letter.from.address },
        )
      : null;
  const problems = everybody(letter).flatMap(({ address }) => {
    const status = statusOf(standing, address);
    const problem = status === null ? null : problemOf(status);
    return problem === null ? [] : [problem];
  });
  const measured = measure(letter, occasion);
  return {
    label: labelOf(letter, delivery),
    readers: readersOf(letter, occasion.hiddenSubject),
    cannotSign,
    problems,
    measure: measured,
    obstacle: obstacleOf(letter, cannotSign, problems, occasion.alone) ?? sizeObstacle(measured),
  };
}
