/** The verdict on the message open in each tab: for the popup, and for the toolbar button, which no page can paint over. */
import type { Platform, ToolbarState } from "../platform/platform.ts";
import type { TabReport } from "../protocol/protocol.ts";
import { type MessageReport, type Tone, toneOf } from "../smime/verdict/vocabulary.ts";
import { say } from "../words/say.ts";
import { nextTurn } from "./next-turn.ts";

const TOOLBAR: Readonly<Record<Tone, ToolbarState>> = {
  verified: { text: "✓", title: say("Waxwing: Verified"), colour: "#1A6B3C" },
  unconfirmed: { text: "?", title: say("Waxwing: Signed, identity not confirmed"), colour: "#7A4F00" },
  unknown: { text: "–", title: say("Waxwing: Signature not checked"), colour: "#57606A" },
  warning: { text: "!", title: say("Waxwing: Warning"), colour: "#A8201A" },
};

function toolbarStateOf({ signature, encryption }: MessageReport): ToolbarState | null {
  const tone = toneOf(signature);
  if (tone === null)
    return encryption.kind === "none" ? null : { text: "", title: say("Waxwing: Encrypted"), colour: "#57606A" };
  const [address] = signature.kind === "verified" ? signature.signer.addresses : [];
  const state = TOOLBAR[tone];
  return address === undefined ? state : { ...state, title: say("Waxwing: Verified · {address}", { address }) };
}

interface Displayed {
  /** The document that displays the message. */
  readonly document: string;
  readonly message: TabReport;
}

function isDisplayed(value: unknown): value is Displayed {
  return typeof value === "object" && value !== null && "document" in value && "message" in value;
}

function memoryKey(tabId: number): string {
  return `tab/${tabId}`;
}

export class TabReports {
  readonly #platform: Platform;
  /** One after another: a message that is closed must not be marked by what began before. */
  #queue: Promise<unknown> = Promise.resolve();

  constructor(platform: Platform) {
    this.#platform = platform;
  }

  #inOrder<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#queue.then(work);
    this.#queue = done.catch(() => undefined);
    return done;
  }

  async #displayed(tabId: number): Promise<Displayed | null> {
    const value = await this.#platform.session.read(memoryKey(tabId));
    return isDisplayed(value) ? value : null;
  }

  async #remove(tabId: number): Promise<void> {
    await this.#platform.session.remove(memoryKey(tabId));
    await this.#platform.showToolbarState(tabId, null);
  }

  /**
   * The message displayed last wins: a tab has one toolbar button. Done in the next turn, after the page was answered,
   * and before whatever else is asked of this tab's report from now on.
   */
  put(tabId: number, document: string, summary: () => TabReport): Promise<void> {
    return this.#inOrder(async () => {
      await nextTurn();
      const message = summary();
      const displayed: Displayed = { document, message };
      await Promise.all([
        this.#platform.session.write(memoryKey(tabId), displayed),
        this.#platform.showToolbarState(tabId, toolbarStateOf(message.report)),
      ]);
    });
  }

  get(tabId: number): Promise<TabReport | null> {
    return this.#inOrder(async () => (await this.#displayed(tabId))?.message ?? null);
  }

  /** Another document of the tab may be displaying a message by now: its report stays. */
  closed(tabId: number, document: string): Promise<void> {
    return this.#inOrder(async () => {
      if ((await this.#displayed(tabId))?.document === document) await this.#remove(tabId);
    });
  }

  drop(tabId: number): Promise<void> {
    return this.#inOrder(async () => this.#remove(tabId));
  }
}
