/** Answers requests in the worker: sender first, then body, then the one handler. */
import type { AttestedSender } from "../platform/attested-sender.ts";
import { SmimeError } from "../smime/errors.ts";
import { decodeBody, encodeFailure, encodeReply, requestNameOf } from "./codec.ts";
import type { Body, Protocol, Reply, RequestName } from "./protocol.ts";
import { REQUESTS } from "./requests.ts";
import { hasRole, type Ourselves, type Sender, senderOf } from "./sender.ts";

/** One handler for every request; a missing one does not compile. */
export type Handlers = {
  readonly [K in RequestName]: (body: Body<K>, sender: Sender<Protocol[K]["from"]>) => Promise<Reply<K>>;
};

/** @throws SmimeError protocol/forbidden */
function authorize<K extends RequestName>(
  request: K,
  attested: AttestedSender,
  ourselves: Ourselves,
): Sender<Protocol[K]["from"]> {
  const sender = senderOf(attested, ourselves);
  const rule: (typeof REQUESTS)[K] = REQUESTS[request];
  if (!sender || !hasRole<Protocol[K]["from"]>(sender, rule.from))
    throw new SmimeError("protocol/forbidden", { request });
  if (sender.role === "frame" && rule.page !== null && sender.page !== rule.page)
    throw new SmimeError("protocol/forbidden", { request });
  return sender;
}

async function handle<K extends RequestName>(
  request: K,
  message: unknown,
  attested: AttestedSender,
  ourselves: Ourselves,
  handlers: Handlers,
): Promise<Reply<K>> {
  const sender = authorize(request, attested, ourselves);
  return handlers[request](decodeBody(request, message), sender);
}

/** The worker's message listener. It returns null for what is no request, and an answer that never rejects otherwise. */
export function serve(
  handlers: Handlers,
  ourselves: Ourselves,
): (message: unknown, attested: AttestedSender) => Promise<unknown> | null {
  return (message, attested) => {
    let request: RequestName | null;
    try {
      request = requestNameOf(message);
    } catch (error) {
      return Promise.resolve(encodeFailure(error, "protocol"));
    }
    if (request === null) return null;
    const name = request;
    return handle(name, message, attested, ourselves, handlers).then(
      (reply) => encodeReply(reply),
      (error: unknown) => encodeFailure(error, name),
    );
  };
}
