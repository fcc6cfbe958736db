/** The sites the person let Waxwing work on: permission, content scripts, and the list, kept in step. */
import type { ContentScript, Platform } from "../platform/platform.ts";
import { SmimeError } from "../smime/errors.ts";
import { GMAIL_ORIGINS } from "../protocol/gmail.ts";
import type { RequestName } from "../protocol/protocol.ts";
import type { Vault } from "../vault/vault.ts";

/** Sites that the manifest itself names: their content script is not registered here, and they are in no settings. */
export const BUILT_IN: readonly string[] = ["https://mail.google.com"];

const ISOLATED = "waxwing-content ";
const MAIN = "waxwing-page ";

export class Sites {
  readonly #platform: Platform;
  readonly #vault: Vault;
  /** One change after another: registering an id twice is an error. */
  #queue: Promise<unknown> = Promise.resolve();

  constructor(platform: Platform, vault: Vault) {
    this.#platform = platform;
    this.#vault = vault;
  }

  #inOrder<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#queue.then(work);
    this.#queue = done.catch(() => undefined);
    return done;
  }

  #contentScriptOf(origin: string): ContentScript {
    const pattern = this.#platform.matchPatternOf(origin);
    return { id: ISOLATED + origin, pattern, file: "webmail/content.js", world: "isolated" };
  }

  #scriptsOf(origin: string): readonly ContentScript[] {
    const content = this.#contentScriptOf(origin);
    return [{ ...content, id: MAIN + origin, file: "webmail/roundcube-page.js", world: "main" }, content];
  }

  /** Those of the built-in sites that the browser lets Waxwing work on: in Firefox a person can take it back. */
  async builtIn(): Promise<readonly string[]> {
    const permitted = await Promise.all(BUILT_IN.map(async (origin) => this.#mayWorkOn(origin)));
    return BUILT_IN.filter((_, i) => permitted[i] === true);
  }

  /** The sites the person added. */
  async list(): Promise<readonly string[]> {
    return this.#vault.settings.sites();
  }

  async #mayWorkOn(origin: string): Promise<boolean> {
    return this.#platform.hasSitePermission(this.#platform.matchPatternOf(origin));
  }

  /** Makes what the browser has registered equal to the list. */
  async #register(): Promise<void> {
    const wanted = (await this.list()).flatMap((origin) => this.#scriptsOf(origin));
    const present = new Set(await this.#platform.registeredContentScripts());
    const superfluous = [...present].filter((id) => !wanted.some((script) => script.id === id));
    const missing = wanted.filter(({ id }) => !present.has(id));
    if (superfluous.length > 0) await this.#platform.unregisterContentScripts(superfluous);
    if (missing.length > 0) await this.#platform.registerContentScripts(missing);
  }

  /** Forgets sites whose permission was taken away, and registers the others anew where the browser dropped them. */
  reconcile(): Promise<void> {
    return this.#inOrder(async () => {
      const origins = await this.list();
      const permitted = await Promise.all(origins.map(async (origin) => this.#mayWorkOn(origin)));
      await this.#vault.settings.writeSites(origins.filter((_, i) => permitted[i] === true));
      await this.#register();
    });
  }

  /** Starts Waxwing in tabs that were open before it was installed or updated: their old scripts are orphans. */
  async startInOpenTabs(): Promise<void> {
    await this.reconcile();
    const added = (await this.list()).flatMap((origin) => this.#scriptsOf(origin));
    const scripts = [...(await this.builtIn()).map((origin) => this.#contentScriptOf(origin)), ...added];
    await this.#platform.injectIntoOpenTabs(scripts);
  }

  /** @throws SmimeError protocol/forbidden without the browser's permission, protocol/malformed for what is no site */
  enable(origin: string): Promise<void> {
    return this.#inOrder(async () => {
      if (!isSite(origin)) throw new SmimeError("protocol/malformed", { request: "site/enable" });
      if (!(await this.#mayWorkOn(origin))) throw new SmimeError("protocol/forbidden", { request: "site/enable" });
      if (BUILT_IN.includes(origin)) return this.#platform.injectIntoOpenTabs([this.#contentScriptOf(origin)]);
      await this.#vault.settings.writeSites([...(await this.list()), origin]);
      await this.#register();
      await this.#platform.injectIntoOpenTabs(this.#scriptsOf(origin));
    });
  }

  /**
   * The browser's question may close the popup that asked it, and a permission may also be given in the browser's own
   * settings: either way Waxwing starts on the sites that the patterns name one by one. Servers that the worker talks to
   * are no sites.
   */
  async enableGranted(patterns: readonly string[]): Promise<void> {
    for (const pattern of patterns) {
      const origin = pattern.replace(/\/\*$/, "");
      if (GMAIL_ORIGINS.includes(origin)) continue;
      if (isSite(origin) && !(await this.list()).includes(origin)) await this.enable(origin);
    }
  }

  disable(origin: string): Promise<void> {
    return this.#inOrder(async () => {
      const rest = (await this.list()).filter((other) => other !== origin);
      await this.#vault.settings.writeSites(rest);
      await this.#register();
      const pattern = isSite(origin) ? this.#platform.matchPatternOf(origin) : null;
      const shared = rest.some((other) => this.#platform.matchPatternOf(other) === pattern);
      if (pattern !== null && !shared) await this.#platform.dropSitePermission(pattern);
    });
  }
}

/** A pattern for many hosts passes for an origin otherwise: URLs may have an asterisk in their host. */
function isSite(origin: string): boolean {
  try {
    return /^https?:[^*]+$/.test(origin) && new URL(origin).origin === origin;
  } catch {
    return false;
  }
}

/**
 * Firefox has no ports in match patterns, so our scripts run on every port of a host: whoever holds another port must
 * not get what the person allowed for one. @throws SmimeError protocol/forbidden
 */
export async function refuseOtherPorts(vault: Vault, origin: string, request: RequestName): Promise<void> {
  const known = BUILT_IN.includes(origin) || (await vault.settings.sites()).includes(origin);
  if (!known) throw new SmimeError("protocol/forbidden", { request });
}
