import { Fields, TAG } from "../asn1/reader.ts";
import { booleanOf, smallInteger } from "../asn1/values.ts";
import { type Certificate, extensionOf } from "./certificate.ts";
import { CERTIFICATE_EXTENSION } from "./extension.ts";

/** BasicConstraints (RFC 5280 section 4.2.1.9). */
export interface BasicConstraints {
  readonly cA: boolean;
  /** Null: no limit. */
  readonly pathLenConstraint: number | null;
}

/** Null where the extension is absent. @throws SmimeError asn1/malformed */
export function basicConstraintsOf(certificate: Certificate): BasicConstraints | null {
  const extension = extensionOf(certificate, CERTIFICATE_EXTENSION.basicConstraints);
  if (!extension) return null;
  const fields = Fields.ofSequence(extension.value);
  const cA = fields.optional(TAG.boolean);
  const pathLen = fields.optional(TAG.integer);
  fields.end();
  return { cA: cA !== null && booleanOf(cA), pathLenConstraint: pathLen && smallInteger(pathLen) };
}

export function isAuthority(certificate: Certificate): boolean {
  return basicConstraintsOf(certificate)?.cA ?? false;
}
