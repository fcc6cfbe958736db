/** Mail addresses and domain names as certificates compare them (RFC 5280 section 7.5, RFC 9598 section 5). */

export interface MailAddress {
  /** Unquoted where that says the same; ASCII letters in lower case. */
  readonly local: string;
  /** A-labels, lower case. */
  readonly domain: string;
}

/** Host names and address literals (RFC 5321 section 4.1.3). */
const ASCII_DOMAIN = /^(?:[\w.-]+|\[[\w.:-]+\])$/;
/** Characters that would let a URL parser read something else than a host name. */
const NOT_IN_HOST = /[\s/:@?#%[\]\\]/u;
const DOT_ATOM = /^[^\s"(),:;<>@[\\\]\p{C}]+$/u;

/** A domain name in lower case with A-labels in place of U-labels; null if it is none. */
export function toAsciiDomain(domain: string): string | null {
  if (ASCII_DOMAIN.test(domain)) return domain.toLowerCase();
  if (domain === "" || NOT_IN_HOST.test(domain)) return null;
  try {
    return new URL(`http://${domain}`).hostname || null;
  } catch {
    return null;
  }
}

/**
 * ASCII letters of a local part compare without regard to case: RFC 5321 section 2.4 lets a host tell them apart but
 * forbids relying on it, and every mail system in use delivers both to the same person. Other characters compare
 * exactly. A quoted string that need not be quoted equals the same text without quotes.
 */
function normalizeLocal(local: string): string | null {
  const lower = local.replaceAll(/[A-Z]/g, (letter) => letter.toLowerCase());
  if (DOT_ATOM.test(lower)) return lower;
  if (!/^"(?:[^"\\\p{C}]|\\[^\p{C}])*"$/u.test(lower)) return null;
  const unquoted = lower.slice(1, -1).replaceAll(/\\(.)/gu, "$1");
  return DOT_ATOM.test(unquoted) ? unquoted : `"${unquoted}"`;
}

/** Null for anything that is not one addr-spec: white space, control characters or a NUL never pass. */
export function parseMailAddress(text: string): MailAddress | null {
  const at = text.lastIndexOf("@");
  const local = at > 0 ? normalizeLocal(text.slice(0, at)) : null;
  const domain = toAsciiDomain(text.slice(at + 1));
  return local !== null && domain !== null ? { local, domain } : null;
}
