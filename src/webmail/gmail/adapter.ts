/**
 * Gmail in the browser, in every shape since 2020. One page shows one message after the other, several at once, and
 * forms beside them: everything here has a lifetime. It must never touch print views, sources and downloads.
 */
import type { Bytes, WebmailAdapter } from "../adapter.ts";
import { accountPathOf } from "./account.ts";
import { openDrafts } from "./compose-form.ts";
import { Lifetimes } from "./lifetimes.ts";
import { displayedMessages } from "./message-view.ts";
import { pageWatch } from "./page-watch.ts";
import type { Originals } from "./raw-message.ts";
import { selfCheck } from "./self-check.ts";

const ORIGIN = "https://mail.google.com";

/** Documents of Gmail's that are no page of its client. The manifest leaves them out too, where it starts this script. */
const OTHER_VIEWS: ReadonlySet<string | null> = new Set(["pt", "om", "att", "lg"]);

export interface GmailWishes {
  /** Fetches an original by the worker. @throws SmimeError */
  readonly originalByWorker: (account: string, message: string) => Promise<Bytes>;
}

/** Null on every other page. Only the window's own document: Gmail's frames hold no mail. */
export function recogniseGmail(page: Document, wishes: GmailWishes): WebmailAdapter | null {
  const view = page.defaultView;
  if (view === null || view.location.origin !== ORIGIN || view !== view.top) return null;
  const account = accountPathOf(view.location.pathname);
  if (account === null || OTHER_VIEWS.has(new URLSearchParams(view.location.search).get("view"))) return null;
  return adapterFor(page, {
    origin: ORIGIN,
    account,
    fetch: (url, init) => fetch(url, { credentials: "include", ...init }),
    byWorker: wishes.originalByWorker,
  });
}

/** What is displayed and what is being written, as long as `signal` lasts; both are also what the self-check goes by. */
function adapterFor(page: Document, originals: Originals): WebmailAdapter {
  const watch = pageWatch(page);
  let messages: Lifetimes | null = null;
  let drafts: Lifetimes | null = null;
  return {
    provider: "gmail",
    observeMessages: (onDisplayed, signal) => {
      const living = (messages = new Lifetimes(signal));
      watch(() => living.renew(displayedMessages(page, originals, onDisplayed)), signal);
    },
    observeDrafts: (onOpened, signal) => {
      const living = (drafts = new Lifetimes(signal));
      watch(() => living.renew(openDrafts(page, originals, onOpened)), signal);
    },
    observeMisfits: (onMisfit, signal) => {
      const check = selfCheck(page, onMisfit, signal);
      watch(() => check({ messages: messages?.size ?? 0, drafts: drafts?.size ?? 0 }), signal);
    },
  };
}
