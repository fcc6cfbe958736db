import type { Bytes } from "../smime/bytes.ts";
import { SmimeError } from "../smime/errors.ts";
import { recogniseFile } from "../smime/file-kind.ts";

/** A message, or what stands for one, without armour. @throws SmimeError file/unrecognized for any other file */
export function messageInFile(file: Bytes): Bytes {
  const { kind, octets } = recogniseFile(file);
  if (kind !== "message") throw new SmimeError("file/unrecognized", {});
  return octets;
}
