/** The one canonicalization (RFC 8551 section 3.1.1): every line ends in CRLF. */
import type { Bytes } from "../bytes.ts";

const LF = 0x0a;
const CR = 0x0d;

function bareFeeds(octets: Bytes): number {
  let count = 0;
  for (let feed = octets.indexOf(LF); feed >= 0; feed = octets.indexOf(LF, feed + 1))
    if (octets[feed - 1] !== CR) count += 1;
  return count;
}

/** The same view if nothing has to change; else a copy in which each LF without CR has become CRLF. */
export function canonicalize(octets: Bytes): Bytes {
  const missing = bareFeeds(octets);
  if (missing === 0) return octets;
  const out = new Uint8Array(octets.length + missing);
  let offset = 0;
  let start = 0;
  for (let feed = octets.indexOf(LF); feed >= 0; feed = octets.indexOf(LF, feed + 1)) {
    if (octets[feed - 1] === CR) continue;
    out.set(octets.subarray(start, feed), offset);
    offset += feed - start;
    out[offset++] = CR;
    start = feed;
  }
  out.set(octets.subarray(start), offset);
  return out;
}
