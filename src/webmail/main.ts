/**
 * The content script: runs in every frame of a webmail that a person allowed, recognises the webmail by its page and
 * serves what is displayed. It must never hold plaintext of encrypted mail, nor a key, nor parse a message.
 */
import { request } from "../protocol/client.ts";
import type { Bytes, WebmailAdapter } from "./adapter.ts";
import { serveDraft } from "./composing.ts";
import { readMessage } from "./reading.ts";
import { recogniseGmail } from "./gmail/adapter.ts";
import { tellMisfit } from "./misfit-note.tsx";
import { recogniseRoundcube } from "./roundcube/adapter.ts";

/** Said in the document when another instance takes over: an update leaves the old one there, cut off from the worker. */
const SUCCESSION = "waxwing-succession";

async function originalByWorker(account: string, message: string): Promise<Bytes> {
  return (await request("gmail/original", { account, message })).raw;
}

function recognise(page: Document): WebmailAdapter | null {
  return recogniseGmail(page, { originalByWorker }) ?? recogniseRoundcube(page);
}

/** Ends when a newer instance comes. */
const instance = new AbortController();

/** From now until the page goes. */
function serve(adapter: WebmailAdapter): void {
  const visit = new AbortController();
  const signal = AbortSignal.any([instance.signal, visit.signal]);
  window.addEventListener("pagehide", () => visit.abort(), { signal });
  adapter.observeMessages(readMessage, signal);
  adapter.observeDrafts(serveDraft, signal);
  adapter.observeMisfits?.(tellMisfit, signal);
}

function start(): void {
  const adapter = recognise(document);
  if (adapter === null) return;
  const { signal } = instance;
  document.dispatchEvent(new Event(SUCCESSION));
  document.addEventListener(SUCCESSION, () => instance.abort(), { signal });
  // A page that comes back from the browser's history is displayed again without being loaded again.
  window.addEventListener("pageshow", ({ persisted }) => persisted && serve(adapter), { signal });
  serve(adapter);
}

if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start, { once: true });
else start();
