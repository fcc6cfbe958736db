/** What the background worker asks of the browser, as an interface, so that tests can stand in for the browser. */
import type { AttestedSender } from "./attested-sender.ts";

/** Returns null for a message that is not for this worker. */
export type MessageListener = (message: unknown, sender: AttestedSender) => Promise<unknown> | null;

/** Memory that lives as long as the browser runs, never touches the disk, and is closed to content scripts. */
export interface SessionMemory {
  read(key: string): Promise<unknown>;
  /** Values are JSON: no octets. */
  write(key: string, value: unknown): Promise<void>;
  remove(key: string): Promise<void>;
}

export interface Alarms {
  /** `at` in milliseconds since 1970; replaces an alarm of the same name. */
  set(name: string, at: number): Promise<void>;
  clear(name: string): Promise<void>;
}

export interface ToolbarState {
  /** "" shows no badge. */
  readonly text: string;
  readonly title: string;
  /** #RRGGBB */
  readonly colour: string;
}

export interface ContentScript {
  readonly id: string;
  readonly pattern: string;
  readonly file: string;
  readonly world: "isolated" | "main";
}

/** How a sign-in ended: at the redirect, because nobody finished it (or nobody could be asked), or without a page. */
export type SignInEnd =
  | { readonly kind: "landed"; readonly url: string }
  | { readonly kind: "closed" }
  | { readonly kind: "unreachable" };

export interface Platform {
  /** The extension's own id and origin. */
  readonly id: string;
  readonly origin: string;
  /** As in the manifest. */
  readonly version: string;
  readonly session: SessionMemory;
  readonly alarms: Alarms;
  /** What an administrator set for everybody; undefined where nothing is set. */
  policy(key: string): Promise<unknown>;
  readonly fetch: typeof fetch;

  /** All `on…` must be called in the first turn of the worker, or events that started it are lost. */
  onMessage(listener: MessageListener): void;
  onAlarm(listener: (name: string) => void): void;
  /** The extension was installed or updated, or the browser was. `fresh`: it was not there before. */
  onInstalled(listener: (fresh: boolean) => void): void;
  onBrowserStart(listener: () => void): void;
  onTabRemoved(listener: (tabId: number) => void): void;
  /** The top document of a tab is being replaced. */
  onTabNavigated(listener: (tabId: number) => void): void;
  /** Match patterns of hosts, as `matchPatternOf` writes them or as the browser's own settings do. */
  onPermissionsAdded(listener: (patterns: readonly string[]) => void): void;
  onPermissionsRemoved(listener: () => void): void;

  /** The documents of ours that are alive, by the names in `AttestedSender`; null where the browser does not tell. */
  livingDocuments(): Promise<ReadonlySet<string> | null>;
  /** To every page of ours; never to a content script. Nobody listening is no error. */
  broadcast(message: unknown): Promise<void>;
  /** Marks the toolbar button of one tab; null takes the mark off. */
  showToolbarState(tabId: number, state: ToolbarState | null): Promise<void>;
  /** Opens a packaged page as a window of its own, or brings the one it opened before to the front. */
  openWindow(path: string): Promise<void>;

  /** Opens a packaged page in a tab at `#section`, or brings the tab it has to the front and there. */
  openTab(path: string, section: string): Promise<void>;
  /** Where sign-ins must end. */
  redirectUri(): string;
  /** Shows the page in a window of the browser's own; not `interactive`, in none. */
  signIn(url: string, interactive: boolean): Promise<SignInEnd>;

  matchPatternOf(origin: string): string;
  hasSitePermission(pattern: string): Promise<boolean>;
  /** Gives the browser's permission back; false where it is built into the manifest. */
  dropSitePermission(pattern: string): Promise<boolean>;
  registeredContentScripts(): Promise<readonly string[]>;
  registerContentScripts(scripts: readonly ContentScript[]): Promise<void>;
  unregisterContentScripts(ids: readonly string[]): Promise<void>;
  /** Runs the scripts in every frame of the open tabs that match. Tabs that refuse are skipped. */
  injectIntoOpenTabs(scripts: readonly ContentScript[]): Promise<void>;
}
