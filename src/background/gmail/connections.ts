/**
 * Accounts that the person connected. A token lives for an hour, in session memory only; it is renewed without a
 * question while Google has none. Nothing that outlives the browser can send mail.
 */
import type { Platform, SessionMemory } from "../../platform/platform.ts";
import { GMAIL_ORIGINS, type GmailConnection } from "../../protocol/gmail.ts";
import { isSmimeError, SmimeError } from "../../smime/errors.ts";
import type { GmailSettings } from "../../vault/gmail-settings.ts";
import type { Clock } from "../../vault/lock.ts";
import { personKey } from "../../vault/people.ts";
import { beginSignIn, checkNonce, readLanding } from "./authorization.ts";
import { findClient, requireClient } from "./client.ts";
import { type AccessToken, checkToken, exchangeCode, revoke } from "./token.ts";

/** A token about to run out would run out under an upload. */
const SPARE = 60_000;

function isToken(value: unknown): value is AccessToken {
  return typeof value === "object" && value !== null && "token" in value && "expires" in value;
}

function memoryKey(address: string): string {
  return `gmail/token/${personKey(address) ?? address}`;
}

export interface ConnectionSurroundings {
  readonly platform: Platform;
  readonly settings: GmailSettings;
  readonly clock: Clock;
}

export class GmailConnections {
  readonly #platform: Platform;
  readonly #memory: SessionMemory;
  readonly #settings: GmailSettings;
  readonly #clock: Clock;

  constructor({ platform, settings, clock }: ConnectionSurroundings) {
    this.#platform = platform;
    this.#memory = platform.session;
    this.#settings = settings;
    this.#clock = clock;
  }

  async state(address: string): Promise<GmailConnection> {
    if ((await findClient(this.#platform, this.#settings)) === null) return { kind: "no-client" };
    return { kind: (await this.#settings.isConnected(address)) ? "connected" : "not-connected" };
  }

  /** @throws SmimeError gmail/not-allowed */
  async #refuseWithoutHosts(): Promise<void> {
    const patterns = GMAIL_ORIGINS.map((origin) => this.#platform.matchPatternOf(origin));
    const allowed = await Promise.all(patterns.map((pattern) => this.#platform.hasSitePermission(pattern)));
    if (allowed.includes(false)) throw new SmimeError("gmail/not-allowed", {});
  }

  /** @throws SmimeError gmail/* */
  async #signIn(address: string, silent: boolean): Promise<string> {
    const client = await requireClient(this.#platform, this.#settings);
    await this.#refuseWithoutHosts();
    const redirectUri = this.#platform.redirectUri();
    const attempt = await beginSignIn(client, { address, redirectUri, silent });
    const end = await this.#platform.signIn(attempt.url, !silent);
    if (end.kind === "unreachable") throw new SmimeError("gmail/offline", {});
    if (end.kind === "closed")
      throw silent
        ? new SmimeError("gmail/not-connected", { address })
        : new SmimeError("gmail/refused", { reason: "closed" });
    const landing = readLanding(attempt, end.url);
    const { fetch } = this.#platform;
    const { token, idToken } =
      landing.kind === "token" ? landing : await exchangeCode(fetch, client, attempt, landing.code);
    checkNonce(idToken, attempt, client);
    const { secondsLeft } = await checkToken(fetch, client, address, token);
    const kept: AccessToken = { token, expires: this.#clock() + secondsLeft * 1000 };
    await this.#memory.write(memoryKey(address), kept);
    return token;
  }

  /** Asks the person, in a window of the browser's own. @throws SmimeError gmail/* */
  async connect(address: string): Promise<void> {
    if (personKey(address) === null) throw new SmimeError("draft/bad-address", { address });
    await this.#signIn(address, false);
    await this.#settings.addAccount(address, this.#clock());
  }

  /**
   * A token that Google has just called good, for this address and this client: what fails after it did not fail for
   * want of a connection. @throws SmimeError gmail/*
   */
  async token(address: string): Promise<string> {
    const client = await requireClient(this.#platform, this.#settings);
    if (!(await this.#settings.isConnected(address))) throw new SmimeError("gmail/not-connected", { address });
    await this.#refuseWithoutHosts();
    const kept = await this.#memory.read(memoryKey(address));
    if (!isToken(kept) || kept.expires - SPARE < this.#clock()) return this.#signIn(address, true);
    try {
      await checkToken(this.#platform.fetch, client, address, kept.token);
      return kept.token;
    } catch (error) {
      // It ran out, was taken back, or was made for a client that is used no more.
      if (!isSmimeError(error, "gmail/not-connected") && !isSmimeError(error, "gmail/sign-in-failed")) throw error;
      return this.#signIn(address, true);
    }
  }

  /** Gmail did not take this token after all. */
  async forgetToken(address: string): Promise<void> {
    await this.#memory.remove(memoryKey(address));
  }

  async disconnect(address: string): Promise<void> {
    const kept = await this.#memory.read(memoryKey(address));
    await this.#memory.remove(memoryKey(address));
    await this.#settings.removeAccount(address);
    if (isToken(kept)) await revoke(this.#platform.fetch, kept.token);
  }
}
