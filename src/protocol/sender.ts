/** Who sent a message: taken from what the browser attests, never from the message. */
import { type AttestedSender, originOf } from "../platform/attested-sender.ts";
import type { Role } from "./protocol.ts";

interface Senders {
  readonly webmail: {
    readonly role: "webmail";
    readonly tabId: number;
    /** Names one document: it changes when the frame navigates (in a browser without document ids, it names the frame). */
    readonly document: string;
    readonly origin: string;
  };
  readonly frame: {
    readonly role: "frame";
    readonly tabId: number;
    readonly document: string;
    readonly page: "viewer" | "composer";
  };
  readonly surface: { readonly role: "surface"; readonly tabId: number | null };
}

export type Sender<R extends Role = Role> = Senders[R];

/** The extension that asks: its id and its origin ("chrome-extension://…", "moz-extension://…"). */
export interface Ourselves {
  readonly id: string;
  readonly origin: string;
}

const EMBEDDED = new Map<string, "viewer" | "composer">([
  ["/pages/viewer/index.html", "viewer"],
  ["/pages/composer/index.html", "composer"],
]);
const BROWSER_OWNED = new Set(["/pages/popup/index.html", "/pages/manager/index.html"]);

function documentOf(sender: AttestedSender): string {
  return sender.documentId ?? `frame-${sender.frameId ?? 0}`;
}

function ownPage(sender: AttestedSender): Senders[Role] | null {
  if (sender.url === null) return null;
  // In Chromium the host of this URL may be a dynamic one; the path is the packaged file's all the same.
  const path = new URL(sender.url).pathname;
  const page = EMBEDDED.get(path);
  if (page) {
    return sender.tabId === null ? null : { role: "frame", tabId: sender.tabId, document: documentOf(sender), page };
  }
  const framed = sender.tabId !== null && sender.frameId !== 0;
  return BROWSER_OWNED.has(path) && !framed ? { role: "surface", tabId: sender.tabId } : null;
}

/** Null: nobody who may ask anything (a sandboxed frame, another extension, a page of ours in the wrong place). */
export function senderOf(sender: AttestedSender, ourselves: Ourselves): Senders[Role] | null {
  if (sender.extensionId !== ourselves.id) return null;
  const origin = sender.origin ?? (sender.url === null ? null : originOf(sender.url));
  if (origin === ourselves.origin) return ownPage(sender);
  if (sender.tabId === null || origin === null || !/^https?:\/\//.test(origin)) return null;
  return { role: "webmail", tabId: sender.tabId, document: documentOf(sender), origin };
}

export function hasRole<R extends Role>(sender: Senders[Role], role: R): sender is Senders[R] & Senders[Role] {
  return sender.role === role;
}
