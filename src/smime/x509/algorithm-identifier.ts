import { type Element, Fields } from "../asn1/reader.ts";
import { oidOf } from "../asn1/values.ts";

/** AlgorithmIdentifier (RFC 5280 section 4.1.1.2). `parameters` is null where absent, else the element as written. */
export interface AlgorithmIdentifier {
  readonly oid: string;
  readonly parameters: Element | null;
}

export function readAlgorithmIdentifier(element: Element): AlgorithmIdentifier {
  const fields = new Fields(element);
  const oid = oidOf(fields.any());
  const parameters = fields.peek();
  return { oid, parameters };
}
