/** The rule for each request: who may send it, what its body must look like, whether it may be asked twice. */
import type { Draft, DraftAttachment, InlineImage, Mailbox, RichText } from "../smime/verdict/display.ts";
import type { Arrived, GmailClient } from "./gmail.ts";
import { attachmentId, keptLetter, letterId } from "./journal-shapes.ts";
import { CONTENT_ID, letterHtml } from "./letter-html.ts";
import type {
  AnswerKind,
  Body,
  ComposerTicket,
  ComposeSeed,
  Delivery,
  Intent,
  ManagerSection,
  Mark,
  Protocol,
  RequestName,
  Settings,
  ViewerTicket,
  WritingSettings,
} from "./protocol.ts";
import {
  bool,
  bytes,
  count,
  DEEPEST_ATTACHED,
  either,
  line,
  listOf,
  nullable,
  oneOf,
  record,
  type Shape,
  text,
  ticket,
} from "./shapes.ts";

export interface RequestRule<K extends RequestName> {
  readonly from: Protocol[K]["from"];
  /** For `from: "frame"`: the page that may send it; null where both may. */
  readonly page: "viewer" | "composer" | null;
  readonly body: Shape<Body<K>>;
}

const mailbox = record<Mailbox>({ name: line, address: line });
const mark = record<Mark>({ colour: line, symbol: line });
const nothing = record<object>({});
const origin = record<{ origin: string }>({ origin: line });
const keyFile = record<{ file: Uint8Array<ArrayBuffer>; password: string }>({ file: bytes, password: line });
const certificateFile = record<{ file: Uint8Array<ArrayBuffer> }>({ file: bytes });
const passphrase = record<{ passphrase: string }>({ passphrase: line });
const fingerprint: Shape<string> = (value): value is string =>
  typeof value === "string" && /^[0-9a-f]{64}$/.test(value);

/** Of a message or a thread of Gmail's. */
const hexadecimalId: Shape<string> = (value): value is string =>
  typeof value === "string" && /^[0-9a-f]{8,24}$/.test(value);

/** An account of Gmail's, one's own or delegated. */
const accountPath: Shape<string> = (value): value is string =>
  typeof value === "string" && /^\/mail\/(?:b\/[\w-]{1,100}\/)?u\/\d{1,3}\/$/.test(value);

const attachment = record<DraftAttachment>({ filename: line, contentType: line, content: bytes });

const contentId: Shape<string> = (value): value is string => typeof value === "string" && CONTENT_ID.test(value);

/** Pictures made of points only: an SVG is a document. */
const inlineImage = record<InlineImage>({
  contentId,
  filename: line,
  contentType: oneOf("image/png", "image/jpeg", "image/gif", "image/webp"),
  content: bytes,
});

const draft = record<Draft>({
  from: mailbox,
  to: listOf(mailbox),
  cc: listOf(mailbox),
  bcc: listOf(mailbox),
  subject: line,
  text,
  rich: nullable(record<RichText>({ html: letterHtml, images: listOf(inlineImage) })),
  attachments: listOf(attachment),
  sign: bool,
  encrypt: bool,
  hideSubject: bool,
});

const delivery = either<Delivery>(
  record<{ kind: "webmail" }>({ kind: oneOf("webmail") }),
  record<{ kind: "gmail-api"; thread: string | null }>({ kind: oneOf("gmail-api"), thread: nullable(hexadecimalId) }),
  record<{ kind: "file" }>({ kind: oneOf("file") }),
);

const seed = record<ComposeSeed>({
  intent: oneOf<Intent>("sign", "encrypt", "sign-and-encrypt"),
  from: mailbox,
  identities: listOf(mailbox),
  to: text,
  cc: text,
  bcc: text,
  subject: text,
  text,
  answered: nullable(bytes),
  forwards: bool,
  limit: nullable(count),
  mayHaveBeenSaved: bool,
  delivery,
});

const gmailClient = record<GmailClient>({ id: line, secret: line, flow: oneOf("implicit", "code") });

