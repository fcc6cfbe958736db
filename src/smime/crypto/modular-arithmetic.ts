/** Modular exponentiation and inversion over BigInt. Not constant-time: secrets come here blinded (`rsa-key.ts`). */

const WINDOW = 5;

function windowsOf(exponent: bigint): number[] {
  const hex = exponent.toString(2);
  const digits = hex.padStart(Math.ceil(hex.length / WINDOW) * WINDOW, "0");
  const out: number[] = [];
  for (let i = 0; i < digits.length; i += WINDOW) out.push(Number.parseInt(digits.slice(i, i + WINDOW), 2));
  return out;
}

function powersOf(base: bigint, modulus: bigint): bigint[] {
  const powers = [1n, base];
  for (let i = 2; i < 1 << WINDOW; i++) powers.push(((powers[i - 1] ?? 1n) * base) % modulus);
  return powers;
}

/** base^exponent mod modulus, with a fixed window: the number of multiplications depends only on the exponent's length. */
export function modPow(base: bigint, exponent: bigint, modulus: bigint): bigint {
  if (exponent < 1n << 32n) return modPowShort(base % modulus, exponent, modulus);
  const powers = powersOf(base % modulus, modulus);
  let result = 1n;
  for (const window of windowsOf(exponent)) {
    for (let i = 0; i < WINDOW; i++) result = (result * result) % modulus;
    result = (result * (powers[window] ?? 1n)) % modulus;
  }
  return result;
}

function modPowShort(base: bigint, exponent: bigint, modulus: bigint): bigint {
  let result = 1n;
  let square = base;
  for (let rest = exponent; rest > 0n; rest >>= 1n) {
    if (rest & 1n) result = (result * square) % modulus;
    square = (square * square) % modulus;
  }
  return result;
}

/** The inverse of `value`, or null if it has none. */
export function modInverse(value: bigint, modulus: bigint): bigint | null {
  let [r0, r1] = [modulus, value % modulus];
  let [t0, t1] = [0n, 1n];
  while (r1 !== 0n) {
    const quotient = r0 / r1;
    [r0, r1] = [r1, r0 - quotient * r1];
    [t0, t1] = [t1, t0 - quotient * t1];
  }
  if (r0 !== 1n) return null;
  return t0 < 0n ? t0 + modulus : t0;
}
