/** Gives the worker a certificate file for one recipient, or has it look for one, or ask about their authority. */
import { useState } from "preact/hooks";
import { request } from "../../protocol/client.ts";
import type { ComposerTicket } from "../../protocol/protocol.ts";
import { failureOf, type Told } from "../ui/sentences.ts";
import { askedLookUp, type CameOf, foundWords, givenWords } from "./outcome-words.ts";

export interface CertificateWork {
  /** What came of it, in words; null until something did, and where somebody was added. */
  readonly outcome: string | null;
  readonly failure: Told | null;
  /** The resolver has been asked, and has not answered. */
  readonly looking: boolean;
  readonly give: (file: File) => void;
  readonly askAuthority: () => void;
  readonly lookUp: () => void;
  /** What came of anything is said no more. */
  readonly forget: () => void;
  /** Opens the window in which look-ups are turned on. */
  readonly askLookUp: () => void;
}

/** What a certificate or a chain of them never exceeds: a file as long as that is something else. */
const LONGEST_FILE = 1024 * 1024;

async function octetsOf(file: File): Promise<Uint8Array<ArrayBuffer>> {
  const refusal: Told = { code: "file/too-large", detail: { size: file.size, limit: LONGEST_FILE } };
  if (file.size > LONGEST_FILE) throw refusal;
  return new Uint8Array(await file.arrayBuffer());
}

/** `onAdded`: somebody may be written to now who could not be before; and the words for it. */
export function useCertificateWork(
  ticket: ComposerTicket,
  address: string,
  onAdded: (words: string) => void,
): CertificateWork {
  const [outcome, setOutcome] = useState<string | null>(null);
  const [failure, setFailure] = useState<Told | null>(null);
  const [looking, setLooking] = useState(false);
  const run = (work: () => Promise<CameOf>): void => {
    setOutcome(null);
    setFailure(null);
    work()
      .then(
        ({ added, words }) => (added ? onAdded(words) : setOutcome(words)),
        (error: unknown) => setFailure(failureOf(error)),
      )
      .finally(() => setLooking(false));
  };
  return {
    outcome,
    failure,
    looking,
    give: (file) =>
      run(async () => {
        const body = { ticket, address, file: await octetsOf(file) };
        return givenWords((await request("composer/add-certificate", body)).outcome, address);
      }),
    askAuthority: () =>
      run(async () => {
        await request("composer/ask-authority", { ticket, address });
        return givenWords("asked", address);
      }),
    forget: () => {
      setOutcome(null);
      setFailure(null);
    },
    lookUp: () => {
      if (looking) return;
      setLooking(true);
      run(async () => foundWords(await request("composer/look-up", { ticket, address }), address));
    },
    askLookUp: () =>
      run(async () => {
        await request("composer/ask-look-up", { ticket });
        return askedLookUp();
      }),
  };
}
