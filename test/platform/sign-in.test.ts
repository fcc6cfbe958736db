import { beforeEach, describe, expect, it, vi } from "vitest";

const browser = vi.hoisted(() => ({
  base: "chrome-extension://abc/",
  runtime: { getURL: (path: string): string => browser.base + path },
  identity: {
    redirect: "https://abc.chromiumapp.org/",
    getRedirectURL: (): string => browser.identity.redirect,
    launchWebAuthFlow: vi.fn<(details: object) => Promise<string>>(),
  },
}));
vi.mock("webextension-polyfill", () => ({ default: browser }));
const { redirectUri, signIn } = await import("../../src/platform/sign-in.ts");

beforeEach(() => {
  browser.base = "chrome-extension://abc/";
});

describe("where a sign-in ends", () => {
  it("is the browser's own address in Chromium", () => {
    expect(redirectUri()).toBe("https://abc.chromiumapp.org/");
  });

  it("is the loopback form of it in Firefox, whose domain Google takes from nobody", () => {
    browser.base = "moz-extension://uuid/";
    browser.identity.redirect = "https://35b64b676900f491c00e7f618d43f7040e88422e.extensions.allizom.org/";
    expect(redirectUri()).toBe("http://127.0.0.1/mozoauth2/35b64b676900f491c00e7f618d43f7040e88422e");
  });
});

describe("how a sign-in ends", () => {
  it("may be at the redirect", async () => {
    browser.identity.launchWebAuthFlow.mockResolvedValueOnce("https://abc.chromiumapp.org/#x");
    expect(await signIn("https://accounts.example/", false)).toEqual({
      kind: "landed",
      url: "https://abc.chromiumapp.org/#x",
    });
    expect(browser.identity.launchWebAuthFlow).toHaveBeenCalledWith({
      url: "https://accounts.example/",
      interactive: false,
    });
  });

  it.each([
    ["Authorization page could not be loaded.", "unreachable"],
    ["User interaction required.", "closed"],
    ["The user did not approve access.", "closed"],
    ["User cancelled or denied access.", "closed"],
  ])("may be before it: %s", async (words, kind) => {
    browser.identity.launchWebAuthFlow.mockRejectedValueOnce(new Error(words));
    expect(await signIn("https://accounts.example/", true)).toEqual({ kind });
  });
});
