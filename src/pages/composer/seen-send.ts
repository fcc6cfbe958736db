/** Sends only what the person can see: all of `whole`. `settle` hands over what was typed last. */
import { useRef, useState } from "preact/hooks";
import { usePlainSight } from "./in-plain-sight.ts";
import type { Sending } from "./send-work.ts";

export function useSend<E extends HTMLElement>(sending: Sending, obstacle: string | null, settle = (): void => {}) {
  const whole = useRef<E>(null);
  const inPlainSight = usePlainSight(whole);
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
