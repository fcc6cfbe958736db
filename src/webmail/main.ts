/**
 * The content script: runs in every frame of a webmail that a person allowed, recognises the webmail by its page and
 * serves what is displayed. It must never hold plaintext of encrypted mail, nor a key, nor parse a message.
 */
import type { WebmailAdapter } from "./adapter.ts";
import { serveDraft } from "./composing.ts";
import { readMessage } from "./reading.ts";
import { recogniseRoundcube } from "./roundcube/adapter.ts";

/** Said in the document when another instance takes over: an update leaves the old one there, cut off from the worker. */
const SUCCESSION = "waxwing-succession";

function recognise(page: Document): WebmailAdapter | null {
  return recogniseRoundcube(page);
}

/** One instance serves this document from now until the page goes, or a newer instance comes. */
function serve(): void {
  const adapter = recognise(document);
  if (adapter === null) return;
  document.dispatchEvent(new Event(SUCCESSION));
  const life = new AbortController();
  const { signal } = life;
  document.addEventListener(SUCCESSION, () => life.abort(), { signal });
  window.addEventListener("pagehide", () => life.abort(), { signal });
  adapter.observeMessages(readMessage, signal);
  adapter.observeDrafts(serveDraft, signal);
}

if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", serve, { once: true });
else serve();
// A page that comes back from the browser's history is displayed again without being loaded again.
window.addEventListener("pageshow", ({ persisted }) => persisted && serve());
