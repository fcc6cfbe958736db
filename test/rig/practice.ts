/** What the main job needs of a practice mail house, whichever webmail stands in it. */
import type { Certificates, Holder } from "./certificates.ts";
import type { HeardRequest } from "./heard.ts";
import type { Letter, Letters } from "./letters.ts";
import type { Lifetime } from "./lifetime.ts";
import type { Folder } from "./mailbox.ts";
import type { SentMessage } from "./outgoing.ts";

export interface Practice {
  readonly life: Lifetime;
  readonly certificates: Certificates;
  readonly letters: Letters;
  readonly webmail: {
    readonly url: string;
    /** All that its servers were told, in order. */
    readonly heard: { readonly requests: readonly Pick<HeardRequest, "url" | "body">[] };
  };
  /** Octets that a sealed message may have in this webmail. */
  readonly sealedLimit: number;
  /** What left it over the wire, in order. */
  readonly outgoing: { readonly sent: readonly SentMessage[] };
  /** Where pictures go, below `screenshots/`. */
  readonly album: string;
  /** Puts a letter into a mailbox, as if it had come from outside. */
  deliver(letter: Letter, to: Holder): Promise<void>;
  stored(who: Holder, folder: Folder): readonly Buffer[];
  /** All octets that its servers hold: mail, drafts, and what else they remember of a person. */
  everythingKept(): readonly Buffer[];
}
