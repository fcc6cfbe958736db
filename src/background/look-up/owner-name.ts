/**
 * Where a domain keeps the certificates of its people (RFC 8162 section 3): below `_smimecert`, under a hash of what
 * stands before the @.
 */
import { toHex, utf8 } from "../../smime/bytes.ts";
import { parseMailAddress } from "../../smime/x509/mail-address.ts";
import { isDnsName } from "./dns-name.ts";

/** Octets of the hash that are kept. */
const KEPT = 28;

export interface OwnerNames {
  /** In A-labels; "" for what is no address. */
  readonly domain: string;
  /** In the order in which they are asked for; none where the DNS cannot hold any. */
  readonly names: readonly string[];
}

/** Without the quotes of a quoted string, in Normalization Form C. Nothing is folded: capitals stay. */
function hashedForm(local: string): string {
  const quoted = local.startsWith('"');
  return (quoted ? local.slice(1, -1).replaceAll(/\\(.)/gu, "$1") : local).normalize("NFC");
}

function lowerCase(local: string): string {
  return local.replaceAll(/[A-Z]/g, (letter) => letter.toLowerCase());
}

async function label(local: string): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", utf8(local));
  return toHex(new Uint8Array(digest).subarray(0, KEPT));
}

/**
 * The name for the local part as it is written, and after it the one for the same in ASCII lower case, where that is
 * another. The RFC folds nothing and warns of guessing (section 4). This one variant is no guess: here both spellings
 * are one person everywhere else (`parseMailAddress`), what is found must name the address by that same rule, and
 * whoever hears the first question can work out the second.
 */
export async function ownerNamesOf(address: string): Promise<OwnerNames> {
  const parsed = parseMailAddress(address);
  if (parsed === null) return { domain: "", names: [] };
  const { domain } = parsed;
  const written = hashedForm(address.slice(0, address.lastIndexOf("@")));
  const labels = await Promise.all([...new Set([written, lowerCase(written)])].map(label));
  return { domain, names: labels.map((one) => `${one}._smimecert.${domain}`).filter(isDnsName) };
}
