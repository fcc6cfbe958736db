/** The octets of a message as delivered, by Roundcube's own "download (.eml)". */
import { SmimeError } from "../../smime/errors.ts";
import type { Bytes } from "../adapter.ts";
import { readEnvironment } from "./environment.ts";
import { request, type Server } from "./server.ts";

/** A browser refuses messages between its own processes from 64 MiB on. */
export const MAX_RAW_MESSAGE = 60 * 1024 * 1024;

/**
 * `_save` is what makes Roundcube send the octets untouched: without it line ends are rewritten and white space at the
 * end of lines is lost. Its errors and its login page come with status 200, so only an attachment is believed.
 * @throws SmimeError webmail/raw-message-unavailable, webmail/signed-out, webmail/too-large, webmail/offline
 */
export async function fetchRawMessage(
  server: Server,
  uid: string,
  mailbox: string,
  signal: AbortSignal,
): Promise<Bytes> {
  const response = await request(server, "viewsource", { _uid: uid, _mbox: mailbox, _save: "1" }, { signal });
  if (!isAttachment(response)) throw await unavailable(response);
  const announced = Number(response.headers.get("content-length") ?? 0);
  if (announced > MAX_RAW_MESSAGE) {
    await response.body?.cancel();
    throw new SmimeError("webmail/too-large", { size: announced, limit: MAX_RAW_MESSAGE });
  }
  const octets = await octetsOf(response, signal);
  // A message that was deleted meanwhile is an attachment of no octets.
  if (octets.length === 0) throw new SmimeError("webmail/raw-message-unavailable", { status: response.status });
  return octets;
}

function isAttachment(response: Response): boolean {
  const disposition = response.headers.get("content-disposition") ?? "";
  const type = response.headers.get("content-type") ?? "";
  return response.ok && /^\s*attachment\b/i.test(disposition) && !/html|json/i.test(type);
}

/** In Firefox the buffer belongs to the page, and its octets can only be had by cloning it into this script's world. */
async function octetsOf(response: Response, signal: AbortSignal): Promise<Bytes> {
  try {
    return new Uint8Array(structuredClone(await response.arrayBuffer()));
  } catch (cause) {
    signal.throwIfAborted();
    throw new SmimeError("webmail/offline", {}, { cause });
  }
}

async function unavailable(response: Response): Promise<SmimeError> {
  const page = await response.text().catch(() => "");
  if (response.status === 403 || readEnvironment(page)?.task === "login") {
    return new SmimeError("webmail/signed-out", {});
  }
  return new SmimeError("webmail/raw-message-unavailable", { status: response.status });
}
