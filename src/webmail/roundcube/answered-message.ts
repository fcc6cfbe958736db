/**
 * The message that a reply or forward on the compose page is about. Roundcube's page does not name its UID any more
 * once it is shown, only its Message-ID: it is searched for, and believed only if it bears that Message-ID.
 */
import type { Bytes } from "../adapter.ts";
import type { ComposeEnvironment } from "./environment.ts";
import { messageIdOf } from "./header-field.ts";
import { fetchRawMessage } from "./raw-message.ts";
import { findByMessageId } from "./search.ts";
import { change, type Server } from "./server.ts";

export interface AnsweredMessage {
  readonly uid: string;
  readonly mailbox: string;
  readonly raw: Bytes;
  /** What the webmail marks it with once the answer was sent. */
  readonly flag: "answered" | "forwarded";
}

/**
 * Null for a new message, and where the original is gone or has no Message-ID.
 * @throws SmimeError webmail/offline, webmail/signed-out, webmail/changed, webmail/too-large
 */
export async function findAnswered(
  server: Server,
  compose: ComposeEnvironment,
  mailbox: string,
  signal: AbortSignal,
): Promise<AnsweredMessage | null> {
  if (compose.originalMessageId === "") return null;
  const flag = compose.mode === "forward" ? "forwarded" : "answered";
  // A saved draft names its own folder; what it answers is most often in the inbox.
  for (const folder of new Set([mailbox, "INBOX"])) {
    for (const uid of await findByMessageId(server, folder, compose.originalMessageId, signal)) {
      const raw = await fetchRawMessage(server, uid, folder, signal);
      if (messageIdOf(raw) === compose.originalMessageId) return { uid, mailbox: folder, raw, flag };
    }
  }
  return null;
}

/** Never fails: the message was sent, and the flag is a courtesy. */
export async function markAnswered(server: Server, { uid, mailbox, flag }: AnsweredMessage): Promise<void> {
  await change(server, "mark", { _uid: uid, _mbox: mailbox, _flag: flag, _quiet: "1" }).catch(() => undefined);
}
