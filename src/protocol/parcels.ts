/**
 * Octets too many for one message, between the worker and our own pages. A browser passes at most 64 MiB at once, and
 * holds up everything else in a page while it copies them; so they go in pieces, and the message names them only.
 */
import { SmimeError } from "../smime/errors.ts";

export type Bytes = Uint8Array<ArrayBuffer>;

/** Octets of one piece; what has no more than that travels in the message itself. */
export const PIECE = 1024 * 1024;
/** Octets of one parcel, and of all that the worker keeps: those that came first go first. */
export const PARCEL_LIMITS = { one: 128 * 1024 * 1024, all: 384 * 1024 * 1024 } as const;

/** Stands in a message where the octets belong. */
export interface Parcel {
  /** 32 hexadecimal digits, drawn by lot by whoever sends it. */
  readonly parcel: string;
  readonly size: number;
}

export function newParcel(octets: Bytes): Parcel {
  return { parcel: crypto.randomUUID().replaceAll("-", ""), size: octets.length };
}

export function isParcel(value: unknown): value is Parcel {
  if (typeof value !== "object" || value === null || ArrayBuffer.isView(value)) return false;
  if (!("parcel" in value && "size" in value) || Object.keys(value).length !== 2) return false;
  const { parcel, size } = value;
  return typeof parcel === "string" && /^[0-9a-f]{32}$/.test(parcel) && Number.isSafeInteger(size);
}

function isLarge(value: unknown): value is Bytes {
  return value instanceof Uint8Array && value.length > PIECE;
}

/** The same value with another in place of each that `change` has one for. */
function exchanged(value: unknown, change: (value: unknown) => unknown): unknown {
  const other = change(value);
  if (other !== undefined) return other;
  if (Array.isArray(value)) return value.map((item) => exchanged(item, change));
  if (typeof value !== "object" || value === null || ArrayBuffer.isView(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, exchanged(item, change)]));
}

/** Takes what is large out of a message; `hold` keeps it until it is sent for. */
export function packed(message: unknown, hold: (octets: Bytes) => Parcel): unknown {
  return exchanged(message, (value) => (isLarge(value) ? hold(value) : undefined));
}

export function parcelsIn(message: unknown): readonly Parcel[] {
  const found: Parcel[] = [];
  exchanged(message, (value) => {
    if (isParcel(value)) found.push(value);
    return undefined;
  });
  return found;
}

/** The message as it was packed. @throws SmimeError protocol/interrupted where octets went with the worker that had them */
export function unpacked(message: unknown, take: (parcel: Parcel) => Bytes | null): unknown {
  return exchanged(message, (value) => {
    if (!isParcel(value)) return undefined;
    const octets = take(value);
    if (octets === null) throw new SmimeError("protocol/interrupted", {});
    return octets;
  });
}

/** From where to where each piece goes. */
export function piecesOf(size: number): readonly { readonly from: number; readonly to: number }[] {
  return Array.from({ length: Math.ceil(size / PIECE) }, (_, i) => ({
    from: i * PIECE,
    to: Math.min((i + 1) * PIECE, size),
  }));
}
