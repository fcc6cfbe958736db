/**
 * Sign, Encrypt, Sign & encrypt on a native compose page: puts Waxwing's composer before the native form and carries
 * sealed copies to the webmail. What is typed in the composer never passes through here.
 */
import { tellThrown } from "./failure-words.ts";
import type { Telling } from "../pages/ui/telling.ts";
import { request } from "../protocol/client.ts";
import type { ComposerTicket, ComposeSeed, FromFrame, Intent } from "../protocol/protocol.ts";
import { SmimeError } from "../smime/errors.ts";
import type { OpenDraft } from "./adapter.ts";
import { type Controls, mountControls } from "./compose-controls.tsx";
import { showComposer } from "./composer.ts";
import { deliver } from "./delivery.ts";
import type { EmbeddedFrame } from "../pages/embedding/embedded-frame.ts";
import { say } from "../words/say.ts";

/** How often a composer that the page moved is opened anew. */
const MOST_RETURNS = 3;

/** Runs as long as the compose form is there. */
export function serveDraft(draft: OpenDraft, lifetime: AbortSignal): void {
  const chosen = new AbortController();
  const controls = mountControls(
    (host) => draft.placeControls(host),
    lifetime,
    (intent) => {
      chosen.abort();
      const composing = new Composing({ draft, intent, answers: null, controls, lifetime });
      const left = draft.attachments();
      if (left.length === 0) composing.start();
      else controls.show({ kind: "left-behind", names: left, proceed: () => composing.start() });
    },
  );
  void takeOverAnswer(draft, controls, chosen.signal, lifetime);
}

/**
 * Where the person asked for this form in the viewer, it is taken over at once. What the webmail hung on it is of the
 * message that was sealed, and nothing of theirs. An answer that comes late, or never, keeps nobody from the form: what was
 * `chosen` there by then stands.
 */
async function takeOverAnswer(
  draft: OpenDraft,
  controls: Controls,
  chosen: AbortSignal,
  lifetime: AbortSignal,
): Promise<void> {
  const { wish } = await request("answer/claim", {}).catch(() => ({ wish: null }));
  if (wish === null || chosen.aborted || lifetime.aborted) return;
  new Composing({ draft, intent: wish.intent, answers: wish.message, controls, lifetime }).start();
}

interface Task {
  readonly draft: OpenDraft;
  readonly intent: Intent;
  /** Names the message that was in the viewer; null where the form itself says what it answers. */
  readonly answers: string | null;
  readonly controls: Controls;
  readonly lifetime: AbortSignal;
}

class Composing {
  readonly #draft: OpenDraft;
  readonly #intent: Intent;
  readonly #answers: string | null;
  readonly #controls: Controls;
  readonly #lifetime: AbortSignal;
  #session = new AbortController();
  #restore: (() => void) | null = null;
  #returns = 0;
  #delivering = false;

  constructor({ draft, intent, answers, controls, lifetime }: Task) {
    this.#draft = draft;
    this.#intent = intent;
    this.#answers = answers;
    this.#controls = controls;
    this.#lifetime = lifetime;
  }

  start(): void {
    this.#controls.show({ kind: "opening" });
    void this.#open().catch((error: unknown) => this.#giveBack(error));
  }

  /** The native client is stilled before anything is read, so that nothing is saved in between. */
  async #open(): Promise<void> {
    this.#session = new AbortController();
    const signal = AbortSignal.any([this.#lifetime, this.#session.signal]);
    this.#restore ??= this.#draft.silence();
    const fields = await this.#draft.fields(signal);
    const ticket = await this.#ticketFor({ intent: this.#intent, ...fields });
    signal.throwIfAborted();
    showComposer(
      {
        ticket,
        draft: this.#draft,
        onMessage: (message, frame) => this.#hear(message, frame, signal),
        onLost: () => this.#reopen(),
      },
      signal,
    );
  }

  async #ticketFor(seed: ComposeSeed): Promise<ComposerTicket> {
    const message = this.#answers;
    const opened =
      message === null ? await request("composer/open", seed) : await request("answer/open", { seed, message });
    return opened.ticket;
  }

  #hear(message: FromFrame, frame: EmbeddedFrame, signal: AbortSignal): void {
    switch (message.kind) {
      case "ready":
        // It is taller than the form was that the person clicked in.
        frame.host.scrollIntoView({ block: "nearest" });
        return frame.focus();
      case "height":
      case "unlocked":
      case "answer":
        return;
      case "send":
        if (!this.#delivering) void this.#deliver(message.copies, frame, signal);
        return;
      case "done":
        return void this.#finish(true);
      case "discarded":
        return void this.#finish(false);
      case "cancelled":
        return this.#giveBack(null);
    }
  }

  async #deliver(copies: Parameters<typeof deliver>[1], frame: EmbeddedFrame, signal: AbortSignal): Promise<void> {
    const { transport } = this.#draft;
    // Where the worker sends, the composer asks the worker.
    if (transport === null) return;
    this.#delivering = true;
    await deliver(transport.bind(this.#draft), copies, frame.tell, signal);
    this.#delivering = false;
  }

  /** The native form stays stilled: it is left next, and until then it must not save what was sealed elsewhere. */
  async #finish(sent: boolean): Promise<void> {
    try {
      if (sent) await this.#draft.markAnswered();
      await this.#draft.discard();
      this.#session.abort();
      this.#draft.leave();
    } catch {
      this.#session.abort();
      this.#controls.show({ kind: "failed", telling: draftLeft(sent) });
    }
  }

  #reopen(): void {
    this.#session.abort();
    if (++this.#returns > MOST_RETURNS) this.#giveBack(new SmimeError("webmail/changed", { missing: "composer" }));
    else this.start();
  }

  /** The native form as it was, with a word on why where there is one. */
  #giveBack(error: unknown): void {
    this.#session.abort();
    this.#restore?.();
    this.#restore = null;
    if (this.#lifetime.aborted) return;
    this.#controls.show(error === null ? { kind: "idle" } : { kind: "failed", telling: tellThrown(error) });
    this.#controls.focus(this.#intent);
  }
}

function draftLeft(sent: boolean): Telling {
  return {
    what: sent
      ? say("The message was sent, but your webmail's own draft could not be removed.")
      : say("Your webmail's own draft could not be removed."),
    safe: "",
    next: say("Delete it in the Drafts folder."),
  };
}
