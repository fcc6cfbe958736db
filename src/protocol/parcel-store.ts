/** The parcels that the worker has: on their way in, or waiting to be sent for. In memory, each for one document alone. */
import { SmimeError } from "../smime/errors.ts";
import { type Bytes, newParcel, type Parcel, PARCEL_LIMITS, PIECE } from "./parcels.ts";

export interface Piece extends Parcel {
  readonly from: number;
  readonly octets: Bytes;
}

interface Held {
  readonly owner: string;
  readonly octets: Bytes;
  /** So many octets have come, or have been sent for, from the first on. */
  done: number;
}

export class ParcelStore {
  readonly #held = new Map<string, Held>();

  #keep(parcel: string, held: Held): void {
    const { one, all } = PARCEL_LIMITS;
    if (held.octets.length > one) throw new SmimeError("protocol/malformed", { request: "parcel" });
    this.#held.set(parcel, held);
    let sum = [...this.#held.values()].reduce((octets, other) => octets + other.octets.length, 0);
    for (const [oldest, { octets }] of this.#held) {
      if (sum <= all) return;
      sum -= octets.length;
      this.#held.delete(oldest);
    }
  }

  #of(owner: string, parcel: string): Held {
    const held = this.#held.get(parcel);
    if (held?.owner !== owner) throw new SmimeError("protocol/interrupted", {});
    return held;
  }

  /**
   * Takes a piece in; they come in order. @throws SmimeError protocol/interrupted where the ones before are gone,
   * protocol/malformed for what is no piece of it
   */
  bring(owner: string, { parcel, size, from, octets }: Piece): void {
    if (size < 0 || size > PARCEL_LIMITS.one) throw new SmimeError("protocol/malformed", { request: "parcel" });
    if (from === 0 && !this.#held.has(parcel)) this.#keep(parcel, { owner, octets: new Uint8Array(size), done: 0 });
    const held = this.#of(owner, parcel);
    const fits = held.octets.length === size && from === held.done && from + octets.length <= size;
    if (!fits) throw new SmimeError("protocol/malformed", { request: "parcel" });
    held.octets.set(octets, from);
    held.done += octets.length;
  }

  /** What was brought whole; it is gone from here then. Null where it was not. */
  take(owner: string, { parcel, size }: Parcel): Bytes | null {
    const held = this.#held.get(parcel);
    if (held?.owner !== owner || held.done !== size || held.octets.length !== size) return null;
    this.#held.delete(parcel);
    return held.octets;
  }

  /** Keeps octets for one who sends for them. */
  hold(owner: string, octets: Bytes): Parcel {
    const named = newParcel(octets);
    this.#keep(named.parcel, { owner, octets, done: 0 });
    return named;
  }

  /** One piece of what is held; with the last it is gone from here. @throws SmimeError protocol/interrupted */
  fetch(owner: string, parcel: string, from: number): Bytes {
    const held = this.#of(owner, parcel);
    const piece = held.octets.slice(from, from + PIECE);
    held.done = from + piece.length;
    if (held.done >= held.octets.length) this.#held.delete(parcel);
    return piece;
  }
}
