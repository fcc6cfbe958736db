/** A kept letter as octets, and what an older or a damaged record is. */
import { type Bytes, decodeUtf8, utf8 } from "../smime/bytes.ts";
import { SmimeError } from "../smime/errors.ts";
import type { KeptLetter } from "../smime/verdict/kept-letter.ts";

export function writeLetter(letter: KeptLetter): Bytes {
  return utf8(JSON.stringify(letter));
}

function parsed(octets: Bytes): unknown {
  try {
    return JSON.parse(decodeUtf8(octets) ?? "");
  } catch {
    return null;
  }
}

/** The octets were authenticated as written here: what has the version has the shape. */
function isLetter(value: unknown): value is KeptLetter {
  return typeof value === "object" && value !== null && "version" in value && value.version === 1;
}

/** @throws SmimeError vault/damaged for what this version of Waxwing did not write */
export function readLetter(octets: Bytes): KeptLetter {
  const value = parsed(octets);
  if (!isLetter(value)) throw new SmimeError("vault/damaged", { record: "letter" });
  return value;
}
