/** From files in a person's hand to what is to be asked about them. Pure: the asking is in `examine-work.ts`. */
import type { FileFinding } from "../../smime/verdict/file-finding.ts";
import type { CertificateSummary } from "../../smime/verdict/vocabulary.ts";
import type { Told } from "../ui/sentences.ts";
import { say } from "../../words/say.ts";

type Bytes = Uint8Array<ArrayBuffer>;

export interface GivenFile {
  readonly name: string;
  readonly octets: Bytes;
  /** It was text on a clipboard, and may have lost something there. */
  readonly pasted: boolean;
}

/** A file with what the worker made of it. What it refused may still be what a signature is over. */
export type Inspected = { readonly file: GivenFile } & (
  | { readonly finding: FileFinding; readonly failure: null }
  | { readonly finding: null; readonly failure: Told }
);

export type Plan =
  | { readonly step: "open"; readonly file: GivenFile }
  /** `isMessage`: the content may carry its own signature, which then is the one that counts. */
  | {
      readonly step: "verify";
      readonly signature: GivenFile;
      readonly content: GivenFile;
      readonly isMessage: boolean;
    }
  | {
      readonly step: "await-content";
      readonly signature: GivenFile;
      readonly certificates: readonly CertificateSummary[];
    }
  | {
      readonly step: "certificates";
      readonly file: GivenFile;
      readonly certificates: readonly CertificateSummary[];
    }
  | { readonly step: "import"; readonly file: GivenFile }
  | { readonly step: "refuse"; readonly failure: Told };

/** The most that make sense at once: a signature, and what it is over. */
export const MOST_FILES = 2;

export function tooMany(files: number): Told {
  return { code: "file/too-many", detail: { files } };
}

function planForOne({ file, finding, failure }: Inspected): Plan {
  if (finding === null) return { step: "refuse", failure };
  switch (finding.kind) {
    case "message":
      return { step: "open", file };
    case "signature":
      return { step: "await-content", signature: file, certificates: finding.certificates };
    case "certificates":
      return { step: "certificates", file, certificates: finding.certificates };
    case "key-file":
      return { step: "import", file };
  }
}

function planForPair(signature: GivenFile, { file, finding }: Inspected): Plan {
  return { step: "verify", signature, content: file, isMessage: finding?.kind === "message" };
}

function isSignature({ finding }: Inspected): boolean {
  return finding?.kind === "signature";
}

/** `waiting` is a signature that was given before and still lacks its file. */
export function planFor(given: readonly Inspected[], waiting: GivenFile | null): Plan {
  const [first, second, ...more] = given;
  if (first === undefined || more.length > 0) return { step: "refuse", failure: tooMany(given.length) };
  if (second !== undefined) {
    const signatures = given.filter(isSignature);
    const [signature] = signatures;
    if (signatures.length !== 1 || signature === undefined) return { step: "refuse", failure: tooMany(given.length) };
    return planForPair(signature.file, signature === first ? second : first);
  }
  return waiting === null || isSignature(first) ? planForOne(first) : planForPair(waiting, first);
}

/** The source of a message as it travels: CRLF at the end of each line, and nothing before the header. */
export function pastedFile(text: string): GivenFile {
  const lines = text.replace(/^\s*\n/, "").split(/\r\n|\r|\n/);
  return { name: say("The pasted text"), octets: new TextEncoder().encode(lines.join("\r\n")), pasted: true };
}
