/** Sends only what the person can see: all of `whole`. `settle` hands over what was typed last. */
import { useRef, useState } from "preact/hooks";
import { usePlainSight } from "./in-plain-sight.ts";
import type { SendingFlow } from "./send-work.ts";

/** Ctrl+Enter or ⌘+Enter; it does nothing else then. */
export function isSend(event: KeyboardEvent): boolean {
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return false;
  event.preventDefault();
  return true;
}

export function useSend<E extends HTMLElement>(sending: SendingFlow, obstacle: string | null, settle = (): void => {}) {
  const whole = useRef<E>(null);
  const inPlainSight = usePlainSight(whole, sending.state.step === "writing");
  const [covered, setCovered] = useState(false);
  const send = async (): Promise<void> => {
    if (obstacle !== null) return;
    const seen = await inPlainSight();
    setCovered(!seen);
    if (!seen) return;
    settle();
    sending.send();
  };
  return { whole, covered, send: () => void send() };
}
