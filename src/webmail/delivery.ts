/** Hands sealed copies to the webmail one after the other, and tells the composer about each. Never sends one twice. */
import type { FromPage, SealedCopy } from "../protocol/protocol.ts";
import { isSmimeError } from "../smime/errors.ts";
import type { Transport } from "./adapter.ts";

/** Stops at the first failure: the person decides what becomes of the rest. */
export async function deliver(
  transport: Transport,
  copies: readonly SealedCopy[],
  tellComposer: (message: FromPage) => void,
  signal: AbortSignal,
): Promise<void> {
  for (const [copy, sealed] of copies.entries()) {
    try {
      await transport(sealed, (step) => tellComposer({ kind: "progress", step }), signal);
    } catch (error) {
      return tellComposer({ kind: "send-failed", copy, failure: failureOf(error) });
    }
    tellComposer({ kind: "sent", copy });
  }
}

function failureOf(error: unknown): { code: string; detail: unknown } {
  if (isSmimeError(error)) return { code: error.code, detail: error.detail };
  return { code: "internal/fault", detail: { where: "webmail/delivery" } };
}
