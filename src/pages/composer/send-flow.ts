/**
 * The way of a letter from the button to the last copy sent, as states and events. Pure. Two things must hold: a copy
 * that left is never handed over again, and one whose fate is unknown only when the person says so.
 */
import type { SealedCopy, TransportStep } from "../../protocol/protocol.ts";
import type { Told } from "../ui/sentences.ts";

interface Delivery {
  readonly copies: readonly SealedCopy[];
  /** How many copies left; the next one has this index. */
  readonly sent: number;
}

export type SendState =
  | { readonly step: "writing"; readonly failure: Told | null }
  /** The keys are locked; goes on by itself once they are not. */
  | { readonly step: "unlocking" }
  | { readonly step: "sealing" }
  /**
   * `base`: whoever carries them counts copies from the first that they were handed this time. `again`: that one may
   * have left before, and the person chose to risk a second.
   */
  | ({
      readonly step: "sending";
      readonly base: number;
      readonly again: boolean;
      readonly transport: TransportStep | null;
    } & Delivery)
  /** `connecting`: the person went to connect Gmail, to have this letter leave. */
  | ({ readonly step: "stopped"; readonly failure: Told; readonly connecting?: true } & Delivery)
  /** The answer for the copy at `sent` never came. */
  | ({ readonly step: "unknown"; readonly failure: Told } & Delivery)
  | { readonly step: "sent" }
  /** Nobody carries the copies away: they were saved as files, and the person takes it from there. */
  | { readonly step: "kept"; readonly copies: readonly SealedCopy[] };

export type SendEvent =
  | { readonly kind: "send" }
  | { readonly kind: "locked" }
  | { readonly kind: "unlocked" }
  | { readonly kind: "sealed"; readonly copies: readonly SealedCopy[] }
  | { readonly kind: "kept"; readonly copies: readonly SealedCopy[] }
  | { readonly kind: "refused"; readonly failure: Told }
  | { readonly kind: "progress"; readonly transport: TransportStep }
  | { readonly kind: "copy-sent"; readonly copy: number }
  | { readonly kind: "copy-failed"; readonly failure: Told }
  /** Hand the copy that failed over again. Where its fate is unknown: the person chose to risk a second one. */
  | { readonly kind: "retry" }
  /** The person goes to connect Gmail. */
  | { readonly kind: "connecting" }
  /** Gmail was connected: goes on by itself, if the person went there for this letter. */
  | { readonly kind: "connected" }
  /** The person knows that the copy of unknown fate arrived. */
  | { readonly kind: "arrived" }
  /** The person does not want it sealed after all. */
  | { readonly kind: "called-off" }
  | { readonly kind: "back" };

const CONNECTABLE: ReadonlySet<string> = new Set([
  "gmail/not-connected",
  "gmail/not-allowed",
  "gmail/refused",
  "gmail/scope-missing",
  "gmail/wrong-account",
  "gmail/sign-in-failed",
  "gmail/no-client",
]);

export const WRITING: SendState = { step: "writing", failure: null };

/** The state with the copies that are left under way, or the end if none is. */
function deliver(copies: readonly SealedCopy[], sent: number, again = false): SendState {
  if (sent >= copies.length) return { step: "sent" };
  return { step: "sending", copies, sent, base: sent, again, transport: null };
}

function afterCopySent(state: SendState, copy: number): SendState {
  if (state.step !== "sending") return state;
  const sent = state.base + copy + 1;
  if (sent <= state.sent) return state;
  return sent >= state.copies.length ? { step: "sent" } : { ...state, sent, transport: null };
}

function afterCopyFailed(state: SendState, failure: Told): SendState {
  if (state.step !== "sending") return state;
  const { copies, sent } = state;
  return { step: failure.code === "webmail/outcome-unknown" ? "unknown" : "stopped", failure, copies, sent };
}

/** Back to the text is open only while no copy left: sealing anew would send those again. */
export function mayGoBack(state: SendState): boolean {
  return state.step === "unlocking" || state.step === "kept" || (state.step === "stopped" && state.sent === 0);
}

/** What a new connection to Gmail puts right. */
export function mendedByConnecting({ code }: Told): boolean {
  return CONNECTABLE.has(code);
}

export function advance(state: SendState, event: SendEvent): SendState {
  switch (event.kind) {
    case "send":
      return state.step === "writing" ? { step: "sealing" } : state;
    case "locked":
      return state.step === "sealing" ? { step: "unlocking" } : state;
    case "unlocked":
      return state.step === "unlocking" ? { step: "sealing" } : state;
    case "sealed":
      return state.step === "sealing" ? deliver(event.copies, 0) : state;
    case "kept":
      return state.step === "sealing" ? { step: "kept", copies: event.copies } : state;
    case "refused":
      return state.step === "sealing" || state.step === "unlocking"
        ? { step: "writing", failure: event.failure }
        : state;
    case "progress":
      return state.step === "sending" ? { ...state, transport: event.transport } : state;
    case "copy-sent":
      return afterCopySent(state, event.copy);
    case "copy-failed":
      return afterCopyFailed(state, event.failure);
    case "retry":
      return state.step === "stopped" || state.step === "unknown"
        ? deliver(state.copies, state.sent, state.step === "unknown")
        : state;
    case "connecting":
      return state.step === "stopped" && mendedByConnecting(state.failure) ? { ...state, connecting: true } : state;
    case "connected":
      return state.step === "stopped" && state.connecting ? deliver(state.copies, state.sent) : state;
    case "arrived":
      return state.step === "unknown" ? deliver(state.copies, state.sent + 1) : state;
    case "called-off":
      return state.step === "sealing" ? WRITING : state;
    case "back":
      return mayGoBack(state) ? WRITING : state;
  }
}

/** The copies that have not left. */
export function copiesLeft(state: SendState): readonly SealedCopy[] {
  return "sent" in state ? state.copies.slice(state.sent) : [];
}
