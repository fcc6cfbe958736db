/** Turns the reader's failures into failures of the RFC 5652 type that was being read. */
import { isSmimeError, SmimeError } from "../errors.ts";
import { CMS_LIMITS } from "./limits.ts";

/**
 * Runs `read`, which reads the RFC 5652 type `structure`.
 * @throws SmimeError cms/malformed, cms/limit-exceeded
 */
export function reading<T>(structure: string, read: () => T): T {
  try {
    return read();
  } catch (cause) {
    if (isSmimeError(cause, "asn1/malformed") || isSmimeError(cause, "x509/malformed"))
      throw new SmimeError("cms/malformed", { structure }, { cause });
    if (isSmimeError(cause, "asn1/limit-exceeded"))
      throw new SmimeError("cms/limit-exceeded", { limit: cause.detail.limit }, { cause });
    throw cause;
  }
}

/** @throws SmimeError cms/limit-exceeded */
export function withinLimit<T>(limit: keyof typeof CMS_LIMITS, items: readonly T[]): readonly T[] {
  if (items.length > CMS_LIMITS[limit]) throw new SmimeError("cms/limit-exceeded", { limit });
  return items;
}
