import type { Bytes } from "../bytes.ts";
import { type DigestName, HASH } from "./digest.ts";

/** What is used of noble's hash states: the same that its own PBKDF2 uses. */
interface State<S> {
  update(octets: Uint8Array): S;
  digestInto(out: Uint8Array): void;
  clone(): S;
  _cloneInto(to: S): S;
}

/** One state for all rounds: a new one for each would cost as much again as the hashing. */
function iterate<S extends State<S>>(fresh: S, digest: Bytes, times: number): Bytes {
  const state = fresh.clone();
  for (let n = 0; n < times; n++) {
    state.update(digest).digestInto(digest);
    fresh["_cloneInto"](state);
  }
  return digest;
}

function iterateBy(name: DigestName, digest: Bytes, times: number): Bytes {
  switch (name) {
    case "md5":
      return iterate(HASH.md5.create(), digest, times);
    case "sha-1":
      return iterate(HASH["sha-1"].create(), digest, times);
    case "sha-224":
      return iterate(HASH["sha-224"].create(), digest, times);
    case "sha-256":
      return iterate(HASH["sha-256"].create(), digest, times);
    default: {
      const hash = HASH[name];
      for (let n = 0; n < times; n++) digest.set(hash(digest));
      return digest;
    }
  }
}

/** The digest of the digest of … of `octets`, `times` times, without a pause: see to slices of bearable length. */
export function iteratedDigest(name: DigestName, octets: Bytes, times: number): Bytes {
  if (times < 1) throw new RangeError("at least once");
  return iterateBy(name, Uint8Array.from(HASH[name](octets)), times - 1);
}
