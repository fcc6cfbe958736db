/** Words of the settings for writing. */
import { say } from "../../words/say.ts";

export const WRITING_WORDS = {
  title: say("Writing"),
  formatted: say("Write with formatting"),
  alwaysSign: say("Always sign"),
  encryptWhenPossible: say("Encrypt whenever everybody can be encrypted for"),
  encryptHint: say("Encrypt switches itself on, and never off by itself."),
  opaqueSignatures: say("Hide signed text from programs without S/MIME"),
  opaqueHint: say(
    "Nothing on the way can damage such a signature, but your recipients need a mail program that knows S/MIME. Leave it off unless you were asked for it.",
  ),
  closing: say("Text below new messages"),
} as const;
