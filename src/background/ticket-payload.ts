/** What a ticket stands for, as octets: a line of JSON, and the message as delivered. */
import type { ComposeSeed } from "../protocol/protocol.ts";
import { type Bytes, concat, decodeUtf8, utf8 } from "../smime/bytes.ts";

export type TicketPayload =
  | { readonly kind: "viewer"; readonly raw: Bytes }
  | { readonly kind: "composer"; readonly seed: ComposeSeed };

type SeedWithoutMessage = Omit<ComposeSeed, "answered">;

const NEWLINE = 0x0a;
const NO_MESSAGE = "null\n";

export function writePayload(payload: TicketPayload): Bytes {
  if (payload.kind === "viewer") return concat(utf8(NO_MESSAGE), payload.raw);
  const { answered, ...seed } = payload.seed;
  return concat(utf8(`${JSON.stringify({ seed, answers: answered !== null })}\n`), answered ?? new Uint8Array(0));
}

/** Reads what `writePayload` wrote, after it was authenticated: nobody else's octets come here. */
export function readPayload(octets: Bytes): TicketPayload {
  const end = octets.indexOf(NEWLINE);
  const message = octets.subarray(end + 1);
  const head: { readonly seed: SeedWithoutMessage; readonly answers: boolean } | null = JSON.parse(
    decodeUtf8(octets.subarray(0, end)) ?? "null",
  );
  if (head === null) return { kind: "viewer", raw: message };
  return { kind: "composer", seed: { ...head.seed, answered: head.answers ? message : null } };
}
