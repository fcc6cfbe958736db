/**
 * Why work could not be done. An error is never a verdict: a bad signature is an answer (`verdict/vocabulary.ts`), a
 * message that cannot be parsed is an error. Only `code` and `detail` cross the protocol; the pages turn each code
 * into a sentence a person can act on (`pages/ui/sentences.ts`). English messages here are for logs and tests only.
 */

/** The closed list of codes, each with the shape of its detail. Detail holds no plaintext, key material or password. */
export interface SmimeFailures {
  /** Octets that are not BER where BER was owed. `offset` counts from the start of the structure being read. */
  "asn1/malformed": { readonly offset: number; readonly expected: string };
  /** A limit of `asn1/limits.ts` was reached. */
  "asn1/limit-exceeded": { readonly limit: string };

  "mime/malformed": { readonly expected: string };
  /** A limit of `mime/limits.ts` was reached. */
  "mime/limit-exceeded": { readonly limit: string };

  /** `structure` is the name of the RFC 5652 type that could not be read. */
  "cms/malformed": { readonly structure: string };
  "cms/limit-exceeded": { readonly limit: string };
  "cms/unsupported-algorithm": { readonly oid: string };
  "cms/unsupported-content-type": { readonly oid: string };
  /** None of the recipients is one of the given keys. Tells nothing about any key. */
  "cms/no-matching-recipient": { readonly recipients: number };
  /** Every failure after a recipient matched, without detail (RFC 3218, RFC 8551 section 6). */
  "cms/decryption-failed": Readonly<Record<never, never>>;
  /** A digest, cipher or key form that Waxwing reads but never writes, or cannot write with this key. */
  "cms/cannot-write": { readonly reason: string };

  /** `structure` is the name of the RFC 5280 type that could not be read. */
  "x509/malformed": { readonly structure: string };
  "x509/unsupported-key": { readonly oid: string };
  /** A file offered as certificates holds none. */
  "x509/no-certificate": Readonly<Record<never, never>>;
  /** A file of contacts holds none. */
  "x509/no-certificate-in-contact": Readonly<Record<never, never>>;

  "pkcs12/malformed": { readonly structure: string };
  "pkcs12/wrong-password": Readonly<Record<never, never>>;
  "pkcs12/unsupported-algorithm": { readonly oid: string };
  "pkcs12/limit-exceeded": { readonly limit: string };
  /** The file opened, but holds no private key (or none that belongs to one of its certificates). */
  "pkcs12/no-key": { readonly certificates: number };
  "pkcs12/key-mismatch": Readonly<Record<never, never>>;

  "vault/not-created": Readonly<Record<never, never>>;
  "vault/already-created": Readonly<Record<never, never>>;
  "vault/locked": Readonly<Record<never, never>>;
  "vault/wrong-passphrase": Readonly<Record<never, never>>;
  "vault/weak-passphrase": { readonly minimumLength: number };
  "vault/storage-failed": { readonly reason: string };
  /** Sealed data did not authenticate: the store was altered or damaged. */
  "vault/damaged": { readonly record: string };
  "vault/unknown-identity": { readonly address: string };

  /** The sender's role may not send this request. */
  "protocol/forbidden": { readonly request: string };
  "protocol/malformed": { readonly request: string };
  "protocol/unknown-ticket": Readonly<Record<never, never>>;
  /** Whoever asked does not want the answer any more. */
  "protocol/called-off": Readonly<Record<never, never>>;
  /** The worker went away before it answered. Nothing was lost; asking again is safe. */
  "protocol/interrupted": Readonly<Record<never, never>>;
  /** The page holds an old content script: the extension was updated or removed under it. */
  "protocol/orphaned": Readonly<Record<never, never>>;
  /** A fault of ours. `where` names a module, never data. */
  "internal/fault": { readonly where: string };

  /** Nothing that Waxwing reads: no message, signature, certificate or key file. */
  "file/unrecognized": Readonly<Record<never, never>>;
  "file/too-large": { readonly size: number; readonly limit: number };
  /** Several files at once that are not a signature and what it is over. */
  "file/too-many": { readonly files: number };

  "draft/no-recipient": Readonly<Record<never, never>>;
  "draft/bad-address": { readonly address: string };
  /** Sealing refuses rather than leaks: these addresses have no usable certificate. */
  "draft/no-certificate": { readonly addresses: readonly string[] };
  "draft/no-signing-identity": { readonly address: string };
  "draft/too-large": { readonly size: number; readonly limit: number };

