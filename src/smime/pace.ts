/**
 * Long work in slices, so that others run in between, somebody hears how far it is, and it can be called off. Only what
 * runs in JavaScript is sliced here: WebCrypto keeps nobody waiting.
 */
import { type Bytes, type Segments, totalLength } from "./bytes.ts";
import { base64LinesLength, decodingBase64, encodingBase64Lines } from "./mime/base64.ts";
import { decodedBody, type Entity, transferEncodingOf } from "./mime/entity.ts";

/** Asked between two slices, with the octets of work done and those of all. @throws the reason, where the work was called off */
export type Pace = (done: number, total: number) => Promise<void>;

/** The work on one message. Octets that pass through it twice count twice. */
export class Work {
  readonly #pace: Pace | undefined;
  readonly #total: number;
  #done = 0;

  /** Without a pace nothing is reported, and nobody lets others run. */
  constructor(total: number, pace: Pace | undefined) {
    this.#total = total;
    this.#pace = pace;
  }

  async advance(octets: number): Promise<void> {
    this.#done = Math.min(this.#total, this.#done + octets);
    await this.#pace?.(this.#done, this.#total);
  }
}

/** What an entity is put together from: octets, and octets that are to stand there as base64 in lines. */
export type Piece = Bytes | { readonly base64: Segments };

function lengthOf(piece: Piece): number {
  return "base64" in piece ? base64LinesLength(totalLength(piece.base64)) : piece.length;
}

/** All pieces in one: what is large is written once, where it stays. */
export async function assemble(pieces: readonly Piece[], work: Work): Promise<Bytes> {
  const out = new Uint8Array(pieces.reduce((sum, piece) => sum + lengthOf(piece), 0));
  let at = 0;
  for (const piece of pieces) {
    if ("base64" in piece) for (const octets of encodingBase64Lines(piece.base64, out, at)) await work.advance(octets);
    else out.set(piece, at);
    at += lengthOf(piece);
  }
  return out;
}

/** The same without joining: octets stay what they are, base64 is written. */
export async function segmentsOf(pieces: readonly Piece[], work: Work): Promise<Segments> {
  const out: Bytes[] = [];
  for (const piece of pieces) out.push("base64" in piece ? await assemble([piece], work) : piece);
  return out;
}

/** `decodedBody`; in slices where it is base64. */
export async function decodeBody(entity: Entity, work: Work): Promise<Bytes> {
  if (entity.multipart || transferEncodingOf(entity) !== "base64") return decodedBody(entity);
  const slices = decodingBase64(entity.body);
  let before = 0;
  for (;;) {
    const { done, value } = slices.next();
    if (done) return value;
    await work.advance(value - before);
    before = value;
  }
}