function webmail<T>(body: Shape<T>) {
  return { from: "webmail", page: null, body } as const;
}

function frame<T>(page: "viewer" | "composer" | null, body: Shape<T>) {
  return { from: "frame", page, body } as const;
}

function surface<T>(body: Shape<T>) {
  return { from: "surface", page: null, body } as const;
}

const inside: Shape<readonly number[]> = (value): value is readonly number[] =>
  listOf(count)(value) && value.length <= DEEPEST_ATTACHED;

const viewerTicket = ticket<ViewerTicket>();
const composerTicket = ticket<ComposerTicket>();
const sealing = record<Body<"draft/seal">>({
  ticket: composerTicket,
  draft,
  form: nullable(oneOf("clear", "opaque")),
});
const named = record<Body<"journal/continue">>({ ticket: composerTicket, letter: letterId });
const unfinished = record<{ letter: string }>({ letter: letterId });

export const REQUESTS: { readonly [K in RequestName]: RequestRule<K> } = {
  "message/open": webmail(record<Body<"message/open">>({ raw: bytes })),
  "message/coming": webmail(nothing),
  "message/closed": webmail(nothing),
  "composer/open": webmail(seed),
  "answer/wish": webmail(
    record<Body<"answer/wish">>({ raw: bytes, intent: oneOf<Intent>("sign", "encrypt", "sign-and-encrypt") }),
  ),
  "answer/claim": webmail(nothing),
  "answer/open": webmail(record<Body<"answer/open">>({ seed, message: fingerprint })),
  "gmail/original": webmail(record<Body<"gmail/original">>({ account: accountPath, message: hexadecimalId })),
  "surface/open": webmail(record<Body<"surface/open">>({ section: oneOf<ManagerSection>("tool", "compose") })),

  "viewer/redeem": frame("viewer", record<Body<"viewer/redeem">>({ ticket: viewerTicket })),
  "viewer/attached": frame("viewer", record<Body<"viewer/attached">>({ ticket: viewerTicket, inside })),
  "viewer/attachment": frame(
    "viewer",
    record<Body<"viewer/attachment">>({ ticket: viewerTicket, inside, index: count }),
  ),
  "composer/redeem": frame("composer", record<Body<"composer/redeem">>({ ticket: composerTicket })),
  "composer/forwarded": frame(
    "composer",
    record<Body<"composer/forwarded">>({ ticket: composerTicket, as: oneOf("attachments", "files", "message") }),
  ),
  "composer/check": frame(
    "composer",
    record<Body<"composer/check">>({ ticket: composerTicket, from: line, addresses: listOf(line) }),
  ),
  "composer/suggest": frame("composer", record<Body<"composer/suggest">>({ ticket: composerTicket, typed: line })),
  "composer/add-certificate": frame(
    "composer",
    record<Body<"composer/add-certificate">>({ ticket: composerTicket, address: line, file: bytes }),
  ),
  "composer/ask-authority": frame(
    "composer",
    record<Body<"composer/ask-authority">>({ ticket: composerTicket, address: line }),
  ),
  "composer/look-up": frame("composer", record<Body<"composer/look-up">>({ ticket: composerTicket, address: line })),
  "composer/ask-look-up": frame("composer", record<Body<"composer/ask-look-up">>({ ticket: composerTicket })),
  "draft/seal": frame("composer", sealing),
  "draft/seal-apart": frame("composer", sealing),
  "gmail/connection": frame("composer", record<Body<"gmail/connection">>({ ticket: composerTicket, from: line })),
  "gmail/ask": frame("composer", record<Body<"gmail/ask">>({ ticket: composerTicket, from: line })),
  "gmail/send": frame("composer", record<Body<"gmail/send">>({ ticket: composerTicket, raw: bytes, again: bool })),
  "journal/save": frame(
    "composer",
    record<Body<"journal/save">>({ ticket: composerTicket, revision: count, letter: keptLetter, leaving: bool }),
  ),
  "journal/attach": frame(
    "composer",
    record<Body<"journal/attach">>({ ticket: composerTicket, id: attachmentId, content: bytes }),
  ),
  "journal/offers": frame("composer", record<Body<"journal/offers">>({ ticket: composerTicket })),
  "journal/continue": frame("composer", named),
  "journal/discard": frame("composer", named),
  "journal/restore": frame("composer", named),
  "journal/end": frame("composer", record<Body<"journal/end">>({ ticket: composerTicket, sent: bool })),
  "draft/progress": frame("composer", record<Body<"draft/progress">>({ ticket: composerTicket })),
  "draft/call-off": frame("composer", record<Body<"draft/call-off">>({ ticket: composerTicket })),
  "vault/ask": frame(null, nothing),

  "vault/state": surface(nothing),
  "vault/create": surface(passphrase),
  "vault/unlock": surface(passphrase),
  "vault/lock": surface(nothing),

  "identity/list": surface(nothing),
  "identity/inspect": surface(keyFile),
  "identity/import": surface(keyFile),
  "identity/remove": surface(record<Body<"identity/remove">>({ id: line })),
  "identity/export": surface(record<Body<"identity/export">>({ password: line, form: oneOf("modern", "compatible") })),

  "person/list": surface(nothing),
  "person/inspect": surface(certificateFile),
  "person/import": surface(certificateFile),
  "person/remove": surface(record<Body<"person/remove">>({ address: line })),

  "look-up/status": surface(nothing),
  "look-up/prepare": surface(record<Body<"look-up/prepare">>({ resolver: nullable(line) })),
  "look-up/configure": surface(record<Body<"look-up/configure">>({ resolver: nullable(line) })),
  "look-up/find": surface(record<Body<"look-up/find">>({ address: line })),

  "certificate/doubted": surface(record<Body<"certificate/doubted">>({ id: fingerprint })),

  "authority/list": surface(nothing),
  "authority/add": surface(record<Body<"authority/add">>({ file: nullable(bytes), fingerprint })),
  "authority/remove": surface(record<Body<"authority/remove">>({ fingerprint })),

  "site/list": surface(nothing),
  "site/enable": surface(origin),
  "site/disable": surface(origin),

  "file/inspect": surface(record<Body<"file/inspect">>({ file: bytes })),
  "file/open": surface(record<Body<"file/open">>({ file: bytes })),
  "file/verify": surface(record<Body<"file/verify">>({ signature: bytes, content: bytes })),
  "composer/start": surface(record<Body<"composer/start">>({ letter: nullable(letterId) })),
  "answer/start": surface(
    record<Body<"answer/start">>({ file: bytes, as: oneOf<AnswerKind>("reply", "reply-all", "forward") }),
  ),
  "composer/first": surface(record<Body<"composer/first">>({ subject: line, text })),
  "unfinished/list": surface(nothing),
  "unfinished/discard": surface(unfinished),
  "unfinished/restore": surface(unfinished),
  "diagnostics/read": surface(nothing),
  "diagnostics/check": surface(nothing),

  "tab/report": surface(record<Body<"tab/report">>({ tabId: count })),
  "gmail/status": surface(nothing),
  "gmail/configure": surface(record<Body<"gmail/configure">>({ client: nullable(gmailClient) })),
  "gmail/connect": surface(record<Body<"gmail/connect">>({ address: line })),
  "gmail/disconnect": surface(record<Body<"gmail/disconnect">>({ address: line })),
  "gmail/check-route": surface(record<Body<"gmail/check-route">>({ account: line, to: line })),
  "gmail/read-arrival": surface(record<Arrived>({ source: bytes })),
  "settings/read": surface(nothing),
  "settings/write": surface(record<Settings>({ autoLockMinutes: count, mark })),
  "writing/read": surface(nothing),
  "writing/write": surface(
    record<WritingSettings>({
      formatted: bool,
      alwaysSign: bool,
      encryptWhenPossible: bool,
      opaqueSignatures: bool,
      closing: text,
    }),
  ),
};

export function isRequestName(name: unknown): name is RequestName {
  return typeof name === "string" && Object.hasOwn(REQUESTS, name);
}
