/** What a ticket stands for, as octets: a line of JSON, and the message as delivered. */
import type { ComposeSeed } from "../protocol/protocol.ts";
import { type Bytes, concat, decodeUtf8, utf8 } from "../smime/bytes.ts";
import type { Asker } from "./reader.ts";

export type TicketPayload =
  | { readonly kind: "viewer"; readonly raw: Bytes; readonly asker: Asker }
  /** `place`: the webmail's origin; null where none asked for it. `letter`: the unfinished one it goes on with, or null. */
  | {
      readonly kind: "composer";
      readonly seed: ComposeSeed;
      readonly place: string | null;
      readonly letter: string | null;
    };

interface ComposerHead {
  readonly seed: Omit<ComposeSeed, "answered">;
  readonly answers: boolean;
  readonly place: string | null;
  readonly letter: string | null;
}

const NEWLINE = 0x0a;
/** The line of a message that is read, by who asked for it. */
const ASKED: Readonly<Record<Asker, string>> = { page: "null", person: '"person"' };

export function writePayload(payload: TicketPayload): Bytes {
  if (payload.kind === "viewer") return concat(utf8(`${ASKED[payload.asker]}\n`), payload.raw);
  const { answered, ...seed } = payload.seed;
  const { place, letter } = payload;
  return concat(
    utf8(`${JSON.stringify({ seed, answers: answered !== null, place, letter })}\n`),
    answered ?? new Uint8Array(0),
  );
}

/** Reads what `writePayload` wrote, after it was authenticated: nobody else's octets come here. */
export function readPayload(octets: Bytes): TicketPayload {
  const end = octets.indexOf(NEWLINE);
  const message = octets.subarray(end + 1);
  const head: ComposerHead | "person" | null = JSON.parse(decodeUtf8(octets.subarray(0, end)) ?? "null");
  if (head === null || head === "person") return { kind: "viewer", raw: message, asker: head ?? "page" };
  const { seed, answers, place, letter } = head;
  return { kind: "composer", seed: { ...seed, answered: answers ? message : null }, place, letter };
}
