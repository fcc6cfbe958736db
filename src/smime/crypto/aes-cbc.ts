/**
 * AES-CBC with the padding of RFC 5652 section 6.3. Chromium's WebCrypto has no 192-bit keys: noble stands in. Long
 * content goes through WebCrypto in pieces, so that no more than a piece or two is held beside the input and the output.
 */
import { cbc } from "@noble/ciphers/aes.js";
import { type Bytes, EMPTY, joined, type Segments, totalLength } from "../bytes.ts";
import { release } from "./release.ts";
import { importRawOrNull, octetsOrNull } from "./web-crypto-key.ts";

const BLOCK = 16;
/**
 * Octets of one piece. Of what is decrypted Chromium keeps less than 1 MB at hand for the next piece, and gives back more
 * to the system at once, which takes longer than the decryption. What was encrypted is kept in its pieces.
 */
const PIECE = { encrypt: 4 * 1024 * 1024, decrypt: 768 * 1024 } as const;

/** A browser copies what comes out once more, so that in one call content is held three times; Node does not. */
const INPUT_IN_ONE_COSTS_MEMORY = "self" in globalThis;

/** Segments as pieces of `size` octets, the last one shorter; each is a view on one of `buffers`, which take turns. */
function* piecesOf(segments: Segments, size: number, buffers: readonly [Bytes, ...Bytes[]]): Generator<Bytes> {
  let [[buffer], turn, filled] = [buffers, 0, 0];
  for (const segment of segments)
    for (let at = 0; at < segment.length; ) {
      const fits = at === 0 && segment.length <= size - filled;
      const part = fits ? segment : segment.subarray(at, at + size - filled);
      buffer.set(part, filled);
      filled += part.length;
      at += part.length;
      if (filled < size) continue;
      yield buffer.subarray(0, filled);
      buffer = buffers[++turn % buffers.length] ?? buffer;
      filled = 0;
    }
  if (filled > 0) yield buffer.subarray(0, filled);
}

/** The block that decrypts to padding alone behind a piece whose last block is `last`. By noble: it is one block. */
function paddingBehind(last: Bytes, key: Bytes): Bytes {
  return cbc(key, last, { disablePadding: true }).encrypt(new Uint8Array(BLOCK).fill(BLOCK));
}

interface Keys {
  readonly raw: Bytes;
  readonly native: CryptoKey;
}

/**
 * The plaintext of each piece, in order; null where one does not decrypt. All pieces but the last get a block of padding
 * behind them, since WebCrypto insists on padding. The piece before may still be under way when the next one begins, the
 * piece before that may not.
 */
function* decryptingPieces(
  { raw, native }: Keys,
  iv: Bytes,
  segments: Segments,
  length: number,
): Generator<Promise<Bytes | null>> {
  const size = PIECE.decrypt + BLOCK;
  let [done, chain] = [0, iv];
  for (const piece of piecesOf(segments, PIECE.decrypt, [new Uint8Array(size), new Uint8Array(size)])) {
    const next = piece.slice(-BLOCK);
    done += piece.length;
    const input = done === length ? piece : new Uint8Array(piece.buffer, 0, piece.length + BLOCK);
    if (input !== piece) input.set(paddingBehind(next, raw), piece.length);
    yield octetsOrNull(crypto.subtle.decrypt({ name: "AES-CBC", iv: chain }, native, input));
    chain = next;
  }
}

/** Null where anything does not decrypt. Nothing is handed out before the padding of the whole was checked. */
async function decryptInPieces(keys: Keys, iv: Bytes, segments: Segments, length: number): Promise<Bytes | null> {
  const out = new Uint8Array(length);
  let done = 0;
  const put = async (piece: Promise<Bytes | null>): Promise<boolean> => {
    const plaintext = await piece;
    if (!plaintext) return false;
    out.set(plaintext, done);
    done += plaintext.length;
    release(plaintext);
    return true;
  };
  let before: Promise<Bytes | null> | null = null;
  for (const piece of decryptingPieces(keys, iv, segments, length)) {
    if (before && !(await put(before))) return null;
    before = piece;
  }
  return before && (await put(before)) ? out.subarray(0, done) : null;
}

/** Whole blocks, padding left in place; null where a length is impossible. By noble: for key wraps of a few blocks. */
export function decryptAesCbcBlocks(key: Bytes, iv: Bytes, ciphertext: Bytes): Bytes | null {
  if (iv.length !== BLOCK || ciphertext.length === 0 || ciphertext.length % BLOCK !== 0) return null;
  return cbc(key, iv, { disablePadding: true }).decrypt(ciphertext);
}

async function encryptPiece(key: CryptoKey, iv: Bytes, plaintext: Bytes): Promise<Bytes> {
  return new Uint8Array(await crypto.subtle.encrypt({ name: "AES-CBC", iv }, key, plaintext));
}

/** Null where the padding is wrong or the length impossible. */
export function decryptAesCbc(key: Bytes, iv: Bytes, ciphertext: Bytes): Promise<Bytes | null> {
  return decryptAesCbcSegments(key, iv, [ciphertext]);
}

/** The same for a ciphertext in any number of segments, which are not joined first. */
export async function decryptAesCbcSegments(key: Bytes, iv: Bytes, ciphertext: Segments): Promise<Bytes | null> {
  const length = totalLength(ciphertext);
  if (iv.length !== BLOCK || length === 0 || length % BLOCK !== 0) return null;
  const native = await importRawOrNull(key, "AES-CBC", ["decrypt"]);
  try {
    if (!native) return cbc(key, iv).decrypt(joined(ciphertext));
    const inPieces = INPUT_IN_ONE_COSTS_MEMORY || ciphertext.length > 1;
    if (inPieces && length > PIECE.decrypt) return await decryptInPieces({ raw: key, native }, iv, ciphertext, length);
    return new Uint8Array(await crypto.subtle.decrypt({ name: "AES-CBC", iv }, native, joined(ciphertext)));
  } catch {
    return null;
  }
}

/** The pieces of a plaintext: views on it where it is in one, so that nothing is copied. */
function plaintextPieces(plaintext: Segments): Iterable<Bytes> {
  const [only] = plaintext;
  if (only && plaintext.length === 1) return viewsOf(only);
  return piecesOf(plaintext, PIECE.encrypt, [new Uint8Array(Math.min(PIECE.encrypt, totalLength(plaintext)))]);
}

function* viewsOf(octets: Bytes): Generator<Bytes> {
  for (let at = 0; at < octets.length; at += PIECE.encrypt) yield octets.subarray(at, at + PIECE.encrypt);
}

/** The ciphertext in pieces, in order. */
export async function encryptAesCbc(key: Bytes, iv: Bytes, ...plaintext: readonly Bytes[]): Promise<Segments> {
  const native = await importRawOrNull(key, "AES-CBC", ["encrypt"]);
  if (!native) return [cbc(key, iv).encrypt(joined(plaintext))];
  const length = totalLength(plaintext);
  const out: Bytes[] = [];
  let [chain, done] = [iv, 0];
  for (const piece of length === 0 ? [EMPTY] : plaintextPieces(plaintext)) {
    done += piece.length;
    const encrypted = await encryptPiece(native, chain, piece);
    // WebCrypto pads every piece: only the last one's padding belongs to the content.
    const kept = done === length ? encrypted : encrypted.subarray(0, piece.length);
    out.push(kept);
    chain = kept.slice(-BLOCK);
  }
  return out;
}
