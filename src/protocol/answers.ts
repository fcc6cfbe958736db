/** From a button of the viewer to a letter that answers its message or sends it on. */
import type { ComposeSeed, Intent } from "./compose-seed.ts";
import type { ComposerTicket } from "./tickets.ts";

type Bytes = Uint8Array<ArrayBuffer>;

/** What a person can want of a message in the viewer. */
export type AnswerKind = "reply" | "reply-all" | "forward";

/** What a person asked for in a viewer, until the webmail has its form for it. */
export interface AnswerWish {
  readonly intent: Intent;
  /** The SHA-256 of the message as delivered, in hexadecimal. */
  readonly message: string;
}

interface Nothing {}

export interface AnswerRequests {
  /**
   * The person pressed a button in the viewer of this message; the webmail's own form, which opens next and often on
   * another page, is to be taken over. Kept for half a minute; the latest only.
   */
  "answer/wish": { from: "webmail"; body: { raw: Bytes; intent: Intent }; reply: Nothing };
  /** Asked by every form that opens. What was wished on this site, given out once; null where nothing was. */
  "answer/claim": { from: "webmail"; body: Nothing; reply: { wish: AnswerWish | null } };
  /** As `composer/open`. Refused where the form answers another message than the one that was in the viewer. */
  "answer/open": {
    from: "webmail";
    body: { seed: ComposeSeed; message: string };
    reply: { ticket: ComposerTicket };
  };
  /** The same without a webmail: a letter from one of the person's own identities about the message in a file. */
  "answer/start": { from: "surface"; body: { file: Bytes; as: AnswerKind }; reply: { ticket: ComposerTicket } };
}
