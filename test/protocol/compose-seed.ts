import type { ComposeSeed } from "../../src/protocol/protocol.ts";
import type { Mailbox } from "../../src/smime/verdict/display.ts";

/** What a webmail hands over where this sender, its only one, begins an empty letter; but for these changes. */
export function seedOf(from: Mailbox, changes: Partial<ComposeSeed> = {}): ComposeSeed {
  return {
    intent: "sign-and-encrypt",
    from,
    identities: [from],
    to: "",
    cc: "",
    bcc: "",
    subject: "",
    text: "",
    answered: null,
    forwards: false,
    limit: null,
    mayHaveBeenSaved: false,
    delivery: { kind: "webmail" },
    ...changes,
  };
}
