/** Answers requests in the worker: sender first, then body, then the one handler. */
import type { AttestedSender } from "../platform/attested-sender.ts";
import { SmimeError } from "../smime/errors.ts";
import {
  decodePiece,
  encodeFailure,
  encodePackedReply,
  encodeReply,
  type PieceMessage,
  takesParcels,
} from "./codec.ts";
import { ParcelStore } from "./parcel-store.ts";
import { packed, unpacked } from "./parcels.ts";
import type { Body, Protocol, Reply, RequestName } from "./protocol.ts";
import { decodeBody, requestNameOf } from "./request-body.ts";
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

/** Whose the parcels are: one document of ours. @throws SmimeError protocol/forbidden for everybody else */
function ownerOf(attested: AttestedSender, ourselves: Ourselves): string {
  const sender = senderOf(attested, ourselves);
  if (sender === null || sender.role === "webmail") throw new SmimeError("protocol/forbidden", { request: "parcel" });
  const { tabId, frameId, documentId, url } = attested;
  return JSON.stringify([tabId, frameId, documentId, url]);
}

function handlePiece(message: PieceMessage, owner: string, parcels: ParcelStore): Uint8Array<ArrayBuffer> {
  if (message.waxwing === "fetch") return parcels.fetch(owner, message.parcel, message.from);
  parcels.bring(owner, message);
  return new Uint8Array();
}

/** Everything a request comes to and is answered from. */
interface Desk {
  readonly handlers: Handlers;
  readonly ourselves: Ourselves;
  readonly parcels: ParcelStore;
}

async function handle<K extends RequestName>(
  request: K,
  message: unknown,
  attested: AttestedSender,
  { handlers, ourselves, parcels }: Desk,
): Promise<unknown> {
  const sender = authorize(request, attested, ourselves);
  if (!takesParcels(message)) return encodeReply(await handlers[request](decodeBody(request, message), sender));
  const owner = ownerOf(attested, ourselves);
  const whole = unpacked(message, (parcel) => parcels.take(owner, parcel));
  const reply = await handlers[request](decodeBody(request, whole), sender);
  return encodePackedReply(packed(reply, (octets) => parcels.hold(owner, octets)));
}

/** The worker's message listener. It returns null for what is no request, and an answer that never rejects otherwise. */
export function serve(
  handlers: Handlers,
  ourselves: Ourselves,
): (message: unknown, attested: AttestedSender) => Promise<unknown> | null {
  const desk: Desk = { handlers, ourselves, parcels: new ParcelStore() };
  return (message, attested) => {
    let request: RequestName | null;
    try {
      const piece = decodePiece(message);
      if (piece !== null) {
        const octets = handlePiece(piece, ownerOf(attested, ourselves), desk.parcels);
        return Promise.resolve(encodePackedReply({ octets }));
      }
      request = requestNameOf(message);
    } catch (error) {
      return Promise.resolve(encodeFailure(error, "protocol"));
    }
    if (request === null) return null;
    const name = request;
    return handle(name, message, attested, desk).catch((error: unknown) => encodeFailure(error, name));
  };
}
