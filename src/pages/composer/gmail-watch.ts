/** How the sender stands with Gmail, for letters that leave that way; asked again whenever it may have changed. */
import { useEffect, useState } from "preact/hooks";
import { onAnnouncement, request } from "../../protocol/client.ts";
import type { GmailConnection, SignatureDefault } from "../../protocol/gmail.ts";
import { failureOf, type Told } from "../ui/sentences.ts";
import type { Commission } from "./redemption.ts";

export interface GmailStanding {
  readonly connection: GmailConnection;
  readonly signature: SignatureDefault;
}

export type SignatureChoice = "clear" | "opaque" | null;

export interface GmailWatch {
  /** Null for a letter that leaves another way, and until the worker has answered. */
  readonly standing: GmailStanding | null;
  readonly failure: Told | null;
  /** Opens the browser-owned window that connects the account. */
  readonly connect: () => void;
  /** How a signature without encryption travels; null while the person left it to Waxwing. */
  readonly form: SignatureChoice;
  readonly chooseForm: (form: SignatureChoice) => void;
}

export function leavesThroughGmail({ context }: Commission): boolean {
  return context.delivery.kind === "gmail-api";
}

export function useGmail(commission: Commission, from: string): GmailWatch {
  const { ticket } = commission;
  const asked = leavesThroughGmail(commission);
  const [standing, setStanding] = useState<GmailStanding | null>(null);
  const [failure, setFailure] = useState<Told | null>(null);
  const [form, chooseForm] = useState<SignatureChoice>(null);
  useEffect(() => {
    if (!asked) return undefined;
    const lifetime = new AbortController();
    const fail = (error: unknown): void => setFailure(failureOf(error));
    const ask = async (): Promise<void> => {
      const reply = await request("gmail/connection", { ticket, from });
      if (lifetime.signal.aborted) return;
      setStanding(reply);
      setFailure(null);
    };
    ask().catch(fail);
    onAnnouncement("gmail/changed", () => void ask().catch(fail), lifetime.signal);
    return () => lifetime.abort();
  }, [ticket, from, asked]);
  const connect = (): void => {
    request("gmail/ask", { ticket, from }).catch((error: unknown) => setFailure(failureOf(error)));
  };
  return { standing, failure, connect, form, chooseForm };
}
