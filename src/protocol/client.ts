/** How pages and content scripts ask the worker. */
import { originOf } from "../platform/attested-sender.ts";
import { extensionOrigin, isOrphaned, onMessage, sendMessage } from "../platform/runtime.ts";
import { isSmimeError, SmimeError } from "../smime/errors.ts";
import { decodeAnnouncement, decodeAnswer, encodeRequest } from "./codec.ts";
import type { Announcements, Body, Reply, RequestName } from "./protocol.ts";
import { REQUESTS } from "./requests.ts";

/** Browsers put a dead extension context into words only. */
const CONTEXT_GONE = /context invalidated|extension context|dead object/i;

async function ask<K extends RequestName>(name: K, body: Body<K>): Promise<Reply<K>> {
  if (isOrphaned()) throw new SmimeError("protocol/orphaned", {});
  let answer: unknown;
  try {
    answer = await sendMessage(encodeRequest(name, body));
  } catch (cause) {
    const gone = isOrphaned() || (cause instanceof Error && CONTEXT_GONE.test(cause.message));
    throw new SmimeError(gone ? "protocol/orphaned" : "protocol/interrupted", {}, { cause });
  }
  return decodeAnswer(name, answer);
}

/**
 * Asks the worker and waits for its reply. A request that died with the worker is asked once more where that changes
 * nothing; the browser starts a new worker for it.
 * @throws SmimeError the worker's failure, protocol/interrupted, protocol/orphaned or protocol/malformed
 */
export async function request<K extends RequestName>(name: K, body: Body<K>): Promise<Reply<K>> {
  try {
    return await ask(name, body);
  } catch (error) {
    if (isSmimeError(error, "protocol/interrupted") && REQUESTS[name].repeatable) return ask(name, body);
    throw error;
  }
}

/** Hears the worker's announcements. Only a document of ours without a tab can be the worker. */
export function onAnnouncement<K extends keyof Announcements>(
  name: K,
  listener: (body: Announcements[K]) => void,
  signal: AbortSignal,
): void {
  onMessage((message, sender) => {
    const origin = sender.origin ?? (sender.url === null ? null : originOf(sender.url));
    if (sender.tabId !== null || (origin !== null && origin !== extensionOrigin())) return;
    const body = decodeAnnouncement(name, message);
    if (body) listener(body);
  }, signal);
}
