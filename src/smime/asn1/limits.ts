/** Limits of the BER reader. Each stops an attack named beside it; each has a test in `test/smime/asn1`. */
export const ASN1_LIMITS = {
  /** Nesting of constructed elements: a stack of indefinite lengths costs two octets a level. */
  depth: 64,
  /** Elements walked while looking for one end-of-contents: a 25 MB mail in 1 kB chunks has 25,600. */
  elements: 4_000_000,
  /** Elements directly inside one constructed element. */
  children: 1_000_000,
  /** Octets of an INTEGER: the largest honest ones are RSA-16384 moduli. */
  integerOctets: 2_100,
  /** Octets of an OBJECT IDENTIFIER. */
  oidOctets: 128,
} as const;
