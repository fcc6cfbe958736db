/**
 * Every request that can be sent to the background worker: who may send it, what it carries, what comes back. Types
 * only; `codec.ts` checks the bodies, `server.ts` the senders.
 */
import type { DisplayContent, Draft, DraftAttachment, Mailbox } from "../smime/verdict/display.ts";
import type { FileFinding } from "../smime/verdict/file-finding.ts";
import type { CertificateSummary, MessageReport } from "../smime/verdict/vocabulary.ts";
import type { FoundLetter } from "../smime/verdict/kept-letter.ts";
import type { AnswerRequests } from "./answers.ts";
import type { ComposeSeed, Delivery, Intent } from "./compose-seed.ts";
import type { Diagnostics, PublicAuthorityList, SelfCheck } from "./diagnostics.ts";
import type { SealedCopy } from "./frame-port.ts";
import type { Arrived, GmailClient, GmailConnection, GmailStatus, SignatureDefault } from "./gmail.ts";
import type { JournalProtocol } from "./journal.ts";
import type { LookUpOrigin, LookUpRequests, LookUpState } from "./look-up.ts";
import type { Quote } from "./quote.ts";
import type { RecipientRequests, RecipientStatus, SenderStatus } from "./recipients.ts";
import type { ComposerTicket, ViewerTicket } from "./tickets.ts";
import type { WritingSettings } from "./writing-settings.ts";

export type { ComposeSeed, Delivery, Intent } from "./compose-seed.ts";
export type { AnswerKind, AnswerWish } from "./answers.ts";
export type { Checked, Diagnostics, PublicAuthorityList, SelfCheck } from "./diagnostics.ts";
export type { FromFrame, FromPage, Introduction, SealedCopy, TransportStep } from "./frame-port.ts";
export type { Quote } from "./quote.ts";
export type { CertificateOutcome, RecipientStatus, SenderStatus, Suggestion } from "./recipients.ts";
export type { ComposerTicket, ViewerTicket } from "./tickets.ts";
export type { WritingSettings } from "./writing-settings.ts";

/**
 * Taken from what the browser attests about the sender, never from the message.
 * `webmail`: our content script. `frame`: our viewer or composer embedded in a webmail page. `surface`: a page of ours
 * that the browser itself frames (popup, extension tab or window), which no web page can cover.
 */
export type Role = "webmail" | "frame" | "surface";

type Bytes = Uint8Array<ArrayBuffer>;

/** The answered message kept its subject from everybody on the way, and so must its answer. */
export interface HiddenSubject {
  /** The subject that was hidden. */
  readonly words: string;
  /** The subject of the answer where it is encrypted. */
  readonly complete: string;
  /** The subject of the answer where it is not. */
  readonly obscured: string;
}

/** Whether a message goes on to others, and whether it can be read here: only then its files can come along. */
export type ForwardedState = "none" | "readable" | "unreadable";

export interface ComposerContext {
  readonly intent: Intent;
  readonly from: Mailbox;
  readonly identities: readonly Mailbox[];
  readonly to: readonly Mailbox[];
  readonly cc: readonly Mailbox[];
  readonly bcc: readonly Mailbox[];
  /** As the webmail has it: of a message with a hidden subject it knows only what stood outside. */
  readonly subject: string;
  /** Null where the answered message hid none, or cannot be read. */
  readonly hiddenSubject: HiddenSubject | null;
  /** What the letter begins with, as plain text. */
  readonly text: string;
  /** The same where what is quoted has formatting; else null. */
  readonly quote: Quote | null;
  readonly mayHaveBeenSaved: boolean;
  readonly delivery: Delivery;
  readonly answersEncrypted: boolean;
  readonly forwards: ForwardedState;
  /** Octets that one sealed message may have. */
  readonly limit: number;
  readonly writing: WritingSettings;
  /** No webmail stands around it: there is nothing to go back to. */
  readonly alone: boolean;
  /** The unfinished letter that this composer goes on with; null for a new one. */
  readonly found: FoundLetter | null;
  readonly vault: VaultState;
  readonly mark: Mark;
}

export type VaultState =
  | { readonly kind: "empty" }
  | { readonly kind: "locked" }
  /** Milliseconds since 1970. */
  | { readonly kind: "unlocked"; readonly until: number };

