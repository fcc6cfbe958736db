import { beforeEach, describe, expect, it, vi } from "vitest";

const browser = vi.hoisted(() => ({
  base: "chrome-extension://abc/",
  runtime: { getURL: (path: string): string => browser.base + path },
  permissions: { request: vi.fn<(permissions: object) => Promise<boolean>>() },
  tabs: { query: vi.fn<(query: object) => Promise<readonly object[]>>() },
}));
vi.mock("webextension-polyfill", () => ({ default: browser }));
const { activeTab, isFirefox, matchPatternOf, requestSite } = await import("../../src/platform/sites.ts");

beforeEach(() => {
  browser.base = "chrome-extension://abc/";
});

describe("matchPatternOf", () => {
  it("keeps the port where patterns have ports", () => {
    expect(matchPatternOf("https://mail.example.org:8443")).toBe("https://mail.example.org:8443/*");
    expect(matchPatternOf("http://127.0.0.1:8090")).toBe("http://127.0.0.1:8090/*");
  });

  it("drops it in Firefox, which would refuse the pattern", () => {
    browser.base = "moz-extension://uuid/";
    expect(isFirefox()).toBe(true);
    expect(matchPatternOf("https://mail.example.org:8443")).toBe("https://mail.example.org/*");
  });
});

describe("requestSite", () => {
  it("asks within the click: nothing is awaited before", () => {
    browser.permissions.request.mockResolvedValueOnce(true);
    void requestSite("https://mail.example.org");
    expect(browser.permissions.request).toHaveBeenCalledWith({ origins: ["https://mail.example.org/*"] });
  });
});

describe("activeTab", () => {
  it("tells the origin of web pages only", async () => {
    browser.tabs.query.mockResolvedValueOnce([{ id: 3, url: "https://mail.example.org:8443/?_task=mail" }]);
    expect(await activeTab()).toEqual({ id: 3, origin: "https://mail.example.org:8443" });
    browser.tabs.query.mockResolvedValueOnce([{ id: 4, url: "chrome://settings" }]);
    expect(await activeTab()).toEqual({ id: 4, origin: null });
    browser.tabs.query.mockResolvedValueOnce([]);
    expect(await activeTab()).toBeNull();
  });
});
