/**
 * What a Roundcube page says about itself: the one `rcmail.set_env({…})` literal of its inline script. It is read as
 * JSON, never run, and believed only as far as the person's own webmail may be: nothing here is secret or proof.
 */

/** Roundcube's own environment, narrowed to what Waxwing uses. "" and null mean that the page does not say. */
export interface Environment {
  readonly task: string;
  readonly action: string;
  /** 10605 is 1.6.5. */
  readonly version: number;
  /** Proof against cross-site requests; belongs to the session. */
  readonly token: string;
  readonly mailbox: string;
  /** "12", "12.1.2" for an attached message, "12-Folder" in a search over several folders; null where no message is displayed. */
  readonly uid: string | null;
  /** Roundcube opened a window for this page alone. */
  readonly ownWindow: boolean;
  /** Media types of a displayed message's attachments by their part number. */
  readonly attachments: ReadonlyMap<string, string>;
  readonly compose: ComposeEnvironment | null;
}

export interface ComposeEnvironment {
  readonly id: string;
  readonly mode: string;
  readonly draftsMailbox: string;
  /** UID of the saved draft being continued. */
  readonly draftUid: string;
  /** Of the message being answered or forwarded, without angle brackets. */
  readonly originalMessageId: string;
  /** Largest file the server takes, in octets; null if it does not say. */
  readonly maxFileSize: number | null;
  /** The elements of the files that the form began with: "rcmfile" and a number. */
  readonly fileIds: ReadonlySet<string>;
}

/** A page of ordinary size has 3 kB; folder lists of thousands stay below this. */
const MAX_LITERAL = 2_000_000;
const CALL = "rcmail.set_env(";

/**
 * The environment in a script's or a whole page's text; null if there is none, which is what "not Roundcube" means.
 * The first call counts: Roundcube writes it before any content of a message.
 */
export function readEnvironment(text: string): Environment | null {
  const start = text.indexOf(CALL);
  if (start < 0) return null;
  const literal = objectLiteralAt(text, start + CALL.length);
  const values = literal === null ? null : parseObject(literal);
  return values === null ? null : narrow(values);
}

/** The balanced `{…}` at `start`; null if there is none or it is too long. */
function objectLiteralAt(text: string, start: number): string | null {
  if (text[start] !== "{") return null;
  const end = Math.min(text.length, start + MAX_LITERAL);
  let depth = 0;
  let quoted = false;
  for (let i = start; i < end; i++) {
    const character = text[i];
    if (quoted) {
      if (character === "\\") i++;
      else if (character === '"') quoted = false;
    } else if (character === '"') quoted = true;
    else if (character === "{") depth++;
    else if (character === "}" && --depth === 0) return text.slice(start, i + 1);
  }
  return null;
}

type Values = ReadonlyMap<string, unknown>;

function parseObject(literal: string): Values | null {
  try {
    const value: unknown = JSON.parse(literal);
    return typeof value === "object" && value !== null ? new Map(Object.entries(value)) : null;
  } catch {
    return null;
  }
}

function narrow(values: Values): Environment | null {
  const version = values.get("rcversion");
  const task = textOf(values, "task");
  if (typeof version !== "number" || task === "") return null;
  return {
    task,
    action: textOf(values, "action"),
    version,
    token: textOf(values, "request_token"),
    mailbox: textOf(values, "mailbox"),
    uid: textOf(values, "uid") || null,
    ownWindow: textOf(values, "extwin") === "1",
    attachments: attachmentTypes(values),
    compose: narrowCompose(values),
  };
}

function objectIn(values: Values, key: string): object {
  const value = values.get(key);
  return typeof value === "object" && value !== null ? value : {};
}

function attachmentTypes(values: Values): ReadonlyMap<string, string> {
  const types = Object.entries(objectIn(values, "attachments"));
  return new Map(types.flatMap(([part, type]) => (typeof type === "string" ? [[part, type]] : [])));
}

function narrowCompose(values: Values): ComposeEnvironment | null {
  const id = textOf(values, "compose_id");
  if (id === "") return null;
  const limit = values.get("max_filesize");
  return {
    id,
    mode: textOf(values, "compose_mode"),
    draftsMailbox: textOf(values, "drafts_mailbox"),
    draftUid: textOf(values, "draft_id"),
    originalMessageId: textOf(values, "reply_msgid").replaceAll(/[<>\s]/g, ""),
    maxFileSize: typeof limit === "number" && limit > 0 ? limit : null,
    fileIds: new Set(Object.keys(objectIn(values, "attachments"))),
  };
}

/** Numbers are taken as text: Roundcube writes identifiers either way. */
function textOf(values: Values, key: string): string {
  const value = values.get(key);
  if (typeof value === "string") return value;
  return typeof value === "number" ? String(value) : "";
}