/** The mark a person chose, shown on every frame so that a fake is recognised. */
export interface Mark {
  readonly colour: string;
  readonly symbol: string;
}

export interface Identity {
  readonly id: string;
  readonly certificate: CertificateSummary;
  /** The issuers that came with it, nearest first. */
  readonly chain: readonly CertificateSummary[];
  readonly canSign: boolean;
  readonly canDecrypt: boolean;
  /** Whether its issuers lead to an authority that is trusted already. */
  readonly authorityTrusted: boolean;
}

/** What a key file holds, shown before anything is saved. */
export interface KeyFilePreview {
  readonly identities: readonly (Omit<Identity, "id"> & { readonly known: boolean })[];
  readonly otherCertificates: readonly CertificateSummary[];
  /** "pbes2 aes-256-cbc", "pbeWithSHAAnd40BitRC2-CBC", … */
  readonly encryption: readonly string[];
  readonly legacy: boolean;
}

export interface Person {
  readonly address: string;
  readonly certificate: CertificateSummary;
  readonly source: "learned" | "vouched" | "imported";
  /** ISO 8601: when it was learned or imported. */
  readonly since: string;
  /** Where it was looked up; null where no look-up brought it. */
  readonly lookedUp: LookUpOrigin | null;
  /** An earlier certificate this one replaced, and whether its authority differs. */
  readonly replaced: { readonly fingerprint: string; readonly otherAuthority: boolean } | null;
}

export interface Authority {
  readonly certificate: CertificateSummary;
  readonly since: string;
}

export interface Site {
  /** "https://mail.example.org" */
  readonly origin: string;
  /** Named in the manifest: it cannot be taken off the list, only in the browser's own settings. */
  readonly builtIn: boolean;
}

export interface Settings {
  readonly autoLockMinutes: number;
  readonly mark: Mark;
}

export interface TabReport {
  readonly subject: string;
  readonly from: string;
  readonly report: MessageReport;
}

/** A part of the manager that a webmail page may have opened: there is nothing to confirm, unlock or trust in it. */
export type ManagerSection = "tool" | "compose";

interface Nothing {}

export interface Protocol extends JournalProtocol, RecipientRequests, AnswerRequests, LookUpRequests {
  /** Reads a displayed message. `content` says whether there is something only the viewer may show. */
  "message/open": {
    from: "webmail";
    body: { raw: Bytes };
    reply: { report: MessageReport; ticket: ViewerTicket | null };
  };
  /** The original of a message is being fetched: whatever opening it needs is made ready meanwhile. */
  "message/coming": { from: "webmail"; body: Nothing; reply: Nothing };
  /** The message is no longer displayed in this frame. */
  "message/closed": { from: "webmail"; body: Nothing; reply: Nothing };
  "composer/open": { from: "webmail"; body: ComposeSeed; reply: { ticket: ComposerTicket } };

  /**
   * One message's octets from Gmail's server, for a Gmail page that the browser does not let read them. `account` is
   * the path before the query, "/mail/u/0/"; `message` is Gmail's hexadecimal id.
   */
  "gmail/original": { from: "webmail"; body: { account: string; message: string }; reply: { raw: Bytes } };
  /** Opens one of these parts of the manager, in the one tab it has. */
  "surface/open": { from: "webmail"; body: { section: ManagerSection }; reply: Nothing };

