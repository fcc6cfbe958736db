import { vi } from "vitest";

type Listener = (message: unknown, sender: object) => unknown;

/** Stands in for webextension-polyfill in tests of what pages and content scripts use. */
export const fakeBrowser = {
  listeners: new Set<Listener>(),
  runtime: {
    id: "waxwing-id" as string | undefined,
    getURL: (path: string) => `chrome-extension://waxwing-id/${path}`,
    sendMessage: vi.fn<(message: unknown) => Promise<unknown>>(),
    onMessage: {
      addListener: (listener: Listener) => fakeBrowser.listeners.add(listener),
      removeListener: (listener: Listener) => fakeBrowser.listeners.delete(listener),
    },
  },
};