  /** More unfinished letters than the journal keeps; nothing of those is thrown away for a new one. */
  "journal/full": { readonly letters: number };
  /** Attachments that the journal does not keep. The letter itself is kept. */
  "journal/too-large": { readonly size: number; readonly limit: number };
  /** The letter was discarded, sent, or is not this composer's to see. */
  "journal/unknown": Readonly<Record<never, never>>;

  "webmail/signed-out": Readonly<Record<never, never>>;
  "webmail/raw-message-unavailable": { readonly status: number };
  "webmail/changed": { readonly missing: string };
  "webmail/offline": Readonly<Record<never, never>>;
  "webmail/import-refused": { readonly reason: string };
  "webmail/copy-differs": { readonly expected: number; readonly found: number };
  "webmail/copy-not-found": Readonly<Record<never, never>>;
  "webmail/send-refused": { readonly reason: string };
  "webmail/too-large": { readonly size: number; readonly limit: number };
  /** Whether the message left is not known (the answer never came). Never sent again without asking. */
  "webmail/outcome-unknown": Readonly<Record<never, never>>;

  /** Nobody supplied the client id that Google asks every program for. */
  "gmail/no-client": Readonly<Record<never, never>>;
  /** The browser does not let the worker speak to Google's servers. */
  "gmail/not-allowed": Readonly<Record<never, never>>;
  /** Never connected, or the connection ran out and Google wants to ask the person again. */
  "gmail/not-connected": { readonly address: string };
  /** The person, or their organization, said no. `reason` is Google's word, or "closed". */
  "gmail/refused": { readonly reason: string };
  /** Connected without the permission to send. */
  "gmail/scope-missing": Readonly<Record<never, never>>;
  "gmail/wrong-account": { readonly expected: string; readonly found: string };
  /** What came back is no answer to what was asked. `reason` is Google's word or a check of ours. */
  "gmail/sign-in-failed": { readonly reason: string };
  "gmail/offline": Readonly<Record<never, never>>;
  "gmail/quota": { readonly reason: string };
  "gmail/too-large": { readonly size: number; readonly limit: number };
  /** No message of a route check as it arrived. `reason`: "unknown", or "not-delivered" for the sender's own copy. */
  "gmail/no-arrival": { readonly reason: "unknown" | "not-delivered" };
  "gmail/send-refused": { readonly status: number; readonly reason: string };

  /** Look-ups are off, or the browser's permission for the resolver is gone. */
  "look-up/off": Readonly<Record<never, never>>;
  /** An administrator does not allow look-ups. */
  "look-up/forbidden": Readonly<Record<never, never>>;
  /** No https address. */
  "look-up/bad-resolver": Readonly<Record<never, never>>;
  /** The browser does not let the worker speak to this host. */
  "look-up/not-allowed": { readonly resolver: string };
  /** No network, no such resolver, or no answer in time. */
  "look-up/offline": { readonly resolver: string };
  /** The resolver does not answer this question: the status of HTTP where that is not 200, else the code of the DNS. */
  "look-up/refused": { readonly status: number; readonly code: number };
  /** The resolver got nothing that it could use from the domain's own servers. */
  "look-up/domain-silent": { readonly domain: string };
  /** The domain publishes nothing for this address. */
  "look-up/no-record": { readonly address: string; readonly domain: string };
  /** The domain publishes certificates in this place, and none of them names this address. */
  "look-up/other-address": { readonly address: string; readonly domain: string };
  /** No answer to what was asked, or beyond a limit. */
  "look-up/unreadable": { readonly reason: string };
  /** Records without a certificate in them. */
  "look-up/nothing-usable": { readonly domain: string; readonly records: number };
}

export type FailureCode = keyof SmimeFailures;

export class SmimeError<C extends FailureCode = FailureCode> extends Error {
  readonly code: C;
  readonly detail: SmimeFailures[C];

  constructor(code: C, detail: SmimeFailures[C], options?: ErrorOptions) {
    super(`${code} ${JSON.stringify(detail)}`, options);
    this.name = "SmimeError";
    this.code = code;
    this.detail = detail;
  }
}

/** What crosses the protocol in place of an error. */
export type Failure = {
  readonly [C in FailureCode]: { readonly code: C; readonly detail: SmimeFailures[C] };
}[FailureCode];

export function isSmimeError<C extends FailureCode>(error: unknown, code?: C): error is SmimeError<C> {
  return error instanceof SmimeError && (code === undefined || error.code === code);
}
