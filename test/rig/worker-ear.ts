/** Hears what content scripts ask the worker for a composer, beside the worker's own listener. */
import type { Worker } from "playwright-core";

interface Ears {
  deliveries?: unknown[];
  readonly chrome: { readonly runtime: { readonly onMessage: { addListener(hear: (message: Asked) => void): void } } };
}

interface Asked {
  readonly request?: string;
  readonly body?: { readonly delivery?: unknown };
}

/** From now on, until the worker stops. */
export function hearDeliveries(worker: Worker): Promise<void> {
  return worker.evaluate(() => {
    const ears = globalThis as unknown as Ears;
    const deliveries = (ears.deliveries ??= []);
    ears.chrome.runtime.onMessage.addListener(({ request, body }) => {
      if (request === "composer/open") deliveries.push(body?.delivery);
    });
  });
}

/** Who was to carry each draft away. */
export function deliveriesHeard(worker: Worker): Promise<readonly unknown[]> {
  return worker.evaluate(() => (globalThis as unknown as Ears).deliveries ?? []);
}
