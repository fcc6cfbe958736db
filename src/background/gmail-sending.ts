/** One sealed copy on its way through Gmail: at most one hand-over without the person's word, whatever dies meanwhile. */
import { isSmimeError, SmimeError } from "../smime/errors.ts";
import type { Bytes } from "../smime/bytes.ts";
import { send, TokenRefused } from "./gmail/upload.ts";
import type { Surroundings } from "./surroundings.ts";

export interface Outgoing {
  readonly raw: Bytes;
  readonly from: string;
  readonly thread: string | null;
}

/** @throws SmimeError gmail/*, webmail/outcome-unknown */
export async function sendFrom(outgoing: Outgoing, { connections, platform }: Surroundings): Promise<void> {
  const { raw, from, thread } = outgoing;
  const token = await connections.token(from);
  try {
    await send(platform.fetch, { raw, thread, token });
  } catch (error) {
    if (!(error instanceof TokenRefused)) throw error;
    await connections.forgetToken(from);
    const renewed = await connections.token(from);
    await send(platform.fetch, { raw, thread, token: renewed }).catch((second: unknown) => {
      throw second instanceof TokenRefused ? new SmimeError("gmail/not-connected", { address: from }) : second;
    });
  }
}

interface Handing {
  readonly ticket: string;
  readonly raw: Bytes;
  readonly again: boolean;
}

/** @throws SmimeError protocol/forbidden, gmail/*, webmail/outcome-unknown */
export async function handOver({ ticket, raw, again }: Handing, surroundings: Surroundings): Promise<void> {
  const { ledger } = surroundings;
  const claim = await ledger.claim(ticket, raw, again);
  if (claim === null) return;
  const { from, thread, before } = claim;
  try {
    await sendFrom({ raw, from, thread }, surroundings);
  } catch (error) {
    // Of an earlier hand-over this refusal says nothing.
    if (isSmimeError(error) && error.code !== "webmail/outcome-unknown") await ledger.settle(ticket, raw, before);
    throw error;
  }
  await ledger.settle(ticket, raw, "sent");
}
