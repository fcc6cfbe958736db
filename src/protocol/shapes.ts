/**
 * Shapes a request's body must have, checked field by field: what a compromised page or renderer sends is data, not a
 * type. Unknown fields are refused.
 */
type Bytes = Uint8Array<ArrayBuffer>;

export type Shape<T> = (value: unknown) => value is T;

/** Each keeps one message from exhausting the worker. */
export const SHAPE_LIMITS = {
  /** UTF-16 code units; the longest honest strings are texts of messages. */
  text: 8_000_000,
  /** Passwords, addresses, names, file names. */
  line: 4_000,
  /** Addresses of one message, attachments of one draft. */
  items: 2_000,
  /** One message or file: the largest that Waxwing itself makes, and some more. */
  octets: 128 * 1024 * 1024,
} as const;

/** How many messages deep an attached message may be opened. The worker keeps as many open, and the one around them. */
export const DEEPEST_ATTACHED = 3;

export const bool: Shape<boolean> = (value): value is boolean => typeof value === "boolean";

/** A whole number from 0 up. */
export const count: Shape<number> = (value): value is number => Number.isSafeInteger(value) && Number(value) >= 0;

export const line: Shape<string> = (value): value is string =>
  typeof value === "string" && value.length <= SHAPE_LIMITS.line && !/[\r\n\0]/.test(value);

export const text: Shape<string> = (value): value is string =>
  typeof value === "string" && value.length <= SHAPE_LIMITS.text;

/** Also refuses what a browser without structured-clone messaging makes of octets: an object, empty or numbered. */
export const bytes: Shape<Bytes> = (value): value is Bytes =>
  value instanceof Uint8Array && value.buffer instanceof ArrayBuffer && value.length <= SHAPE_LIMITS.octets;

export function oneOf<T extends string>(...allowed: readonly T[]): Shape<T> {
  return (value): value is T => allowed.some((one) => one === value);
}

export function nullable<T>(shape: Shape<T>): Shape<T | null> {
  return (value): value is T | null => value === null || shape(value);
}

export function either<T>(...shapes: readonly Shape<T>[]): Shape<T> {
  return (value): value is T => shapes.some((shape) => shape(value));
}

export function listOf<T>(shape: Shape<T>): Shape<readonly T[]> {
  return (value): value is readonly T[] =>
    Array.isArray(value) && value.length <= SHAPE_LIMITS.items && value.every((item) => shape(item));
}

function isPlainObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !ArrayBuffer.isView(value);
}

/** An object with exactly these fields. */
export function record<T extends object>(fields: { readonly [K in keyof T]-?: Shape<T[K]> }): Shape<T> {
  const shapes: readonly [string, Shape<unknown>][] = Object.entries(fields);
  return (value): value is T =>
    isPlainObject(value) &&
    Object.keys(value).length === shapes.length &&
    shapes.every(([name, shape]) => Object.hasOwn(value, name) && shape(value[name]));
}

/** A string that was a ticket when the worker gave it out. */
export function ticket<T extends string>(): Shape<T> {
  return (value): value is T => typeof value === "string" && /^[A-Za-z0-9_-]{20,64}$/.test(value);
}
