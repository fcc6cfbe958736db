/**
 * How requests, answers and announcements are wrapped, and how what arrives is taken apart again. The one place where a
 * value from outside becomes a type.
 */
import { type Failure, isSmimeError, SmimeError } from "../smime/errors.ts";
import type { Announcements, Body, Reply, RequestName } from "./protocol.ts";
import type { Piece } from "./parcel-store.ts";
import { isParcel } from "./parcels.ts";
import { bytes, count } from "./shapes.ts";

/**
 * Octets that travel with every message. Where the browser sends JSON instead of structured clones they arrive as `{}`
 * or as an object of numbers: then nothing in the message can be believed to be what was sent.
 */
const PROBE: readonly number[] = [0x57, 0x58];

interface RequestEnvelope {
  readonly waxwing: "request";
  readonly probe: Uint8Array<ArrayBuffer>;
  readonly request: RequestName;
  readonly body: unknown;
  /** Who asks can send for parcels (`parcels.ts`). */
  readonly parcels?: true;
}

type AnswerEnvelope = { readonly waxwing: "answer"; readonly probe: Uint8Array<ArrayBuffer> } & (
  | { readonly reply: unknown }
  | { readonly failure: Failure }
);

interface AnnouncementEnvelope {
  readonly waxwing: "announcement";
  readonly name: keyof Announcements;
  readonly body: unknown;
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
}

function probeArrived(value: unknown): boolean {
  return bytes(value) && value.length === PROBE.length && PROBE.every((octet, i) => value[i] === octet);
}

/**
 * Cuts octets free from the buffer they are a view on. A structured clone carries the whole buffer behind a view:
 * needless megabytes at best, somebody else's plaintext at worst.
 */
export function detachViews(value: unknown): unknown {
  if (value instanceof Uint8Array) return value.byteLength === value.buffer.byteLength ? value : value.slice();
  if (Array.isArray(value)) return value.map((item) => detachViews(item));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, detachViews(item)]));
}

export function encodeRequest<K extends RequestName>(request: K, body: Body<K>): RequestEnvelope {
  return { waxwing: "request", probe: Uint8Array.from(PROBE), request, body: detachViews(body) };
}

/** `body`: with parcels in place of what is large. */
export function encodePackedRequest(request: RequestName, body: unknown): RequestEnvelope {
  return { waxwing: "request", probe: Uint8Array.from(PROBE), request, body: detachViews(body), parcels: true };
}

/** A piece of a parcel on its way to the worker, or the wish for one. */
export type PieceMessage =
  | ({ readonly waxwing: "bring"; readonly probe: Uint8Array<ArrayBuffer> } & Piece)
  | { readonly waxwing: "fetch"; readonly parcel: string; readonly from: number };

export function encodeBring(piece: Piece): PieceMessage {
  return { waxwing: "bring", probe: Uint8Array.from(PROBE), ...piece };
}

export function encodeFetch(parcel: string, from: number): PieceMessage {
  return { waxwing: "fetch", parcel, from };
}

/** Null: neither. @throws SmimeError protocol/malformed */
export function decodePiece(message: unknown): PieceMessage | null {
  const { waxwing, probe, parcel, size, from, octets } = fieldsOf(message);
  if (waxwing !== "bring" && waxwing !== "fetch") return null;
  const named = { parcel, size: waxwing === "fetch" ? 0 : size };
  if (!isParcel(named) || !count(from)) throw new SmimeError("protocol/malformed", { request: "parcel" });
  if (waxwing === "fetch") return { waxwing, parcel: named.parcel, from };
  if (!probeArrived(probe) || !bytes(octets)) throw new SmimeError("protocol/malformed", { request: "parcel" });
  return encodeBring({ ...named, from, octets });
}

/** The octets that a wish for a piece was answered with. @throws SmimeError as `decodeAnswer` */
export function decodePieceAnswer(message: unknown): Uint8Array<ArrayBuffer> {
  const { octets } = fieldsOf(replyIn("parcel", message));
  if (!bytes(octets)) throw new SmimeError("protocol/malformed", { request: "parcel" });
  return octets;
}

export function takesParcels(message: unknown): boolean {
  return fieldsOf(message)["parcels"] === true;
}

export interface OpenedRequest {
  readonly request: unknown;
  readonly body: unknown;
  /** False where the browser did not keep octets. */
  readonly isWhole: boolean;
}

/** Null: not a request at all. */
export function openRequest(message: unknown): OpenedRequest | null {
  const { waxwing, request, probe, body } = fieldsOf(message);
  return waxwing === "request" ? { request, body, isWhole: probeArrived(probe) } : null;
}

export function encodeReply<K extends RequestName>(reply: Reply<K>): AnswerEnvelope {
  return encodePackedReply(reply);
}

/** `reply`: with parcels in place of what is large, or the octets of one piece. */
export function encodePackedReply(reply: unknown): AnswerEnvelope {
  return { waxwing: "answer", probe: Uint8Array.from(PROBE), reply: detachViews(reply) };
}

/** Only code and detail cross; whatever is not one of our errors becomes a fault of `where`. */
export function encodeFailure(error: unknown, where: string): AnswerEnvelope {
  const failure = isSmimeError(error)
    ? ({ code: error.code, detail: error.detail } as Failure)
    : { code: "internal/fault" as const, detail: { where } };
  return { waxwing: "answer", probe: Uint8Array.from(PROBE), failure };
}

function replyIn(request: string, message: unknown): unknown {
  const fields = fieldsOf(message);
  if (fields["waxwing"] !== "answer") throw new SmimeError("protocol/interrupted", {});
  if (!probeArrived(fields["probe"])) throw new SmimeError("protocol/malformed", { request });
  if ("failure" in fields) {
    const { code, detail } = fields["failure"] as Failure;
    throw new SmimeError(code, detail);
  }
  return fields["reply"];
}

/**
 * @throws SmimeError the worker's failure; protocol/malformed where the browser did not keep octets;
 * protocol/interrupted where nothing answered
 */
export function decodeAnswer<K extends RequestName>(request: K, message: unknown): Reply<K> {
  return replyIn(request, message) as Reply<K>;
}

export function encodeAnnouncement<K extends keyof Announcements>(
  name: K,
  body: Announcements[K],
): AnnouncementEnvelope {
  return { waxwing: "announcement", name, body };
}

/** The body of an announcement of this name; null for any other message. */
export function decodeAnnouncement<K extends keyof Announcements>(name: K, message: unknown): Announcements[K] | null {
  const fields = fieldsOf(message);
  if (fields["waxwing"] !== "announcement" || fields["name"] !== name) return null;
  return fieldsOf(fields["body"]) as unknown as Announcements[K];
}
