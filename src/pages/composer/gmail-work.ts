/** Hands sealed copies to the worker, which sends them through Gmail: one after the other, up to the first that fails. */
import { request } from "../../protocol/client.ts";
import type { ComposerTicket, SealedCopy } from "../../protocol/protocol.ts";
import { failureOf } from "../ui/sentences.ts";
import type { SendEvent } from "./send-flow.ts";

/** `again`: the person chose to risk that the first of these arrives twice. */
export async function sendThroughGmail(
  ticket: ComposerTicket,
  copies: readonly SealedCopy[],
  again: boolean,
  dispatch: (event: SendEvent) => void,
): Promise<void> {
  for (const [copy, { raw }] of copies.entries()) {
    try {
      dispatch({ kind: "progress", transport: "sending" });
      await request("gmail/send", { ticket, raw, again: again && copy === 0 });
    } catch (error) {
      return dispatch({ kind: "copy-failed", failure: sendFailure(error) });
    }
    dispatch({ kind: "copy-sent", copy });
  }
}

/** Where the worker went away twice, nobody knows how far it came. */
function sendFailure(error: unknown): ReturnType<typeof failureOf> {
  const failure = failureOf(error);
  const lost = failure.code === "protocol/interrupted" || failure.code === "internal/fault";
  return lost ? { code: "webmail/outcome-unknown", detail: {} } : failure;
}
