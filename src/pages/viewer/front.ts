/** The message in front: the ticket's own, or one attached to it, or to that; and the way in and back. */
import { useEffect, useState } from "preact/hooks";
import { request } from "../../protocol/client.ts";
import { DEEPEST_ATTACHED } from "../../protocol/shapes.ts";
import type { MessageReport } from "../../smime/verdict/vocabulary.ts";
import { failureOf, type Told } from "../ui/sentences.ts";
import type { Redeemed } from "./redemption.ts";

export interface Front extends Redeemed {
  /** Indices of attachments, from the outermost message; empty for that one itself. */
  readonly inside: readonly number[];
  /** What is said of the messages it came in, from the outermost. */
  readonly around: readonly MessageReport[];
}

export interface Walk {
  readonly front: Front;
  /** The attachment that is being opened; null while nothing is. */
  readonly opening: number | null;
  readonly failure: Told | null;
  /** The attachment that was left by going back, whose button gets the focus again; null at first. */
  readonly left: number | null;
  readonly canGoDeeper: boolean;
  readonly open: (index: number) => void;
  readonly back: () => void;
}

interface Stack {
  /** As it was redeemed when the others were opened. */
  readonly message: Redeemed;
  readonly fronts: readonly Front[];
}

/** A stack of messages. It falls back to the outermost whenever that is redeemed anew: its keys may be gone. */
export function useFront(message: Redeemed): Walk {
  const [held, setHeld] = useState<Stack>({ message, fronts: [] });
  const [opening, setOpening] = useState<number | null>(null);
  const [failure, setFailure] = useState<Told | null>(null);
  const [left, setLeft] = useState<number | null>(null);
  useEffect(() => setFailure(null), [message]);
  const stack = held.message === message ? held.fronts : [];
  const front = stack.at(-1) ?? { ...message, inside: [], around: [] };
  const open = (index: number): void => {
    const inside = [...front.inside, index];
    setOpening(index);
    setFailure(null);
    request("viewer/attached", { ticket: message.ticket, inside })
      .then(({ report, content }) => {
        const around = [...front.around, front.report];
        setHeld({ message, fronts: [...stack, { ...message, report, content, alone: true, inside, around }] });
      })
      .catch((error: unknown) => setFailure(failureOf(error)))
      .finally(() => setOpening(null));
  };
  const back = (): void => {
    setLeft(front.inside.at(-1) ?? null);
    setHeld({ message, fronts: stack.slice(0, -1) });
  };
  return { front, opening, failure, left, canGoDeeper: front.inside.length < DEEPEST_ATTACHED, open, back };
}
