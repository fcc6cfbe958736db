/**
 * Runs in Roundcube's own world, where its client can be reached. It stills that client while Waxwing's composer stands
 * before the form, and knows nothing else: no ticket, no text, no key. The page may do with it what it likes.
 */
import { ANSWER, type PageWish, readWish, WISH } from "./page-wishes.ts";

type Listener = () => false;

/** The parts of `window.rcmail` that are touched; app.js of Roundcube 1.4 to 1.6. */
interface RoundcubeClient {
  readonly env: Record<string, unknown>;
  readonly busy?: boolean;
  save_timer?: number;
  local_save_timer?: number | null;
  compose_skip_unsavedcheck?: boolean;
  addEventListener(name: string, listener: Listener): void;
  removeEventListener(name: string, listener: Listener): void;
  auto_save_start?(): void;
  remove_compose_data?(id: unknown): void;
  /** False where the command is not to be had now. */
  command?(name: string): unknown;
}

declare global {
  interface Window {
    rcmail?: RoundcubeClient;
    waxwingRoundcubePage?: AbortController;
  }
}

/** Whatever posts, stores or moves the text of the native form. */
const STILLED = ["send", "savedraft", "spellcheck", "extwin", "toggle-editor", "send-attachment", "compose-encrypted"];
const refuse: Listener = () => false;

let restore: (() => void) | null = null;

function silence(client: RoundcubeClient): void {
  if (restore !== null) return;
  const { draft_autosave, save_localstorage } = client.env;
  client.env["draft_autosave"] = 0;
  client.env["save_localstorage"] = false;
  clearTimeout(client.save_timer);
  clearInterval(client.local_save_timer ?? undefined);
  client.local_save_timer = null;
  client.remove_compose_data?.(client.env["compose_id"]);
  for (const command of STILLED) client.addEventListener(`before${command}`, refuse);
  restore = () => {
    for (const command of STILLED) client.removeEventListener(`before${command}`, refuse);
    Object.assign(client.env, { draft_autosave, save_localstorage });
    client.auto_save_start?.();
  };
}

/** Never as an attachment: it would hold the sealed message, which only we can read. */
const COMMANDS = { reply: "reply", "reply-all": "reply-all", forward: "forward-inline" } as const;

function grant(client: RoundcubeClient, wish: PageWish): boolean {
  switch (wish) {
    case "silence":
      silence(client);
      return true;
    case "restore":
      restore?.();
      restore = null;
      return true;
    case "release":
      client.compose_skip_unsavedcheck = true;
      return true;
    case "reply":
    case "reply-all":
    case "forward":
      return client.command !== undefined && client.command(COMMANDS[wish]) !== false;
  }
}

function hear(event: Event): void {
  const message = event instanceof CustomEvent ? readWish(event.detail) : null;
  const client = window.rcmail;
  if (message === null || client === undefined) return;
  const saved = Boolean(client.env["draft_id"]) || client.busy === true;
  let done = false;
  try {
    done = grant(client, message.wish);
  } catch {
    // A client of another build: the content script then leaves the native form alone.
  }
  const detail = JSON.stringify({ nonce: message.nonce, done, saved });
  document.dispatchEvent(new CustomEvent(ANSWER, { detail }));
}

// An updated extension puts this script into open pages once more: the later one takes over.
window.waxwingRoundcubePage?.abort();
window.waxwingRoundcubePage = new AbortController();
document.addEventListener(WISH, hear, { signal: window.waxwingRoundcubePage.signal });
