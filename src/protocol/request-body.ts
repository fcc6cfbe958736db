/** What the worker believes of a request: a name it knows, and a body that fits its rule. */
import { SmimeError } from "../smime/errors.ts";
import { openRequest } from "./codec.ts";
import type { Body, RequestName } from "./protocol.ts";
import { isRequestName, REQUESTS } from "./requests.ts";

/**
 * Reads the name only, so that the sender can be checked before the body is looked at. Null: not a request at all.
 * @throws SmimeError protocol/malformed for a request nobody knows
 */
export function requestNameOf(message: unknown): RequestName | null {
  const opened = openRequest(message);
  if (opened === null) return null;
  if (!isRequestName(opened.request)) throw new SmimeError("protocol/malformed", { request: "unknown" });
  return opened.request;
}

/** @throws SmimeError protocol/malformed */
export function decodeBody<K extends RequestName>(request: K, message: unknown): Body<K> {
  const opened = openRequest(message);
  const rule: (typeof REQUESTS)[K] = REQUESTS[request];
  if (!opened?.isWhole || !rule.body(opened.body)) throw new SmimeError("protocol/malformed", { request });
  return opened.body;
}
