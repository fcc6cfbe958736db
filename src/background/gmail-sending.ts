/** One sealed copy on its way through Gmail: at most one hand-over without the person's word, whatever dies meanwhile. */
import type { Bytes } from "../smime/bytes.ts";
import { isSmimeError, SmimeError } from "../smime/errors.ts";
import type { Claim } from "./gmail/sealed-ledger.ts";
import { resume, send } from "./gmail/upload.ts";
import { TokenRefused } from "./gmail/upload-answer.ts";
import type { Surroundings } from "./surroundings.ts";

export interface Outgoing {
  readonly raw: Bytes;
  readonly from: string;
  readonly thread: string | null;
}

/** Works with the account's token, and once more with another where Gmail does not take it. @throws SmimeError gmail/* */
async function withToken<T>(
  from: string,
  { connections }: Surroundings,
  work: (token: string) => Promise<T>,
): Promise<T> {
  try {
    return await work(await connections.token(from));
  } catch (error) {
    if (!(error instanceof TokenRefused)) throw error;
    await connections.forgetToken(from);
    const renewed = await connections.token(from);
    return work(renewed).catch((second: unknown) => {
      throw second instanceof TokenRefused ? new SmimeError("gmail/not-connected", { address: from }) : second;
    });
  }
}

/**
 * `opened` is told, before the message is handed over, of the upload that can be asked what became of it.
 * @throws SmimeError gmail/*, webmail/outcome-unknown
 */
export async function sendFrom(
  { raw, from, thread }: Outgoing,
  surroundings: Surroundings,
  opened: (session: string) => Promise<void> = async () => {},
): Promise<void> {
  await withToken(from, surroundings, (token) => send(surroundings.platform.fetch, { raw, thread, token, opened }));
}

interface Handing {
  readonly ticket: string;
  readonly raw: Bytes;
  /** The person knows that it may have left. */
  readonly again: boolean;
}

/** Whether an earlier hand-over came through, or comes through now. @throws SmimeError webmail/outcome-unknown */
async function cameThrough({ from, before }: Claim, handing: Handing, surroundings: Surroundings): Promise<boolean> {
  if (before.fate !== "handed") return false;
  const { raw, again } = handing;
  const { fetch } = surroundings.platform;
  try {
    const end = await withToken(from, surroundings, (token) => resume(fetch, { raw, token }, before.session));
    if (end === "gone" && !again) throw new SmimeError("webmail/outcome-unknown", {});
    return end === "sent";
  } catch (cause) {
    // What keeps Waxwing from asking says nothing of what was sent.
    throw again ? cause : new SmimeError("webmail/outcome-unknown", {}, { cause });
  }
}

async function deliver(claim: Claim, handing: Handing, surroundings: Surroundings): Promise<void> {
  const { ledger } = surroundings;
  const { ticket, raw } = handing;
  if (await cameThrough(claim, handing, surroundings)) return;
  const { from, thread, before } = claim;
  const opened = (session: string) => ledger.settle(ticket, raw, { fate: "handed", session });
  try {
    await sendFrom({ raw, from, thread }, surroundings, opened);
  } catch (error) {
    // Of an earlier hand-over this refusal says nothing.
    if (isSmimeError(error) && error.code !== "webmail/outcome-unknown") await ledger.settle(ticket, raw, before);
    throw error;
  }
}

/** @throws SmimeError protocol/forbidden, gmail/*, webmail/outcome-unknown */
export async function handOver(handing: Handing, surroundings: Surroundings): Promise<void> {
  const { ledger } = surroundings;
  const { ticket, raw } = handing;
  const claim = await ledger.claim(ticket, raw);
  if (claim === null) return;
  try {
    await deliver(claim, handing, surroundings);
    await ledger.settle(ticket, raw, { fate: "sent" });
  } finally {
    await ledger.release(raw);
  }
}
