/**
 * Hands one sealed message to Gmail (users.messages.send by resumable upload) and says what became of it. Of an answer
 * that leaves open whether the message left it must never make one that says it did not.
 */
import { GMAIL_LIMIT } from "../../protocol/gmail.ts";
import type { Bytes } from "../../smime/bytes.ts";
import { SmimeError } from "../../smime/errors.ts";
import { ConversationGone, errorFor } from "./upload-answer.ts";
import { openSession, type Progress, UploadSession } from "./upload-session.ts";

export interface Upload {
  readonly raw: Bytes;
  readonly token: string;
  /** The conversation it belongs to; null for none. */
  readonly thread: string | null;
  /** Called before the message is handed over, with what `resume` takes; awaited. */
  readonly opened: (session: string) => Promise<void>;
}

/** Hand-overs in one session, each after the session was asked what is missing. */
const ROUNDS = 2;

/** @throws SmimeError gmail/*, webmail/outcome-unknown; TokenRefused, ConversationGone */
async function complete(session: UploadSession, raw: Bytes, received: number): Promise<void> {
  let progress: Progress = { kind: "partial", received };
  for (let round = 0; round < ROUNDS && progress.kind === "partial"; round++) {
    const answer = await session.put(raw, Math.min(progress.received, raw.length - 1));
    const known = answer.kind === "sent" || answer.kind === "refused";
    progress = known ? answer : await session.progress(raw.length);
  }
  if (progress.kind === "refused") throw errorFor(progress, raw.length);
  if (progress.kind !== "sent") throw new SmimeError("webmail/outcome-unknown", {});
}

/**
 * Sends the message once. A conversation that is gone is left out, for then nothing was sent.
 * @throws SmimeError gmail/*, webmail/outcome-unknown; TokenRefused
 */
export async function send(fetcher: typeof fetch, upload: Upload): Promise<void> {
  const { raw, token, thread, opened } = upload;
  const size = raw.length;
  if (size > GMAIL_LIMIT) throw new SmimeError("gmail/too-large", { size, limit: GMAIL_LIMIT });
  try {
    const session = await openSession(fetcher, { token, size, thread });
    await opened(session);
    await complete(new UploadSession(fetcher, token, session), raw, 0);
  } catch (error) {
    if (!(error instanceof ConversationGone)) throw error;
    if (thread === null) throw new SmimeError("gmail/send-refused", { status: 404, reason: "notFound" });
    await send(fetcher, { ...upload, thread: null });
  }
}

/**
 * Asks a session that was left in the middle, and completes it where it is not complete. "gone": it tells nothing any
 * more. @throws SmimeError gmail/*, webmail/outcome-unknown; TokenRefused
 */
export async function resume(
  fetcher: typeof fetch,
  { raw, token }: Pick<Upload, "raw" | "token">,
  path: string,
): Promise<"sent" | "gone"> {
  const session = new UploadSession(fetcher, token, path);
  const progress = await session.progress(raw.length);
  if (progress.kind === "unheard") throw new SmimeError("webmail/outcome-unknown", {});
  if (progress.kind === "unclear") return "gone";
  try {
    if (progress.kind === "partial") await complete(session, raw, progress.received);
    return "sent";
  } catch (error) {
    if (error instanceof ConversationGone) return "gone";
    throw error;
  }
}
