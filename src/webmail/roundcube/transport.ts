/**
 * Sends a sealed message through Roundcube without a plug-in: the core's *import* files it, the core's *resend* puts
 * it on the wire with a block of Resent- fields before it, unchanged. It is resent only after the filed copy was read
 * back and compared. It must never send anything twice, nor anything that differs.
 */
import { isSmimeError, SmimeError } from "../../smime/errors.ts";
import type { Bytes, SealedMessage, TransportStep } from "../adapter.ts";
import { messageIdOf } from "./header-field.ts";
import { fetchRawMessage } from "./raw-message.ts";
import { findByMessageId } from "./search.ts";
import { change, post, type Server } from "./server.ts";

/** Where the copy is filed, and as whom it is sent. */
export interface Route {
  readonly mailbox: string;
  /** Roundcube's number of the identity. */
  readonly identity: string;
  /** Octets the server takes in one file; null if it does not say. */
  readonly maxFileSize: number | null;
}

/**
 * Resolves once the message left. A copy that is not to be filed is removed again, as is any copy that was not sent.
 * After it left nothing is reported any more: cleaning up is not worth a second sending.
 * @throws SmimeError webmail/too-large, import-refused, copy-not-found, copy-differs, send-refused, outcome-unknown,
 *   signed-out, offline, changed; draft/bad-address
 */
export async function transport(
  server: Server,
  message: SealedMessage,
  route: Route,
  onStep: (step: TransportStep) => void,
  signal: AbortSignal,
): Promise<void> {
  const recipients = envelopeOf(message.recipients);
  onStep("filing");
  const filed =
    (await findCopy(server, message, route.mailbox, signal)) ?? (await file(server, message, route, signal));
  onStep("comparing");
  const uid = filed ?? (await compare(server, message, route.mailbox, signal));
  onStep("sending");
  signal.throwIfAborted();
  await resend(server, uid, recipients, route);
  onStep("cleaning");
  await settle(server, uid, message.filed, route.mailbox);
}

/** Roundcube splits the list at commas and shows it in Resent-To, so only bare addresses without quoting may go in. */
function envelopeOf(recipients: readonly string[]): string {
  if (recipients.length === 0) throw new SmimeError("draft/no-recipient", {});
  for (const address of recipients) {
    if (!/^[^\s@,;:<>"()[\]\\]+@[^\s@,;:<>"()\\]+$/.test(address))
      throw new SmimeError("draft/bad-address", { address });
  }
  return recipients.join(",");
}

/** A copy that an earlier attempt filed is used again. Null if there is none. */
async function findCopy(
  server: Server,
  message: SealedMessage,
  mailbox: string,
  signal: AbortSignal,
): Promise<string | null> {
  for (const uid of await findByMessageId(server, mailbox, message.messageId, signal)) {
    if (sameMessage(await fetchRawMessage(server, uid, mailbox, signal), message.raw)) return uid;
  }
  return null;
}

async function file(server: Server, message: SealedMessage, route: Route, signal: AbortSignal): Promise<null> {
  const size = message.raw.length;
  if (route.maxFileSize !== null && size > route.maxFileSize) {
    throw new SmimeError("webmail/too-large", { size, limit: route.maxFileSize });
  }
  const form = new FormData();
  form.append("_file[]", new Blob([message.raw], { type: "message/rfc822" }), "message.eml");
  const outcome = await post(server, "import", { _mbox: route.mailbox, _remote: "1" }, form, { signal });
  if (outcome.kind === "refused") throw new SmimeError("webmail/import-refused", { reason: outcome.reason });
  return null;
}

/** The UID of the filed copy. One that came out different is removed. */
async function compare(server: Server, message: SealedMessage, mailbox: string, signal: AbortSignal): Promise<string> {
  let found: number | null = null;
  for (const uid of await findByMessageId(server, mailbox, message.messageId, signal)) {
    const copy = await fetchRawMessage(server, uid, mailbox, signal);
    if (sameMessage(copy, message.raw)) return uid;
    if (messageIdOf(copy) !== message.messageId) continue;
    found = copy.length;
    await remove(server, uid, mailbox);
  }
  if (found === null) throw new SmimeError("webmail/copy-not-found", {});
  throw new SmimeError("webmail/copy-differs", { expected: message.raw.length, found });
}

/** White space at the very end is not compared: Roundcube's import drops it, and no signature reaches that far. */
export function sameMessage(a: Bytes, b: Bytes): boolean {
  const length = lengthWithoutTrailingSpace(a);
  if (length !== lengthWithoutTrailingSpace(b)) return false;
  for (let i = 0; i < length; i++) if (a[i] !== b[i]) return false;
  return true;
}

/** What PHP's `rtrim` removes: space, tab, line feed, carriage return, NUL, vertical tab. */
const TRIMMED = new Set([0x20, 0x09, 0x0a, 0x0d, 0x00, 0x0b]);

function lengthWithoutTrailingSpace(octets: Bytes): number {
  let length = octets.length;
  while (length > 0 && TRIMMED.has(octets[length - 1] ?? -1)) length--;
  return length;
}

/** `_store_target` empty: another copy would hold the Resent- fields, and a Resent-Bcc. */
async function resend(server: Server, uid: string, recipients: string, route: Route): Promise<void> {
  const parameters = {
    _from: route.identity,
    _to: recipients,
    _cc: "",
    _bcc: "",
    _uid: uid,
    _mbox: route.mailbox,
    _store_target: "",
  };
  const outcome = await change(server, "bounce", parameters).catch((error: unknown) => {
    // A refused session is a certain no. Anything else that is not an answer leaves open whether the message left.
    throw isSmimeError(error, "webmail/signed-out")
      ? error
      : new SmimeError("webmail/outcome-unknown", {}, { cause: error });
  });
  if (outcome.kind === "confirmed") return;
  // Roundcube's report of a connection to the mail server that broke while the message was on its way.
  if (outcome.reason.includes("[-1]")) throw new SmimeError("webmail/outcome-unknown", {});
  await remove(server, uid, route.mailbox);
  throw new SmimeError("webmail/send-refused", { reason: outcome.reason });
}

async function settle(server: Server, uid: string, keep: boolean, mailbox: string): Promise<void> {
  if (!keep) return await remove(server, uid, mailbox);
  await quietly(change(server, "mark", { _uid: uid, _mbox: mailbox, _flag: "read", _quiet: "1" }));
}

async function remove(server: Server, uid: string, mailbox: string): Promise<void> {
  await quietly(change(server, "delete", { _uid: uid, _mbox: mailbox }));
}

/** A copy too many or a flag too few is for the person to see in the folder, not a reason to doubt the sending. */
async function quietly(request: Promise<unknown>): Promise<void> {
  await request.catch(() => undefined);
}
