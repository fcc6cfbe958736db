/** How far the worker is with a letter that it seals. */
import { useEffect, useState } from "preact/hooks";
import { request } from "../../protocol/client.ts";
import type { Commission } from "./redemption.ts";

/** Milliseconds between two questions; a letter that is sealed sooner shows no progress. */
const PAUSE = 300;

/** From 0 to 1; null where nothing is sealed, or nothing is known yet. */
export function useSealingProgress({ ticket }: Commission, sealing: boolean): number | null {
  const [fraction, setFraction] = useState<number | null>(null);
  useEffect(() => {
    if (!sealing) return undefined;
    const ask = async (): Promise<void> => {
      const { fraction: known } = await request("draft/progress", { ticket });
      // Before and after the sealing itself its octets are on their way; what was told stays.
      setFraction((before) => known ?? before);
    };
    // A question that fails is asked again; the answer to the sealing itself tells what went wrong.
    const timer = setInterval(() => void ask().catch(() => {}), PAUSE);
    return () => {
      clearInterval(timer);
      setFraction(null);
    };
  }, [sealing]);
  return fraction;
}
