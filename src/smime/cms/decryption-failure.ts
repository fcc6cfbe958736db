import type { Bytes } from "../bytes.ts";
import { isSmimeError } from "../errors.ts";

/** What a private key computed; null where it says cms/decryption-failed, so that every failure takes one way. */
export async function nullIfFailed(result: Promise<Bytes>): Promise<Bytes | null> {
  try {
    return await result;
  } catch (error) {
    if (isSmimeError(error, "cms/decryption-failed")) return null;
    throw error;
  }
}
