/** What the replica's server and its page tell each other. Gmail's own wire format is not imitated. */
import type { Settings } from "./settings.ts";

export interface Party {
  readonly name: string;
  readonly address: string;
}

/** Given to the page as it loads. */
export interface Bootstrap {
  readonly settings: Settings;
  /** The N of `/mail/u/N/`. */
  readonly index: number;
  readonly account: Party;
  readonly aliases: readonly Party[];
}

export interface Row {
  readonly threadId: string;
  readonly messageId: string;
  readonly subject: string;
  readonly from: Party;
  readonly snippet: string;
  readonly unread: boolean;
  readonly count: number;
}

export interface ShownMessage {
  /** Null until Gmail's server has caught up with what was just sent. */
  readonly id: string | null;
  /** "msg-f:<decimal>" for received mail, "msg-a:r<digits>" for one's own. */
  readonly permId: string;
  readonly threadId: string;
  readonly subject: string;
  readonly from: Party;
  readonly to: readonly Party[];
  readonly cc: readonly Party[];
  readonly date: string;
  readonly text: string;
  readonly html: string | null;
  readonly clipped: boolean;
  readonly attachments: readonly { readonly filename: string; readonly type: string; readonly size: number }[];
}

/** What the native compose form posts to `/sync/u/N/i/s`. */
export interface NativeDraft {
  readonly kind: "draft" | "send" | "discard" | "schedule";
  readonly draft: string;
  readonly from: string;
  readonly to: string;
  readonly cc: string;
  readonly bcc: string;
  readonly subject: string;
  readonly body: string;
  readonly thread: string | null;
}
