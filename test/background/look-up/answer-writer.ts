/** Answers of a resolver, well-formed or not. */
import { type Bytes, concat } from "../../../src/smime/bytes.ts";

export const SMIMEA = 53;
export const CNAME = 5;

/** QR, RD and RA: an answer without a fault. */
export const ANSWERED = 0x8180;
export const AUTHENTICATED = 0x0020;
export const NO_SUCH_NAME = ANSWERED | 3;

export function word(value: number): Bytes {
  return Uint8Array.of(value >> 8, value & 0xff);
}

/** A name without pointers. */
export function wireName(name: string): Bytes {
  const labels = name === "" ? [] : name.split(".");
  return new Uint8Array(
    Buffer.concat([...labels.map((one) => Buffer.from([one.length, ...Buffer.from(one)])), Buffer.of(0)]),
  );
}

/** A pointer to this place in the message. */
export function pointer(to: number): Bytes {
  return word(0xc000 | to);
}

/** Where the name in the question stands. */
export const ASKED_NAME = pointer(12);

export interface WrittenRecord {
  readonly owner?: Bytes;
  readonly type?: number;
  readonly kind?: number;
  readonly data: Bytes;
}

export function recordOctets({ owner = ASKED_NAME, type = SMIMEA, kind = 1, data }: WrittenRecord): Bytes {
  return concat(owner, word(type), word(kind), word(0), word(300), word(data.length), data);
}

export interface WrittenAnswer {
  readonly name: string;
  readonly flags?: number;
  readonly records?: readonly WrittenRecord[];
  /** What the header says, where that is something else than there are. */
  readonly count?: number;
  readonly type?: number;
}

export function answerOctets({ name, flags = ANSWERED, records = [], count, type = SMIMEA }: WrittenAnswer): Bytes {
  const header = [0, flags, 1, count ?? records.length, 0, 0].map(word);
  return concat(...header, wireName(name), word(type), word(1), ...records.map(recordOctets));
}

/** RDATA of an SMIMEA record. */
export function smimea(usage: number, selector: number, matching: number, content: Uint8Array): Bytes {
  return concat(Uint8Array.of(usage, selector, matching), content);
}
