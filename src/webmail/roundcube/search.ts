/** Finds messages by Message-ID. Candidates only: whoever asks must compare what he gets. */
import { listedUids } from "./answer.ts";
import { list, type Server } from "./server.ts";

/** More copies of one Message-ID than this are not looked at. */
const MAX_CANDIDATES = 8;
/** Printable ASCII that IMAP takes inside quotes and Roundcube passes on: it strips what looks like a tag. */
const SEARCHABLE = /^[!#-;=?-[\]-~]{1,250}$/;

/**
 * UIDs in one folder, newest first; none if the identifier cannot be searched for.
 * @throws SmimeError webmail/offline, webmail/signed-out, webmail/changed
 */
export async function findByMessageId(
  server: Server,
  mailbox: string,
  messageId: string,
  signal: AbortSignal,
): Promise<readonly string[]> {
  if (!SEARCHABLE.test(messageId)) return [];
  const query = { _mbox: mailbox, _q: "", _filter: `HEADER MESSAGE-ID "${messageId}"`, _scope: "base" };
  const answer = await list(server, "search", query, signal);
  return [...new Set(listedUids(answer))].toSorted((a, b) => Number(b) - Number(a)).slice(0, MAX_CANDIDATES);
}
