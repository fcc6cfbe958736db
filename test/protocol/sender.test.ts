import { describe, expect, it } from "vitest";
import type { AttestedSender } from "../../src/platform/attested-sender.ts";
import { senderOf } from "../../src/protocol/sender.ts";

const CHROME = { id: "waxwing-id", origin: "chrome-extension://waxwing-id" };
const FIREFOX = { id: "waxwing@example", origin: "moz-extension://5d1c" };

function attested(facts: Partial<AttestedSender>): AttestedSender {
  return { extensionId: CHROME.id, url: null, origin: null, tabId: null, frameId: null, documentId: null, ...facts };
}

describe("senderOf in Chromium", () => {
  it("knows a content script by its tab and foreign origin", () => {
    const url = "https://mail.example.org/?_task=mail";
    const facts = { url, origin: "https://mail.example.org", tabId: 7, frameId: 3, documentId: "D1" };
    expect(senderOf(attested(facts), CHROME)).toEqual({
      role: "webmail",
      tabId: 7,
      document: "D1",
      origin: "https://mail.example.org",
    });
  });

  it("knows a viewer by origin and path, though its URL has a dynamic host", () => {
    const url = "chrome-extension://4b9a-guid/pages/viewer/index.html";
    const facts = { url, origin: CHROME.origin, tabId: 7, frameId: 4, documentId: "D2" };
    expect(senderOf(attested(facts), CHROME)).toMatchObject({ role: "frame", page: "viewer", document: "D2" });
  });

  it("keeps a composer a frame even as a whole tab", () => {
    const url = `${CHROME.origin}/pages/composer/index.html`;
    expect(senderOf(attested({ url, origin: CHROME.origin, tabId: 7, frameId: 0 }), CHROME)?.role).toBe("frame");
  });

  it("knows the popup as popup, tab and window", () => {
    const url = `${CHROME.origin}/pages/popup/index.html?unlock`;
    expect(senderOf(attested({ url, origin: CHROME.origin }), CHROME)?.role).toBe("surface");
    expect(senderOf(attested({ url, origin: CHROME.origin, tabId: 9, frameId: 0 }), CHROME)?.role).toBe("surface");
  });

  it("gives an embedded popup no role", () => {
    const url = `${CHROME.origin}/pages/popup/index.html`;
    expect(senderOf(attested({ url, origin: CHROME.origin, tabId: 9, frameId: 2 }), CHROME)).toBeNull();
    expect(senderOf(attested({ url, origin: CHROME.origin, tabId: 9 }), CHROME)).toBeNull();
  });

  it("gives no role to strangers", () => {
    const ours = `${CHROME.origin}/pages/popup/index.html`;
    const url = "https://mail.example.org/";
    expect(senderOf(attested({ extensionId: "other", url: ours, origin: CHROME.origin }), CHROME)).toBeNull();
    expect(senderOf(attested({ extensionId: null, url: ours, origin: CHROME.origin }), CHROME)).toBeNull();
    expect(senderOf(attested({ url, origin: "https://mail.example.org" }), CHROME)).toBeNull();
    expect(senderOf(attested({ url: ours, origin: "null", tabId: 7, frameId: 5 }), CHROME)).toBeNull();
    expect(senderOf(attested({ tabId: 7, frameId: 0 }), CHROME)).toBeNull();
    const script = `${CHROME.origin}/background.js`;
    expect(senderOf(attested({ url: script, origin: CHROME.origin }), CHROME)).toBeNull();
  });

  it("believes the attested origin before the URL", () => {
    const url = `${CHROME.origin}/pages/popup/index.html`;
    const facts = { url, origin: "https://evil.example", tabId: 7, frameId: 0 };
    expect(senderOf(attested(facts), CHROME)?.role).toBe("webmail");
  });
});

function from(facts: Partial<AttestedSender>) {
  return senderOf(attested({ extensionId: FIREFOX.id, ...facts }), FIREFOX);
}

describe("senderOf in Firefox, which attests no origin", () => {
  it("derives it from the URL", () => {
    expect(from({ url: "moz-extension://5d1c/pages/popup/index.html" })?.role).toBe("surface");
    const viewer = from({ url: "moz-extension://5d1c/pages/viewer/index.html", tabId: 1, frameId: 12 });
    expect(viewer).toMatchObject({ role: "frame", page: "viewer", document: "frame-12" });
    expect(from({ url: "https://mail.example.org/", tabId: 1, frameId: 0 })?.role).toBe("webmail");
  });
});
