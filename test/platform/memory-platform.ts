import type { ContentScript, MessageListener, Platform, SignInEnd, ToolbarState } from "../../src/platform/platform.ts";

type Listener<T extends unknown[]> = (...args: T) => void;

/** A browser in memory. It outlives the workers that are started on it, as the real one does. */
export class MemoryPlatform implements Platform {
  readonly id = "waxwing-id";
  readonly origin = "chrome-extension://waxwing-id";
  readonly memory = new Map<string, unknown>();
  readonly alarmTimes = new Map<string, number>();
  readonly toolbar = new Map<number, ToolbarState | null>();
  readonly broadcasts: unknown[] = [];
  readonly windows: string[] = [];
  readonly tabs: string[] = [];
  readonly permissions = new Set<string>();
  readonly injected: ContentScript[] = [];
  scripts: ContentScript[] = [];
  /** What an administrator set. */
  readonly policies = new Map<string, unknown>();
  /** Nobody is reached unless a test says whom. */
  fetch: typeof fetch = () => Promise.reject(new TypeError("no network"));
  /** How the person answers a page that asks them to sign in. */
  onSignIn: (url: string, interactive: boolean) => Promise<SignInEnd> = async () => ({ kind: "closed" });

  message: MessageListener = () => null;
  alarm: Listener<[string]> = () => {};
  installed: Listener<[boolean]> = () => {};
  browserStart: Listener<[]> = () => {};
  tabRemoved: Listener<[number]> = () => {};
  tabNavigated: Listener<[number]> = () => {};
  permissionsAdded: Listener<[readonly string[]]> = () => {};
  permissionsRemoved: Listener<[]> = () => {};

  readonly version = "1.2.3";
  readonly session = {
    read: async (key: string) => this.memory.get(key),
    // Session memory keeps JSON, and JSON loses octets: a value that is no JSON must not pass unnoticed.
    write: async (key: string, value: unknown) => void this.memory.set(key, JSON.parse(JSON.stringify(value))),
    remove: async (key: string) => void this.memory.delete(key),
  };
  readonly alarms = {
    set: async (name: string, at: number) => void this.alarmTimes.set(name, at),
    clear: async (name: string) => void this.alarmTimes.delete(name),
  };

  onMessage(listener: MessageListener): void {
    this.message = listener;
  }
  onAlarm(listener: Listener<[string]>): void {
    this.alarm = listener;
  }
  onInstalled(listener: Listener<[boolean]>): void {
    this.installed = listener;
  }
  onBrowserStart(listener: Listener<[]>): void {
    this.browserStart = listener;
  }
  onTabRemoved(listener: Listener<[number]>): void {
    this.tabRemoved = listener;
  }
  onTabNavigated(listener: Listener<[number]>): void {
    this.tabNavigated = listener;
  }
  onPermissionsAdded(listener: Listener<[readonly string[]]>): void {
    this.permissionsAdded = listener;
  }
  onPermissionsRemoved(listener: Listener<[]>): void {
    this.permissionsRemoved = listener;
  }

  /** The documents that are alive; null where the browser does not tell. */
  documents: Set<string> | null = new Set();
  async livingDocuments(): Promise<ReadonlySet<string> | null> {
    return this.documents;
  }
  async broadcast(message: unknown): Promise<void> {
    this.broadcasts.push(structuredClone(message));
  }
  async showToolbarState(tabId: number, state: ToolbarState | null): Promise<void> {
    this.toolbar.set(tabId, state);
  }
  async openTab(path: string, section: string): Promise<void> {
    this.tabs.push(`${path}#${section}`);
  }
  async openWindow(path: string): Promise<void> {
    this.windows.push(path);
  }

  async policy(key: string): Promise<unknown> {
    return this.policies.get(key);
  }
  redirectUri(): string {
    return "https://waxwing-id.chromiumapp.org/";
  }
  async signIn(url: string, interactive: boolean): Promise<SignInEnd> {
    return this.onSignIn(url, interactive);
  }

  matchPatternOf(origin: string): string {
    return `${origin}/*`;
  }
  async hasSitePermission(pattern: string): Promise<boolean> {
    return this.permissions.has(pattern);
  }
  async dropSitePermission(pattern: string): Promise<boolean> {
    return this.permissions.delete(pattern);
  }
  async registeredContentScripts(): Promise<readonly string[]> {
    return this.scripts.map(({ id }) => id);
  }
  async registerContentScripts(scripts: readonly ContentScript[]): Promise<void> {
    for (const { id } of scripts)
      if (this.scripts.some((script) => script.id === id)) throw new Error(`Duplicate script ID '${id}'`);
    this.scripts.push(...scripts);
  }
  async unregisterContentScripts(ids: readonly string[]): Promise<void> {
    this.scripts = this.scripts.filter(({ id }) => !ids.includes(id));
  }
  async injectIntoOpenTabs(scripts: readonly ContentScript[]): Promise<void> {
    this.injected.push(...scripts);
  }

  /** The browser was closed and opened: what lived in its memory is gone, what stood on its disk is not. */
  closeBrowser(): void {
    this.memory.clear();
    this.alarmTimes.clear();
  }
}
