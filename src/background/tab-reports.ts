/** The verdict on the message open in each tab: for the popup, and for the toolbar button, which no page can paint over. */
import type { Platform, ToolbarState } from "../platform/platform.ts";
import type { TabReport } from "../protocol/protocol.ts";
import { type MessageReport, type Tone, toneOf } from "../smime/verdict/vocabulary.ts";
import { say } from "../words/say.ts";

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

  constructor(platform: Platform) {
    this.#platform = platform;
  }

  /** The message displayed last wins: a tab has one toolbar button. */
  async put(tabId: number, document: string, message: TabReport): Promise<void> {
    const displayed: Displayed = { document, message };
    await Promise.all([
      this.#platform.session.write(memoryKey(tabId), displayed),
      this.#platform.showToolbarState(tabId, toolbarStateOf(message.report)),
    ]);
  }

  async get(tabId: number): Promise<TabReport | null> {
    const value = await this.#platform.session.read(memoryKey(tabId));
    return isDisplayed(value) ? value.message : null;
  }

  /** Another document of the tab may be displaying a message by now: its report stays. */
  async closed(tabId: number, document: string): Promise<void> {
    const value = await this.#platform.session.read(memoryKey(tabId));
    if (isDisplayed(value) && value.document === document) await this.drop(tabId);
  }

  async drop(tabId: number): Promise<void> {
    await this.#platform.session.remove(memoryKey(tabId));
    await this.#platform.showToolbarState(tabId, null);
  }
}
