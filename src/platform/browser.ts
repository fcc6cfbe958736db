/** `Platform` over the real browser. */
import browser from "webextension-polyfill";
import type { ContentScript, MessageListener, Platform, ToolbarState } from "./platform.ts";
import { type AttestedMessageSender, attestedSender } from "./attested-sender.ts";
import { extensionOrigin } from "./runtime.ts";
import { redirectUri, signIn } from "./sign-in.ts";
import { matchPatternOf } from "./sites.ts";
import { openTab } from "./tabs.ts";

const POPUP_SIZE = { width: 396, height: 600 };

function listen(listener: MessageListener): void {
  // sendResponse with `true` is the one form of a late answer that every supported browser understands.
  const hear = (message: unknown, sender: AttestedMessageSender, sendResponse: (answer?: unknown) => void): true => {
    const answer = listener(message, attestedSender(sender));
    if (answer === null) sendResponse();
    else void answer.then(sendResponse);
    return true;
  };
  browser.runtime.onMessage.addListener(hear);
}

async function showToolbarState(tabId: number, state: ToolbarState | null): Promise<void> {
  try {
    await Promise.all([
      browser.action.setBadgeText({ tabId, text: state?.text ?? "" }),
      browser.action.setTitle({ tabId, title: state?.title ?? "Waxwing" }),
      state && browser.action.setBadgeBackgroundColor({ tabId, color: state.colour }),
    ]);
  } catch {
    // The tab was closed meanwhile: there is no button left to mark.
  }
}

/** Window ids of pages opened before, kept only as long as this worker lives. */
const opened = new Map<string, number>();

async function openWindow(path: string): Promise<void> {
  const before = opened.get(path);
  if (before !== undefined) {
    try {
      await browser.windows.update(before, { focused: true });
      return;
    } catch {
      opened.delete(path);
    }
  }
  const window = await browser.windows.create({ url: browser.runtime.getURL(path), type: "popup", ...POPUP_SIZE });
  if (window.id !== undefined) opened.set(path, window.id);
}

async function injectInto(tabId: number, script: ContentScript): Promise<void> {
  try {
    await browser.scripting.executeScript({
      target: { tabId, allFrames: true },
      files: [script.file],
      world: script.world === "main" ? "MAIN" : "ISOLATED",
    });
  } catch {
    // Error pages, discarded tabs and frames without permission refuse scripts.
  }
}

async function injectIntoOpenTabs(scripts: readonly ContentScript[]): Promise<void> {
  for (const script of scripts) {
    const tabs = await browser.tabs.query({ url: script.pattern });
    await Promise.all(tabs.map((tab) => (tab.id === undefined ? undefined : injectInto(tab.id, script))));
  }
}

async function registerContentScripts(scripts: readonly ContentScript[]): Promise<void> {
  await browser.scripting.registerContentScripts(
    scripts.map(({ id, pattern, file, world }) => ({
      id,
      matches: [pattern],
      js: [file],
      allFrames: true,
      runAt: "document_idle",
      persistAcrossSessions: true,
      world: world === "main" ? "MAIN" : "ISOLATED",
    })),
  );
}

async function broadcast(message: unknown): Promise<void> {
  try {
    await browser.runtime.sendMessage(message);
  } catch {
    // No page of ours is open.
  }
}

async function livingDocuments(): Promise<ReadonlySet<string> | null> {
  const { getContexts }: { getContexts?: typeof browser.runtime.getContexts } = browser.runtime;
  if (getContexts === undefined) return null;
  const contexts = await getContexts({});
  return new Set(contexts.flatMap(({ documentId }) => documentId ?? []));
}

async function policy(key: string): Promise<unknown> {
  try {
    return (await browser.storage.managed.get(key))[key];
  } catch {
    // Firefox rejects where no administrator has set anything.
    return undefined;
  }
}

/** Must be called in the worker's first turn. */
export function browserPlatform(): Platform {
  return {
    id: browser.runtime.id,
    origin: extensionOrigin(),
    version: browser.runtime.getManifest().version,
    session: {
      read: async (key) => (await browser.storage.session.get(key))[key],
      write: async (key, value) => browser.storage.session.set({ [key]: value }),
      remove: async (key) => browser.storage.session.remove(key),
    },
    alarms: {
      set: async (name, at) => browser.alarms.create(name, { when: at }),
      clear: async (name) => {
        await browser.alarms.clear(name);
      },
    },
    policy,
    fetch: (input, init) => fetch(input, init),
    redirectUri,
    signIn,
    onMessage: listen,
    onAlarm: (listener) => browser.alarms.onAlarm.addListener(({ name }) => listener(name)),
    onInstalled: (listener) => browser.runtime.onInstalled.addListener(({ reason }) => listener(reason === "install")),
    onBrowserStart: (listener) => browser.runtime.onStartup.addListener(() => listener()),
    onTabRemoved: (listener) => browser.tabs.onRemoved.addListener((tabId) => listener(tabId)),
    onTabNavigated: (listener) =>
      browser.tabs.onUpdated.addListener((tabId, { status }) => {
        if (status === "loading") listener(tabId);
      }),
    onPermissionsAdded: (listener) => browser.permissions.onAdded.addListener(({ origins }) => listener(origins ?? [])),
    onPermissionsRemoved: (listener) => browser.permissions.onRemoved.addListener(() => listener()),
    livingDocuments,
    broadcast,
    showToolbarState,
    openWindow,
    openTab,
    matchPatternOf: (origin) => matchPatternOf(origin),
    hasSitePermission: async (pattern) => browser.permissions.contains({ origins: [pattern] }),
    dropSitePermission: async (pattern) => browser.permissions.remove({ origins: [pattern] }).catch(() => false),
    registeredContentScripts: async () =>
      (await browser.scripting.getRegisteredContentScripts()).map((script) => script.id),
    registerContentScripts,
    unregisterContentScripts: async (ids) => browser.scripting.unregisterContentScripts({ ids: [...ids] }),
    injectIntoOpenTabs,
  };
}
