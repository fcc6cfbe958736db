/** `/sync/u/N/i/…`: lists, threads, and the drafts that Gmail's page saves while a person types. */
import type { ServerResponse } from "node:http";
import type { Account, PostOffice, StoredMessage } from "./mailbox.ts";
import { rowOf, shownMessage } from "./rendering.ts";
import type { Settings } from "./settings.ts";
import type { NativeDraft } from "./wire.ts";

/** By the id that the page writes into `input[name=draft]`. */
export type SavedDrafts = Map<string, NativeDraft>;

interface SyncPremises {
  readonly office: PostOffice;
  readonly settings: Settings;
  readonly drafts: SavedDrafts;
}

const SYNC_PATH = /^\/sync\/u\/\d+\/i\/(bv|fd|s)$/;

function rowsOf(account: Account, label: string, { conversationView }: Settings) {
  const labelled = account.labelled(label);
  const threads = new Map<string, readonly StoredMessage[]>();
  for (const message of labelled)
    threads.set(
      conversationView ? message.threadId : message.id,
      conversationView ? account.thread(message.threadId) : [message],
    );
  return [...threads.values()].map((messages) => rowOf(messages)).filter((row) => row !== null);
}

/** A plain message, as anybody's server would write it. */
function plainMessage(draft: NativeDraft): Buffer {
  const recipients = (["to", "cc"] as const)
    .filter((name) => draft[name] !== "")
    .map((name) => `${name}: ${draft[name]}`);
  const lines = [
    `From: ${draft.from}`,
    ...recipients,
    `Subject: ${draft.subject}`,
    `Message-ID: <${crypto.randomUUID()}@mail.gmail.com>`,
    `Date: ${new Date().toUTCString()}`,
    "Content-Type: text/plain; charset=utf-8",
  ];
  return Buffer.from(`${lines.join("\r\n")}\r\n\r\n${draft.body.replaceAll(/\r?\n/g, "\r\n")}\r\n`);
}

const ADDRESS = /[^\s<>,;]+@[^\s<>,;]+/g;

function save(premises: SyncPremises, account: Account, draft: NativeDraft): { draft: string } {
  const { drafts, office } = premises;
  const id = draft.draft || `#msg-a:r${Math.floor(Math.random() * 9e15)}`;
  if (draft.kind === "draft" || draft.kind === "schedule") drafts.set(id, draft);
  else drafts.delete(id);
  if (draft.kind === "send") {
    const raw = plainMessage(draft);
    office.deliver(raw, `${draft.to},${draft.cc},${draft.bcc}`.match(ADDRESS) ?? []);
    account.file(raw, ["SENT"], draft.thread, false);
  }
  return { draft: id };
}

function threadOf(account: Account, id: string, { conversationView }: Settings): readonly StoredMessage[] {
  const alone = account.message(id);
  if (!conversationView && alone !== null) return [alone];
  return account.thread(alone?.threadId ?? id);
}

/** Whether this was a request of that kind. */
export function answerSync(
  premises: SyncPremises,
  account: Account,
  url: URL,
  body: Buffer,
  response: ServerResponse,
): boolean {
  const kind = SYNC_PATH.exec(url.pathname)?.[1];
  if (kind === undefined) return false;
  const asked = JSON.parse(body.toString() || "{}") as NativeDraft & { label: string; thread: string };
  const reply = (value: unknown) => {
    response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(value));
    return true;
  };
  if (kind === "bv") return reply(rowsOf(account, asked.label, premises.settings).toReversed());
  if (kind === "fd") return reply(threadOf(account, asked.thread, premises.settings).map(shownMessage));
  return reply(save(premises, account, asked));
}
