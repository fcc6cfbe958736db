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
      sentence: say("{signer} signed exactly this file, and an authority that you trust vouches for the signer.", {
        signer: signerWords(signature.claimed),
      }),
      next: say("A file names no sender, so you have to judge whether this is the person who should have signed it."),
    };
  if (signature.kind === "altered" && signature.reason === "digest-mismatch")
    return {
      kind: "warning",
      sentence:
        signature.claimed === null
          ? say("This is not the file that was signed, or it was changed since.")
          : say("This is not the file that {signer} signed, or it was changed since.", {
              signer: signerWords(signature.claimed),
            }),
      next: say("Make sure that the signature belongs to this file. If it does, do not rely on the file."),
    };
  const { tone, sentence, next } = verdictWords(report);
  return { kind: tone === "warning" ? "warning" : "note", sentence, next };
}
