/** What a webmail hands over as a letter begins. */
import type { Mailbox } from "../smime/verdict/display.ts";

type Bytes = Uint8Array<ArrayBuffer>;

export type Intent = "sign" | "encrypt" | "sign-and-encrypt";

/** Who carries sealed copies away. */
export type Delivery =
  /** The webmail's own requests, through the content script. */
  | { readonly kind: "webmail" }
  /** Gmail's API, asked by the worker. `thread`: the conversation that is answered, in hexadecimal; null for none. */
  | { readonly kind: "gmail-api"; readonly thread: string | null }
  /** Nobody: the person saves them as files. */
  | { readonly kind: "file" };

/** What the webmail's own compose form holds when Waxwing takes over. None of it is believed to be secret. */
export interface ComposeSeed {
  readonly intent: Intent;
  readonly from: Mailbox;
  /** Every sender address this account offers. */
  readonly identities: readonly Mailbox[];
  readonly to: string;
  readonly cc: string;
  readonly bcc: string;
  readonly subject: string;
  /** Text of the native editor, quote included. */
  readonly text: string;
  /** The message being answered or forwarded, as delivered; null for a new one. */
  readonly answered: Bytes | null;
  /** It goes on to others, instead of being answered. */
  readonly forwards: boolean;
  /** Octets that the webmail takes in one message; null if it does not say. */
  readonly limit: number | null;
  /** The native draft may have been saved on the server before. */
  readonly mayHaveBeenSaved: boolean;
  readonly delivery: Delivery;
}
