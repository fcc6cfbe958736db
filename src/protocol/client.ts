/** How pages and content scripts ask the worker. */
import { originOf } from "../platform/attested-sender.ts";
import { extensionOrigin, isOrphaned, isOwnPage, onMessage, sendMessage } from "../platform/runtime.ts";
import { isSmimeError, SmimeError } from "../smime/errors.ts";
import {
  decodeAnnouncement,
  decodeAnswer,
  decodePieceAnswer,
  encodeBring,
  encodeFetch,
  encodePackedRequest,
  encodeRequest,
} from "./codec.ts";
import { type Bytes, newParcel, packed, type Parcel, parcelsIn, piecesOf, unpacked } from "./parcels.ts";
import type { Announcements, Body, Reply, RequestName } from "./protocol.ts";
import { REPEATABLE } from "./repeatable.ts";

/** Browsers put a dead extension context into words only. */
const CONTEXT_GONE = /context invalidated|extension context|dead object/i;

/** @throws SmimeError protocol/interrupted, protocol/orphaned */
async function send(message: unknown): Promise<unknown> {
  try {
    return await sendMessage(message);
  } catch (cause) {
    const gone = isOrphaned() || (cause instanceof Error && CONTEXT_GONE.test(cause.message));
    throw new SmimeError(gone ? "protocol/orphaned" : "protocol/interrupted", {}, { cause });
  }
}

async function bring(parcel: Parcel, content: Bytes): Promise<void> {
  for (const { from, to } of piecesOf(content.length))
    decodePieceAnswer(await send(encodeBring({ ...parcel, from, octets: content.slice(from, to) })));
}

async function fetchParcel({ parcel, size }: Parcel): Promise<Bytes> {
  const content = new Uint8Array(size);
  for (const { from } of piecesOf(size)) content.set(decodePieceAnswer(await send(encodeFetch(parcel, from))), from);
  return content;
}

/** What is large goes before the request and comes after the answer, in pieces. */
async function inPieces<K extends RequestName>(name: K, body: Body<K>): Promise<unknown> {
  const brought: (readonly [Parcel, Bytes])[] = [];
  const slim = packed(body, (octets) => {
    const parcel = newParcel(octets);
    brought.push([parcel, octets]);
    return parcel;
  });
  for (const [parcel, content] of brought) await bring(parcel, content);
  const answer = await send(encodePackedRequest(name, slim));
  const fetched = new Map<string, Bytes>();
  for (const parcel of parcelsIn(answer)) fetched.set(parcel.parcel, await fetchParcel(parcel));
  return unpacked(answer, ({ parcel }) => fetched.get(parcel) ?? null);
}

async function ask<K extends RequestName>(name: K, body: Body<K>): Promise<Reply<K>> {
  if (isOrphaned()) throw new SmimeError("protocol/orphaned", {});
  const answer = isOwnPage() ? inPieces(name, body) : send(encodeRequest(name, body));
  return decodeAnswer(name, await answer);
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
    if (isSmimeError(error, "protocol/interrupted") && REPEATABLE[name]) return ask(name, body);
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
