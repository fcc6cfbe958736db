import { beforeEach, describe, expect, it } from "vitest";
import type { AttestedSender } from "../../src/platform/attested-sender.ts";
import { encodeRequest } from "../../src/protocol/codec.ts";
import { REQUESTS } from "../../src/protocol/requests.ts";
import { composerIn, MadeWorker, managerIn, POPUP, viewerIn, webmailIn } from "../background/made-worker.ts";

/** A page, a compromised renderer or another extension must get no answer to a request its role may not send. */
const embedded = (sender: AttestedSender): AttestedSender => ({
  ...sender,
  tabId: 3,
  frameId: 5,
  documentId: "framed",
});

const SENDERS: Readonly<Record<string, AttestedSender>> = {
  webmail: webmailIn(3),
  viewer: viewerIn(3, "viewer"),
  composer: composerIn(3, "composer"),
  surface: POPUP,
  manager: managerIn(3),
  "a popup framed by a page": embedded(POPUP),
  "a manager framed by a page": embedded(managerIn(3)),
  "another extension": { ...POPUP, extensionId: "other", origin: "chrome-extension://other" },
  "a page of ours nobody listed": { ...POPUP, url: `${POPUP.origin}/pages/other/index.html` },
  "a sandboxed document": { ...viewerIn(3, "sandbox"), origin: "null" },
  "the worker itself": { ...POPUP, url: `${POPUP.origin}/background.js` },
};

let made: MadeWorker;
beforeEach(() => {
  made = new MadeWorker();
});

function mayAsk(sender: string, name: keyof typeof REQUESTS): boolean {
  const { from, page } = REQUESTS[name];
  if (from === "surface") return sender === "surface" || sender === "manager";
  if (from === "webmail") return sender === "webmail";
  return page === null ? sender === "viewer" || sender === "composer" : sender === page;
}

const PAIRS = Object.keys(SENDERS).flatMap((sender) =>
  (Object.keys(REQUESTS) as (keyof typeof REQUESTS)[]).map((name) => ({ sender, name })),
);

describe("every request from every sender", () => {
  it.each(PAIRS)("$name from $sender", async ({ sender, name }) => {
    const attested = SENDERS[sender];
    if (!attested) throw new Error("no such sender");
    // A body that no request has: whoever may ask hears that it is malformed, everybody else that they may not.
    const message = { ...encodeRequest("vault/state", {}), request: name, body: { nonsense: true } };
    const code = mayAsk(sender, name) ? "protocol/malformed" : "protocol/forbidden";
    expect(await made.platform.message(message, attested)).toMatchObject({
      failure: { code, detail: { request: name } },
    });
  });

  it("covers them all", () => {
    expect(PAIRS.length).toBe(Object.keys(SENDERS).length * Object.keys(REQUESTS).length);
    expect(PAIRS.filter(({ sender, name }) => mayAsk(sender, name)).length).toBe(
      Object.values(REQUESTS).reduce(
        (sum, { from, page }) => sum + (from === "surface" || (from === "frame" && page === null) ? 2 : 1),
        0,
      ),
    );
  });
});
