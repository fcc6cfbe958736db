/** What the send flow asks of the worker, and of the webmail's side where that carries the copies, in order. */
import { useEffect, useReducer } from "preact/hooks";
import { onAnnouncement, request } from "../../protocol/client.ts";
import { failureOf } from "../ui/sentences.ts";
import { leavesThroughGmail, type SignatureChoice } from "./gmail-watch.ts";
import { sendThroughGmail } from "./gmail-work.ts";
import { draftOf, type Letter } from "./letter.ts";
import { eventFrom } from "./delivery-report.ts";
import { type Commission, tellHost } from "./redemption.ts";
import { saveSealed } from "./sealed-file.ts";
import { useSealingProgress } from "./sealing-progress.ts";
import { advance, copiesLeft, type SendEvent, type SendState, WRITING } from "./send-flow.ts";

type Dispatch = (event: SendEvent) => void;

/** What is sealed: the letter, and how a signature without encryption is to travel. */
export interface Sealable {
  readonly letter: Letter;
  readonly form: SignatureChoice;
  /** "draft/seal-apart" for another letter than the one that this composer is for. */
  readonly by: "draft/seal" | "draft/seal-apart";
}

async function seal(commission: Commission, { letter, form, by }: Sealable, dispatch: Dispatch): Promise<void> {
  const { ticket, context } = commission;
  try {
    const { copies } = await request(by, { ticket, draft: draftOf(letter), form });
    dispatch({ kind: context.delivery.kind === "file" ? "kept" : "sealed", copies });
  } catch (error) {
    const failure = failureOf(error);
    if (failure.code !== "vault/locked") return dispatch({ kind: "refused", failure });
    dispatch({ kind: "locked" });
    await request("vault/ask", {});
  }
}

/** The way of a letter, and what moves it on. */
export interface SendingFlow {
  readonly state: SendState;
  readonly send: () => void;
  readonly retry: () => void;
  readonly arrived: () => void;
  readonly back: () => void;
  /** Sealing ends, and the letter is as it was. */
  readonly callOff: () => void;
  /** How far sealing is, from 0 to 1; null where that is not known. */
  readonly fraction: number | null;
  /** The person goes to connect Gmail: once they have, this goes on. */
  readonly connecting: () => void;
  /** Asks for the unlock window once more. */
  readonly askAgain: () => void;
}

export interface Sending extends SendingFlow {
  /** The person has what they came for. */
  readonly finish: () => void;
}

function handOver(commission: Commission, state: SendState, dispatch: Dispatch): void {
  const copies = copiesLeft(state);
  if (!leavesThroughGmail(commission)) return tellHost(commission.port, { kind: "send", copies });
  const again = state.step === "sending" && state.again;
  void sendThroughGmail(commission.ticket, copies, again, dispatch);
}

/** Seals whenever the flow comes to that step, and hands over whenever it comes to sending. */
function useSteps(commission: Commission, sealable: Sealable, state: SendState, dispatch: Dispatch): void {
  const base = state.step === "sending" ? state.base : null;
  useEffect(() => {
    if (state.step !== "sealing") return undefined;
    let current = true;
    // What was called off may have been sealed all the same: it is an older letter by then.
    const tell: Dispatch = (event) => {
      if (current) dispatch(event);
    };
    seal(commission, sealable, tell).catch((error: unknown) => tell({ kind: "refused", failure: failureOf(error) }));
    return () => {
      current = false;
    };
  }, [state.step]);
  useEffect(() => {
    if (base !== null) handOver(commission, state, dispatch);
  }, [base]);
  useEffect(() => {
    if (state.step === "kept") saveSealed(state.copies);
  }, [state.step]);
}

export function useSending(commission: Commission, sealable: Sealable): SendingFlow {
  const [state, dispatch] = useReducer(advance, WRITING);
  const { port } = commission;
  useSteps(commission, sealable, state, dispatch);
  const fraction = useSealingProgress(commission, state.step === "sealing");
  useEffect(() => {
    const lifetime = new AbortController();
    const hear = ({ data }: MessageEvent<unknown>): void => {
      const event = eventFrom(data);
      if (event !== null) dispatch(event);
    };
    port.addEventListener("message", hear, { signal: lifetime.signal });
    port.start();
    onAnnouncement(
      "vault/changed",
      ({ state: kind }) => {
        if (kind === "unlocked") dispatch({ kind: "unlocked" });
      },
      lifetime.signal,
    );
    onAnnouncement(
      "gmail/changed",
      ({ connected }) => {
        if (connected) dispatch({ kind: "connected" });
      },
      lifetime.signal,
    );
    return () => lifetime.abort();
  }, [port]);
  return {
    state,
    send: () => dispatch({ kind: "send" }),
    retry: () => dispatch({ kind: "retry" }),
    arrived: () => dispatch({ kind: "arrived" }),
    back: () => dispatch({ kind: "back" }),
    callOff: () => {
      dispatch({ kind: "called-off" });
      // Nobody waits for it: what the worker seals now is thrown away in any case.
      request("draft/call-off", { ticket: commission.ticket }).catch(() => {});
    },
    fraction,
    connecting: () => dispatch({ kind: "connecting" }),
    askAgain: () =>
      void request("vault/ask", {}).catch((error: unknown) => dispatch({ kind: "refused", failure: failureOf(error) })),
  };
}
