import { toHex } from "../smime/bytes.ts";
import { SmimeError } from "../smime/errors.ts";
import { parseMailAddress } from "../smime/x509/mail-address.ts";

/**
 * A Message-ID without angle brackets, on the sender's domain. Of letters, digits, dots, hyphens and one "@" only:
 * webmails look messages up by it, and not all of them quote what they look up.
 * @throws SmimeError draft/bad-address
 */
export function newMessageId(sender: string): string {
  const domain = parseMailAddress(sender)?.domain.replaceAll(/[^A-Za-z0-9.-]/g, "") ?? "";
  if (domain === "") throw new SmimeError("draft/bad-address", { address: sender });
  return `${toHex(crypto.getRandomValues(new Uint8Array(16)))}@${domain}`;
}
