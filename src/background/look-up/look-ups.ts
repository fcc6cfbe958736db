/**
 * Whether look-ups are made, and by which resolver: the administrator's, else the one that the person chose. They are on
 * only where the person turned them on and the browser lets the worker speak to that resolver, and to no other.
 */
import type { Platform } from "../../platform/platform.ts";
import { type LookUpStatus, resolverAddress, RESOLVERS } from "../../protocol/look-up.ts";
import { SmimeError } from "../../smime/errors.ts";
import type { Clock } from "../../vault/lock.ts";
import type { LookUpStore } from "../../vault/look-up-settings.ts";
import { type Found, lookUp } from "./looking-up.ts";

/** The resolver that the browser is just asking the person about: its question may close the page that caused it. */
const ASKED = "look-up/asked";

/** Milliseconds in which the browser's yes is an answer to that question, and not about something else. */
const ANSWER_TIME = 2 * 60_000;

interface Asked {
  readonly resolver: string;
  /** Milliseconds since 1970. */
  readonly until: number;
}

function isAsked(value: unknown): value is Asked {
  return typeof value === "object" && value !== null && "resolver" in value && "until" in value;
}

export class LookUps {
  readonly #platform: Platform;
  readonly #settings: LookUpStore;
  readonly #clock: Clock;

  constructor(platform: Platform, settings: LookUpStore, clock: Clock) {
    this.#platform = platform;
    this.#settings = settings;
    this.#clock = clock;
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

  /**
   * The browser is about to ask the person for this resolver; null: they said no.
   * @throws SmimeError look-up/bad-resolver, look-up/forbidden
   */
  async prepare(resolver: string | null): Promise<void> {
    if (resolver === null) return this.#platform.session.remove(ASKED);
    const asked: Asked = { resolver: await this.#choosable(resolver), until: this.#clock() + ANSWER_TIME };
    await this.#platform.session.write(ASKED, asked);
  }

  async #asked(): Promise<string | null> {
    const kept = await this.#platform.session.read(ASKED);
    return isAsked(kept) && this.#clock() < kept.until ? kept.resolver : null;
  }

  /** @throws SmimeError look-up/bad-resolver, look-up/forbidden; look-up/not-allowed without the browser's permission */
  async turnOn(resolver: string): Promise<void> {
    const chosen = await this.#choosable(resolver);
    if (!(await this.#platform.hasSitePermission(this.#patternOf(chosen))))
      throw new SmimeError("look-up/not-allowed", { resolver: new URL(chosen).host });
    const before = await this.status();
    await this.#settings.write({ on: true, resolver: chosen });
    await this.#platform.session.remove(ASKED);
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
    const asked = await this.#asked();
    const { on, resolver } = await this.#settings.read();
    const own = [...(on ? [resolver] : []), ...(asked === null ? [] : [asked])];
    const ours = [...RESOLVERS.map(({ address }) => address), ...own].map((one) => this.#patternOf(one));
    if (asked !== null && patterns.includes(this.#patternOf(asked))) await this.turnOn(asked);
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
