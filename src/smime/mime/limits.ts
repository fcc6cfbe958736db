/** Limits of the MIME room. Each stops an attack named beside it; each has a test in `test/smime/mime/limits.test.ts`. */
export const MIME_LIMITS = {
  /** Multiparts inside multiparts: every level is scanned again, so depth multiplies the work. */
  depth: 32,
  /** Entities of one message: a part costs six octets to write and an object to hold. */
  parts: 2_000,
  /** Octets of one header. Honest ones with ARC and DKIM seals stay below 100 kB. */
  headerOctets: 512 * 1024,
  /** Fields of one header. */
  headerFields: 2_000,
  /** Octets of a boundary: RFC 2046 allows 70; test mails have a hundred times as many. */
  boundaryOctets: 8_192,
  /** Parameters of one Content-Type or Content-Disposition, RFC 2231 sections counted singly. */
  parameters: 200,
  /** Comments inside comments. */
  commentDepth: 32,
  /** Mailboxes of one address list. */
  mailboxes: 5_000,
  /** Lines that almost look like a delimiter; more than these and the structure counts as ambiguous. */
  nearDelimiters: 1_000,
  /** S/MIME layers opened one inside the other: triple wrapping needs three. */
  layers: 8,
  /** Characters of HTML that text is derived from. */
  htmlCharacters: 8 * 1024 * 1024,
} as const;
