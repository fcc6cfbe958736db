/** A content script for measuring: asks the worker what the page asks it to, by the client every content script uses. */
import { request } from "../../src/protocol/client.ts";

/** What the page wishes for, in the body's `data-ask`; the answer's milliseconds, or the failure, go into `data-took`. */
async function answer(ask: string): Promise<string> {
  const raw = Uint8Array.from(atob(document.body.dataset["raw"] ?? ""), (character) => character.charCodeAt(0));
  const start = performance.now();
  if (ask === "message/open") {
    const { report } = await request("message/open", { raw });
    if (report.signature.kind !== "verified") throw new Error(report.signature.kind);
  } else await request("message/closed", {});
  return String(performance.now() - start);
}

new MutationObserver(() => {
  const { ask } = document.body.dataset;
  if (ask === undefined) return;
  delete document.body.dataset["ask"];
  answer(ask)
    .catch((error: unknown) => String(error))
    .then((took) => {
      document.body.dataset["took"] = took;
    });
}).observe(document.body, { attributes: true, attributeFilter: ["data-ask"] });
