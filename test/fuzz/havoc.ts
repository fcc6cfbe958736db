/** Changes that know nothing of the format: octets flipped, set, cut, copied, inserted, and pieces of another input. */
import { type Bytes, concat } from "../../src/smime/bytes.ts";
import type { Random } from "./random.ts";

/** What one change may draw on. */
export interface Material {
  readonly random: Random;
  /** Another input, to take pieces from. */
  readonly other: Bytes;
}

export type Mutation = (input: Bytes, material: Material) => Bytes;

const TELLING = [0x00, 0x01, 0x7f, 0x80, 0x81, 0x84, 0xff, 0x0a, 0x0d, 0x20, 0x2d, 0x3d, 0x30, 0x31, 0xa0, 0x24];

function replaced(input: Bytes, start: number, end: number, ...parts: readonly Bytes[]): Bytes {
  return concat(input.subarray(0, start), ...parts, input.subarray(end));
}

function stretch(input: Bytes, random: Random, longest = 64): readonly [number, number] {
  const start = random.below(input.length);
  return [start, Math.min(input.length, start + 1 + random.below(longest))];
}

function withOctet(input: Bytes, random: Random, change: (octet: number) => number): Bytes {
  const out = input.slice();
  const at = random.below(out.length);
  if (out.length > 0) out[at] = change(out[at] ?? 0);
  return out;
}

export const HAVOC: readonly Mutation[] = [
  (input, { random }) => withOctet(input, random, (octet) => octet ^ (1 << random.below(8))),
  (input, { random }) => withOctet(input, random, () => random.pick(TELLING)),
  (input, { random }) => withOctet(input, random, (octet) => octet + (random.chance(2) ? 1 : -1)),
  (input, { random }) => replaced(input, ...stretch(input, random)),
  (input, { random }) => input.subarray(0, random.below(input.length)),
  (input, { random }) => {
    const at = random.below(input.length + 1);
    return replaced(input, at, at, random.octets(1 + random.below(8)));
  },
  (input, { random }) => {
    const [start, end] = stretch(input, random);
    return replaced(input, end, end, input.slice(start, end));
  },
  (input, { random, other }) => {
    const at = random.below(input.length + 1);
    return replaced(input, at, at, other.slice(...stretch(other, random, 512)));
  },
  (input, { random, other }) =>
    concat(input.subarray(0, random.below(input.length)), other.subarray(random.below(other.length))),
];
