/** How a person wants their letters to begin: types of the requests `writing/…`. */

export interface WritingSettings {
  /** With formatting; else in plain text. */
  readonly formatted: boolean;
  /** Every letter begins with Sign on. */
  readonly alwaysSign: boolean;
  /** Encrypt goes on by itself once everybody has a usable certificate. It never goes off by itself. */
  readonly encryptWhenPossible: boolean;
  /** Signatures without encryption travel inside a CMS object, on every way. */
  readonly opaqueSignatures: boolean;
  /** Stands below new letters; "" for none. */
  readonly closing: string;
}
