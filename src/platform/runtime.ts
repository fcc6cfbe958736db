/**
 * The only door to the browser's extension API for pages and content scripts. It knows nothing of Waxwing: no request
 * names, no messages, no keys.
 */
import browser from "webextension-polyfill";
import { type AttestedMessageSender, type AttestedSender, attestedSender, originOf } from "./attested-sender.ts";

/** The extension's own origin: what documents inside its frames have, even where their URL is a dynamic one. */
export function extensionOrigin(): string {
  return originOf(browser.runtime.getURL(""));
}

/** The address a packaged file is reached at from a web page. In Chromium its host differs from `extensionOrigin`. */
export function extensionUrl(path: string): string {
  return browser.runtime.getURL(path);
}

/** "1.2.3", as the manifest says. */
export function extensionVersion(): string {
  return browser.runtime.getManifest().version;
}

/** True once the extension was updated, switched off or removed under this script: its API is dead for good. */
export function isOrphaned(): boolean {
  try {
    return !browser.runtime.id;
  } catch {
    return true;
  }
}

/** True in a page of the extension, false in a content script. */
export function isOwnPage(): boolean {
  return location.protocol === new URL(browser.runtime.getURL("")).protocol;
}

/** Octets that lie on top of a message tell for all in it. */
function isOfThisWorld(message: unknown): boolean {
  return (
    typeof message === "object" &&
    message !== null &&
    Object.values(message).some((value) => value instanceof Uint8Array)
  );
}

/** Sends to the worker (and to pages of ours that listen). Rejects where nobody answers. */
export async function sendMessage(message: unknown): Promise<unknown> {
  const answer: unknown = await browser.runtime.sendMessage(message);
  // In Firefox a frame of ours in a web page gets octets whose class is another world's; a clone is of this one.
  return isOfThisWorld(answer) ? answer : structuredClone(answer);
}

/** Hears messages without answering any, until the signal aborts. */
export function onMessage(listener: (message: unknown, sender: AttestedSender) => void, signal: AbortSignal): void {
  const hear = (message: unknown, sender: AttestedMessageSender): undefined => {
    listener(message, attestedSender(sender));
  };
  browser.runtime.onMessage.addListener(hear);
  signal.addEventListener("abort", () => browser.runtime.onMessage.removeListener(hear), { once: true });
}
