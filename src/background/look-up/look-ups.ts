/**
 * Whether look-ups are made, and by which resolver: the administrator's, else the one that the person chose. They are on
 * only where the person turned them on and the browser lets the worker speak to that resolver, and to no other.
 */
import type { Platform } from "../../platform/platform.ts";
import { type LookUpStatus, resolverAddress, RESOLVERS } from "../../protocol/look-up.ts";
import { SmimeError } from "../../smime/errors.ts";
import type { LookUpStore } from "../../vault/look-up-settings.ts";
import { type Found, lookUp } from "./looking-up.ts";

/** The resolver that the browser is just asking the person about: its question may close the page that caused it. */
const ASKED = "look-up/asked";

export class LookUps {
  readonly #platform: Platform;
  readonly #settings: LookUpStore;

  constructor(platform: Platform, settings: LookUpStore) {
    this.#platform = platform;
    this.#settings = settings;
  }

  #patternOf(resolver: string): string {
    return this.#platform.matchPatternOf(new URL(resolver).origin);
  }

  /** Null where none is set, or what is set is no address of a resolver. */
  async #policyResolver(): Promise<string | null> {
    const set = await this.#platform.policy("lookUpResolver");
    return typeof set === "string" ? resolverAddress(set) : null;
  }

  async status(): Promise<LookUpStatus> {
    const forbidden = (await this.#platform.policy("lookUpsForbidden")) === true;
    const fixed = await this.#policyResolver();
    const { on, resolver: chosen } = await this.#settings.read();
    const resolver = fixed ?? resolverAddress(chosen) ?? RESOLVERS[0].address;
    const allowed = on && (await this.#platform.hasSitePermission(this.#patternOf(resolver)));
    return { state: forbidden ? "forbidden" : allowed ? "on" : "off", resolver, fixed: fixed !== null };
  }

  /** @throws SmimeError look-up/bad-resolver, look-up/forbidden */
  async #choosable(resolver: string): Promise<string> {
    const { state, fixed, resolver: policy } = await this.status();
    if (state === "forbidden") throw new SmimeError("look-up/forbidden", {});
    const address = fixed ? policy : resolverAddress(resolver);
    if (address === null) throw new SmimeError("look-up/bad-resolver", {});
    return address;
  }

  /** The browser is about to ask the person for this resolver. @throws SmimeError look-up/bad-resolver, look-up/forbidden */
  async prepare(resolver: string): Promise<void> {
    await this.#platform.session.write(ASKED, await this.#choosable(resolver));
  }

  /** @throws SmimeError look-up/bad-resolver, look-up/forbidden; look-up/not-allowed without the browser's permission */
  async turnOn(resolver: string): Promise<void> {
    const chosen = await this.#choosable(resolver);
    if (!(await this.#platform.hasSitePermission(this.#patternOf(chosen))))
      throw new SmimeError("look-up/not-allowed", { resolver: new URL(chosen).host });
    const before = await this.status();
    await this.#settings.write({ on: true, resolver: chosen });
    if (before.resolver !== chosen) await this.#giveBack(before.resolver);
  }

  async turnOff(): Promise<void> {
    const { resolver } = await this.status();
    await this.#settings.write({ on: false, resolver });
    await this.#giveBack(resolver);
  }

  /** Gives the permission for the resolver's host back, where it serves nothing else. */
  async #giveBack(resolver: string): Promise<void> {
    const pattern = this.#patternOf(resolver);
    const inUse = [...(await this.#settings.otherOrigins()), (await this.#settings.read()).resolver]
      .filter((other) => other !== resolver && other !== "")
      .map((other) => this.#patternOf(other));
    if (!inUse.includes(pattern)) await this.#platform.dropSitePermission(pattern);
  }

  /**
   * Finishes what the person allowed: the page that asked may be gone. @returns the patterns that are about something else
   */
  async granted(patterns: readonly string[]): Promise<readonly string[]> {
    const asked = await this.#platform.session.read(ASKED);
    const { on, resolver } = await this.#settings.read();
    const own = [...(on ? [resolver] : []), ...(typeof asked === "string" ? [asked] : [])];
    const ours = [...RESOLVERS.map(({ address }) => address), ...own].map((one) => this.#patternOf(one));
    if (typeof asked === "string" && patterns.includes(this.#patternOf(asked))) {
      await this.#platform.session.remove(ASKED);
      await this.turnOn(asked);
    }
    return patterns.filter((pattern) => !ours.includes(pattern));
  }

  /** Asks. Called for nothing but a person's click. @throws SmimeError look-up/off, look-up/forbidden, and as `lookUp` */
  async find(address: string): Promise<Found> {
    const { state, resolver } = await this.status();
    if (state === "forbidden") throw new SmimeError("look-up/forbidden", {});
    if (state === "off") throw new SmimeError("look-up/off", {});
    return lookUp(address, { fetch: this.#platform.fetch, resolver });
  }
}
