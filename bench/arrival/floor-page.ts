/**
 * What the browser itself takes of every extension: gets the original of the displayed message as Waxwing does, hands the
 * octets to a worker that does nothing with them, and puts one element into the page.
 */
import browser from "webextension-polyfill";

/** As long as Waxwing waits for a page that changes to come to rest. */
const PATIENCE = 120;

async function badge(message: HTMLElement, chip: HTMLElement): Promise<void> {
  const address = `/mail/u/0/?view=att&th=${message.dataset["legacyMessageId"]}&attid=0&disp=comp&safe=1&zw`;
  const response = await fetch(`${address}&cacheCounter=${Date.now()}`, { credentials: "include", cache: "no-store" });
  const raw = new Uint8Array(await response.arrayBuffer());
  await browser.runtime.sendMessage({ raw });
  const host = document.createElement("floor-badge");
  host.attachShadow({ mode: "closed" }).textContent = "Answered";
  message.querySelector(".gE.iv")?.after(host);
  chip.style.setProperty("display", "none", "important");
}

const observer = new MutationObserver(() => {
  const message = document.querySelector<HTMLElement>(".adn[data-legacy-message-id]");
  const chip = message?.querySelector<HTMLElement>(".hq.gt");
  if (message === null || !chip) return;
  observer.disconnect();
  setTimeout(() => requestIdleCallback(() => void badge(message, chip)), PATIENCE);
});
observer.observe(document.body, { childList: true, subtree: true });
// The page may stand already.
document.body.append(document.createComment("floor"));
