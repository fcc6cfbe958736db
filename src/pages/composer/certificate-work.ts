/** Hands the worker a certificate file for one recipient, or has it ask about their authority, and says what came of it. */
import { useState } from "preact/hooks";
import { request } from "../../protocol/client.ts";
import type { CertificateOutcome, ComposerTicket } from "../../protocol/protocol.ts";
import { failureOf, type Told } from "../ui/sentences.ts";

export interface CertificateWork {
  readonly outcome: CertificateOutcome | null;
  readonly failure: Told | null;
  readonly give: (file: File) => void;
  readonly askAuthority: () => void;
}

/** What a certificate or a chain of them never exceeds: a file as long as that is something else. */
const LONGEST_FILE = 1024 * 1024;

async function octetsOf(file: File): Promise<Uint8Array<ArrayBuffer>> {
  const refusal: Told = { code: "file/too-large", detail: { size: file.size, limit: LONGEST_FILE } };
  if (file.size > LONGEST_FILE) throw refusal;
  return new Uint8Array(await file.arrayBuffer());
}

/** `onAdded`: somebody may be written to now who could not be before. */
export function useCertificateWork(ticket: ComposerTicket, address: string, onAdded: () => void): CertificateWork {
  const [outcome, setOutcome] = useState<CertificateOutcome | null>(null);
  const [failure, setFailure] = useState<Told | null>(null);
  const run = (work: () => Promise<CertificateOutcome>): void => {
    setOutcome(null);
    setFailure(null);
    work().then(
      (came) => {
        setOutcome(came);
        if (came === "added") onAdded();
      },
      (error: unknown) => setFailure(failureOf(error)),
    );
  };
  return {
    outcome,
    failure,
    give: (file) =>
      run(async () => {
        const body = { ticket, address, file: await octetsOf(file) };
        return (await request("composer/add-certificate", body)).outcome;
      }),
    askAuthority: () =>
      run(async () => {
        await request("composer/ask-authority", { ticket, address });
        return "asked";
      }),
  };
}
