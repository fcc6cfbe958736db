/**
 * Roundcube, stock, from 1.4 on (the first with "resend"), wherever it runs: known by its page, not by its address. It
 * must never touch what is not Roundcube's.
 */
import type { DisplayedMessage, OpenDraft, WebmailAdapter } from "../adapter.ts";
import { openDraft } from "./compose-page.ts";
import { type Environment, readEnvironment } from "./environment.ts";
import { displayedMessage } from "./message-page.ts";
import type { Server } from "./server.ts";

const FIRST_VERSION = 10_400;

/** Null on every other page. */
export function recogniseRoundcube(page: Document): WebmailAdapter | null {
  const environment = environmentOf(page);
  if (environment === null || environment.version < FIRST_VERSION || environment.token === "") return null;
  const server = serverOf(page);
  if (environment.task !== "mail" || server === null) return null;
  return adapterFor(page, environment, { ...server, token: environment.token });
}

/** Each page of Roundcube displays one message or one draft and never another: it loads a new page for that. */
function adapterFor(page: Document, environment: Environment, server: Server): WebmailAdapter {
  return {
    provider: "roundcube",
    observeMessages: (onDisplayed, signal) =>
      tell<DisplayedMessage>(displayedMessage(page, environment, server), onDisplayed, signal),
    observeDrafts: (onOpened, signal) => tell<OpenDraft>(openDraft(page, environment, server), onOpened, signal),
    observeMisfits: null,
  };
}

function tell<T>(found: T | null, listener: (found: T, lifetime: AbortSignal) => void, signal: AbortSignal): void {
  if (found !== null && !signal.aborted) listener(found, signal);
}

function environmentOf(page: Document): Environment | null {
  for (const script of page.scripts) {
    const environment = script.src === "" ? readEnvironment(script.textContent ?? "") : null;
    if (environment) return environment;
  }
  return null;
}

function serverOf(page: Document): Omit<Server, "token"> | null {
  const view = page.defaultView;
  if (view === null || !/^https?:$/.test(view.location.protocol)) return null;
  const { origin, pathname } = view.location;
  return { base: `${origin}${pathname}`, fetch: (url, init) => fetch(url, { ...init, credentials: "same-origin" }) };
}