  "viewer/redeem": {
    from: "frame";
    body: { ticket: ViewerTicket };
    /**
     * `content` is null while the vault is locked or where decryption failed: the report says which. `alone`: no webmail
     * around the viewer shows subject, people and date.
     */
    reply: { report: MessageReport; content: DisplayContent | null; alone: boolean; vault: VaultState; mark: Mark };
  };
  /**
   * A message that is attached to the ticket's, or to one attached to that. `inside` leads there: the index of the
   * attachment in each message, from the outermost. `content` as above. Nothing is learned from it.
   */
  "viewer/attached": {
    from: "frame";
    body: { ticket: ViewerTicket; inside: readonly number[] };
    reply: { report: MessageReport; content: DisplayContent | null };
  };
  /** One attachment of the message that `inside` leads to; of the ticket's own where that is empty. */
  "viewer/attachment": {
    from: "frame";
    body: { ticket: ViewerTicket; inside: readonly number[]; index: number };
    reply: { content: Bytes };
  };
  "composer/redeem": { from: "frame"; body: { ticket: ComposerTicket }; reply: ComposerContext };
  /**
   * What a forwarded message holds: its attachments; those of them that its text does not show as pictures; or itself as
   * one, without the envelope that was for us alone.
   */
  "composer/forwarded": {
    from: "frame";
    body: { ticket: ComposerTicket; as: "attachments" | "files" | "message" };
    reply: { attachments: readonly DraftAttachment[] };
  };
  "composer/check": {
    from: "frame";
    body: { ticket: ComposerTicket; from: string; addresses: readonly string[] };
    reply: {
      sender: SenderStatus;
      recipients: readonly RecipientStatus[];
      vault: VaultState;
      lookUp: LookUpState;
    };
  };
  /** `form`: how a signature without encryption travels; null for what suits the way out. */
  "draft/seal": {
    from: "frame";
    body: { ticket: ComposerTicket; draft: Draft; form: "clear" | "opaque" | null };
    reply: { copies: readonly SealedCopy[] };
  };
  /** A letter of its own, written beside the ticket's: it answers nothing, and leaves the journal as it is. Else as above. */
  "draft/seal-apart": {
    from: "frame";
    body: Protocol["draft/seal"]["body"];
    reply: Protocol["draft/seal"]["reply"];
  };
  /** How this sender stands with Gmail. Only for a ticket whose copies leave that way, and so the two that follow. */
  "gmail/connection": {
    from: "frame";
    body: { ticket: ComposerTicket; from: string };
    reply: { connection: GmailConnection; signature: SignatureDefault };
  };
  /** Opens the browser-owned window that connects this sender's account. */
  "gmail/ask": { from: "frame"; body: { ticket: ComposerTicket; from: string }; reply: Nothing };
  /**
   * Sends one copy that was sealed for this ticket; one that was sent already is not sent again. `again`: the person
   * knows that it may have left before.
   */
  "gmail/send": { from: "frame"; body: { ticket: ComposerTicket; raw: Bytes; again: boolean }; reply: Nothing };
  /** How far sealing is, from 0 to 1; null where none is under way. */
  "draft/progress": { from: "frame"; body: { ticket: ComposerTicket }; reply: { fraction: number | null } };
  /** Sealing ends with protocol/called-off. */
  "draft/call-off": { from: "frame"; body: { ticket: ComposerTicket }; reply: Nothing };
  /** Opens the browser-owned unlock window. */
  "vault/ask": { from: "frame"; body: Nothing; reply: Nothing };

  "vault/state": { from: "surface"; body: Nothing; reply: VaultState };
  "vault/create": { from: "surface"; body: { passphrase: string }; reply: VaultState };
  "vault/unlock": { from: "surface"; body: { passphrase: string }; reply: VaultState };
  "vault/lock": { from: "surface"; body: Nothing; reply: VaultState };

  "identity/list": { from: "surface"; body: Nothing; reply: { identities: readonly Identity[] } };
  "identity/inspect": { from: "surface"; body: { file: Bytes; password: string }; reply: KeyFilePreview };
  /** All identities of the file, in one transaction. The vault must be unlocked. */
  "identity/import": {
    from: "surface";
    body: { file: Bytes; password: string };
    reply: { identities: readonly Identity[] };
  };
  "identity/remove": { from: "surface"; body: { id: string }; reply: Nothing };
  /** A PKCS #12 file with every identity, under a password of its own; `compatible`: weaker, for older programs. */
  "identity/export": {
    from: "surface";
    body: { password: string; form: "modern" | "compatible" };
    reply: { file: Bytes };
  };

  "person/list": { from: "surface"; body: Nothing; reply: { people: readonly Person[] } };
  "person/inspect": {
    from: "surface";
    body: { file: Bytes };
    reply: { people: readonly CertificateSummary[]; authorities: readonly CertificateSummary[] };
  };
  "person/import": { from: "surface"; body: { file: Bytes }; reply: { people: readonly Person[] } };
  "person/remove": { from: "surface"; body: { address: string }; reply: Nothing };

