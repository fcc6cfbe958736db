/** Words of the settings for writing. */

export const WRITING_WORDS = {
  title: "Writing",
  formatted: "Write with formatting",
  alwaysSign: "Always sign",
  encryptWhenPossible: "Encrypt whenever everybody can be encrypted for",
  encryptHint: "Encrypt switches itself on, and never off by itself.",
  opaqueSignatures: "Hide signed text from programs without S/MIME",
  opaqueHint:
    "Nothing on the way can damage such a signature, but your recipients need a mail program that knows S/MIME. Leave it off unless you were asked for it.",
  closing: "Text below new messages",
} as const;
