/** The tables of FIPS 46-3, in a form the rounds can use at once. */

/** The eight S-boxes: four rows of sixteen hexadecimal digits each. */
const S_BOXES: readonly string[] = [
  "e4d12fb83a6c59070f74e2d1a6cb953841e8d62bfc973a50fc8249175b3ea06d",
  "f18e6b34972dc05a3d47f28ec01a69b50e7ba4d158c6932fd8a13f42b67c05e9",
  "a09e63f51dc7b428d709346a285ecbf1d6498f30b12c5ae71ad069874fe3b52c",
  "7de3069a1285bc4fd8b56f03472c1ae9a690cb7df13e52843f06a1d8945bc72e",
  "2c417ab6853fd0e9eb2c47d150fa3986421bad78f9c5630eb8c71e2d6f09a453",
  "c1af92680d34e75baf427c9561de0b389ef528c3704a1db6432c95fabe17608d",
  "4b2ef08d3c975a61d0b7491ae35c2f8614bdc37eaf6805926bd814a7950fe23c",
  "d2846fb1a93e50c71fd8a374c56b0e927b419ce206adf35821e74a8dfc90356b",
];

/** The permutation P behind the S-boxes. Bits are counted from 1 at the most significant end, as in the standard. */
const P: readonly number[] = [
  16, 7, 20, 21, 29, 12, 28, 17, 1, 15, 23, 26, 5, 18, 31, 10, 2, 8, 24, 14, 32, 27, 3, 9, 19, 13, 30, 6, 22, 11, 4, 25,
];

/** Permuted choice 1: which bits of the key go into C, then D. */
export const PC1: readonly number[] = [
  57, 49, 41, 33, 25, 17, 9, 1, 58, 50, 42, 34, 26, 18, 10, 2, 59, 51, 43, 35, 27, 19, 11, 3, 60, 52, 44, 36, 63, 55,
  47, 39, 31, 23, 15, 7, 62, 54, 46, 38, 30, 22, 14, 6, 61, 53, 45, 37, 29, 21, 13, 5, 28, 20, 12, 4,
];

/** Permuted choice 2: which bits of C and D go into a round key. */
export const PC2: readonly number[] = [
  14, 17, 11, 24, 1, 5, 3, 28, 15, 6, 21, 10, 23, 19, 12, 4, 26, 8, 16, 7, 27, 20, 13, 2, 41, 52, 31, 37, 47, 55, 30,
  40, 51, 45, 33, 48, 44, 49, 39, 56, 34, 53, 46, 42, 50, 36, 29, 32,
];

/** Left shifts of C and D before each round. */
export const SHIFTS: readonly number[] = [1, 1, 2, 2, 2, 2, 2, 2, 1, 2, 2, 2, 2, 2, 2, 1];

function permuted(value: number): number {
  let out = 0;
  for (const bit of P) out = (out << 1) | ((value >>> (32 - bit)) & 1);
  return out;
}

/** What one box contributes to a round for each of its 64 inputs: its output in place, sent through P. */
function substitutionOf(box: string, index: number): Int32Array {
  const out = new Int32Array(64);
  for (let input = 0; input < 64; input++) {
    const row = ((input >> 4) & 2) | (input & 1);
    const digit = Number.parseInt(box[16 * row + ((input >> 1) & 15)] ?? "0", 16);
    out[input] = permuted(digit << (28 - 4 * index));
  }
  return out;
}

/** The eight boxes one behind the other: entry 64 · box + input. */
export function substitutionPermutation(): Int32Array {
  const out = new Int32Array(512);
  for (const [index, box] of S_BOXES.entries()) out.set(substitutionOf(box, index), 64 * index);
  return out;
}