  "authority/list": {
    from: "surface";
    body: Nothing;
    reply: { authorities: readonly Authority[]; publicAuthorities: PublicAuthorityList };
  };
  /**
   * `fingerprint` names the certificate that the person looked at and chose to trust: one of the file, or where `file`
   * is null one of the chain that came with an identity of ours.
   */
  "authority/add": {
    from: "surface";
    body: { file: Bytes | null; fingerprint: string };
    reply: { authorities: readonly Authority[] };
  };
  "authority/remove": { from: "surface"; body: { fingerprint: string }; reply: Nothing };

  "site/list": { from: "surface"; body: Nothing; reply: { sites: readonly Site[] } };
  /** After the browser granted the host permission in the popup. Also starts Waxwing in open tabs of that site. */
  "site/enable": { from: "surface"; body: { origin: string }; reply: { sites: readonly Site[] } };
  "site/disable": { from: "surface"; body: { origin: string }; reply: { sites: readonly Site[] } };

  /** What kind of file this is, by its octets. Nothing is opened, verified or kept. */
  "file/inspect": { from: "surface"; body: { file: Bytes }; reply: FileFinding };
  /** Reads a message, or a CMS object that stands for one. The ticket is for a viewer in the tab that asked. */
  "file/open": { from: "surface"; body: { file: Bytes }; reply: { report: MessageReport; ticket: ViewerTicket } };
  /** Holds a detached signature against the file it came with. */
  "file/verify": { from: "surface"; body: { signature: Bytes; content: Bytes }; reply: { report: MessageReport } };
  /**
   * A letter without a webmail, from one of the person's own identities: a new one, or the unfinished one of this id. The
   * ticket is for a composer in the tab that asked.
   */
  "composer/start": { from: "surface"; body: { letter: string | null }; reply: { ticket: ComposerTicket } };
  /** A signed letter to oneself, to begin with; else as `composer/start`. */
  "composer/first": { from: "surface"; body: { subject: string; text: string }; reply: { ticket: ComposerTicket } };
  "diagnostics/read": { from: "surface"; body: Nothing; reply: Diagnostics };
  "diagnostics/check": { from: "surface"; body: Nothing; reply: SelfCheck };

  "tab/report": { from: "surface"; body: { tabId: number }; reply: { message: TabReport | null } };
  "gmail/status": { from: "surface"; body: Nothing; reply: GmailStatus };
  /** Null: no client of the person's own. */
  "gmail/configure": { from: "surface"; body: { client: GmailClient | null }; reply: GmailStatus };
  /** Signs in, in a window of the browser's own, after the browser let us talk to Google. */
  "gmail/connect": { from: "surface"; body: { address: string }; reply: GmailStatus };
  "gmail/disconnect": { from: "surface"; body: { address: string }; reply: GmailStatus };
  /** Sends one message of each form to another mailbox of the person's. */
  "gmail/check-route": { from: "surface"; body: { account: string; to: string }; reply: GmailStatus };
  /** Reads the source of one of them as it arrived. */
  "gmail/read-arrival": { from: "surface"; body: Arrived; reply: GmailStatus };

  "settings/read": { from: "surface"; body: Nothing; reply: Settings };
  "settings/write": { from: "surface"; body: Settings; reply: Settings };
  "writing/read": { from: "surface"; body: Nothing; reply: WritingSettings };
  "writing/write": { from: "surface"; body: WritingSettings; reply: WritingSettings };
}

export type RequestName = keyof Protocol;
export type Body<K extends RequestName> = Protocol[K]["body"];
export type Reply<K extends RequestName> = Protocol[K]["reply"];

/** Sent by the worker to every page of ours, without data worth stealing. */
export interface Announcements {
  "vault/changed": { readonly state: VaultState["kind"] };
  /** Somebody can be written to, or no longer. */
  "people/changed": Nothing;
  /** Look-ups were turned on or off. */
  "look-up/changed": Nothing;
  /** What is known of Gmail changed. `connected`: the person has just connected an account. */
  "gmail/changed": { readonly connected: boolean };
  /** A letter was begun, discarded, taken up again or sent. */
  "journal/changed": Nothing;
}
