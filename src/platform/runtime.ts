/**
 * The only door to the browser's extension API for pages and content scripts. It knows nothing of Waxwing: no request
 * names, no messages, no keys.
 */
import browser from "webextension-polyfill";

/** What the browser, not the message, says about a sender. Absent facts are null. */
export interface AttestedSender {
  /** The extension the sender belongs to. */
  readonly extensionId: string | null;
  readonly url: string | null;
  readonly origin: string | null;
  readonly tabId: number | null;
  /** 0 for the top frame of a tab. */
  readonly frameId: number | null;
  readonly documentId: string | null;
}

/** The document's scheme and host as `location.origin` would spell it, for schemes `URL.origin` calls opaque too. */
export function originOf(url: string): string {
  const { protocol, host } = new URL(url);
  return `${protocol}//${host}`;
}

/** The extension's own origin: what documents inside its frames have, even where their URL is a dynamic one. */
export function extensionOrigin(): string {
  return originOf(browser.runtime.getURL(""));
}

/** The address a packaged file is reached at from a web page. In Chromium its host differs from `extensionOrigin`. */
export function extensionUrl(path: string): string {
  return browser.runtime.getURL(path);
}

/** True once the extension was updated, switched off or removed under this script: its API is dead for good. */
export function isOrphaned(): boolean {
  try {
    return !browser.runtime.id;
  } catch {
    return true;
  }
}

/** Sends to the worker (and to pages of ours that listen). Rejects where nobody answers. */
export async function sendMessage(message: unknown): Promise<unknown> {
  return browser.runtime.sendMessage(message);
}

export function attestedSender(sender: AttestedMessageSender): AttestedSender {
  return {
    extensionId: sender.id ?? null,
    url: sender.url ?? null,
    origin: sender.origin ?? null,
    tabId: sender.tab?.id ?? null,
    frameId: sender.frameId ?? null,
    documentId: sender.documentId ?? null,
  };
}

/** The parts of the browser's MessageSender that are read; Firefox leaves `origin` out. */
export interface AttestedMessageSender {
  readonly id?: string;
  readonly url?: string;
  readonly origin?: string;
  readonly tab?: { readonly id?: number | undefined };
  readonly frameId?: number;
  readonly documentId?: string;
}

/** Hears messages without answering any, until the signal aborts. */
export function onMessage(listener: (message: unknown, sender: AttestedSender) => void, signal: AbortSignal): void {
  const hear = (message: unknown, sender: AttestedMessageSender): undefined => {
    listener(message, attestedSender(sender));
  };
  browser.runtime.onMessage.addListener(hear);
  signal.addEventListener("abort", () => browser.runtime.onMessage.removeListener(hear), { once: true });
}
