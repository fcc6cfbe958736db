/** What can be said of the way through Gmail's interface: types of the requests `gmail/…`, and two plain facts. */

type Bytes = Uint8Array<ArrayBuffer>;

/** The servers that only the worker talks to, and only for connected accounts. The browser asks the person for them. */
export const GMAIL_ORIGINS: readonly string[] = ["https://gmail.googleapis.com", "https://oauth2.googleapis.com"];

/** What one upload may have: the interface's own limit. */
export const GMAIL_LIMIT = 35 * 1024 * 1024;

export type GmailConnection =
  /** Nobody supplied a client id. */
  { readonly kind: "no-client" } | { readonly kind: "not-connected" } | { readonly kind: "connected" };

export type SignInFlow = "implicit" | "code";

/** The registration with Google that an installation uses. */
export interface GmailClient {
  readonly id: string;
  /** "" for none. Google does not treat it as one for installed programs. */
  readonly secret: string;
  readonly flow: SignInFlow;
}

export interface GmailClientStatus {
  readonly id: string;
  readonly flow: SignInFlow;
  /** Who supplied it; the first of these that did. */
  readonly source: "policy" | "settings" | "publisher";
}

export interface GmailAccount {
  readonly address: string;
  /** ISO 8601: when it was connected. */
  readonly since: string;
}

/** How a message may be sealed, as far as a route can tell. */
export type MessageForm = "clear-signed" | "opaque-signed" | "encrypted" | "signed-and-encrypted";

export type Arrival = "pending" | "whole" | "broken";

/** One try of a route: every form, sent by the account to another mailbox of the person's. */
export interface RouteCheck {
  /** Lower-case hexadecimal, in the header and in the content of each message of the check. */
  readonly id: string;
  readonly account: string;
  readonly to: string;
  /** ISO 8601. */
  readonly date: string;
  readonly arrivals: Readonly<Record<MessageForm, Arrival>>;
}

export interface GmailStatus {
  readonly client: GmailClientStatus | null;
  /** Must be registered with Google for the client. */
  readonly redirectUri: string;
  readonly accounts: readonly GmailAccount[];
  /** The latest of each account. */
  readonly checks: readonly RouteCheck[];
}

/** Which form a signature takes where the person does not choose, and how that is known. */
export interface SignatureDefault {
  readonly form: "clear" | "opaque";
  readonly basis: "reported" | "checked";
  /** ISO 8601 of a check; of reports the day they were collected. */
  readonly date: string;
}

/** Source of a message of a route check, copied from the other mailbox. */
export interface Arrived {
  readonly source: Bytes;
}
