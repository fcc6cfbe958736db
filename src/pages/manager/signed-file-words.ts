/** Says what a detached signature proves of the file it came with. There is no sender, so it is never "Verified". */
import type { MessageReport } from "../../smime/verdict/vocabulary.ts";
import { signerWords, verdictWords } from "../ui/verdict-words.ts";
import { say } from "../../words/say.ts";

export interface SignedFileWords {
  readonly kind: "note" | "warning";
  readonly sentence: string;
  readonly next: string;
}

export function signedFileWords(report: MessageReport): SignedFileWords {
  const { signature } = report;
  if (signature.kind === "undetermined" && signature.reason === "no-from" && signature.claimed !== null)
    return {
      kind: "note",
      sentence: `${signerWords(signature.claimed)} signed exactly this file, and an authority that you trust vouches for the signer.`,
      next: say("A file names no sender, so you have to judge whether this is the person who should have signed it."),
    };
  if (signature.kind === "altered" && signature.reason === "digest-mismatch")
    return {
      kind: "warning",
      sentence: `This is not the file that ${signature.claimed === null ? say("was signed") : `${signerWords(signature.claimed)} signed`}, or it was changed since.`,
      next: say("Make sure that the signature belongs to this file. If it does, do not rely on the file."),
    };
  const { tone, sentence, next } = verdictWords(report);
  return { kind: tone === "warning" ? "warning" : "note", sentence, next };
}
