/** Puts the composer's frame over the native form, which cannot be reached until the composer is gone. */
import type { ComposerTicket, FromFrame } from "../protocol/protocol.ts";
import type { OpenDraft } from "./adapter.ts";
import { embedFrame, type EmbeddedFrame } from "../pages/embedding/embedded-frame.ts";
import { keepHidden, keepInPlace } from "./keep-in-place.ts";
import { say } from "../words/say.ts";

export interface ComposerWishes {
  readonly ticket: ComposerTicket;
  readonly draft: OpenDraft;
  readonly onMessage: (message: FromFrame, frame: EmbeddedFrame) => void;
  readonly onLost: () => void;
}

const STYLES =
  "\n:host { all: initial; position: absolute; inset: 0; z-index: 1000; display: block; background: Canvas; color-scheme: light dark; }\niframe { display: block; width: 100%; height: 100%; border: 0; color-scheme: light dark; }";

export function showComposer({ ticket, draft, onMessage, onLost }: ComposerWishes, lifetime: AbortSignal): void {
  const title = say("Waxwing: write your sealed message");
  const frame = embedFrame({ page: "composer", ticket, title, styles: STYLES, onMessage, onLost }, lifetime);
  keepHidden(draft.aside, lifetime);
  becomePlace(draft.form, draft.leastHeight, lifetime);
  keepInert(draft.form, lifetime);
  keepInPlace(
    frame.host,
    (host) => {
      draft.form.append(host);
      return draft.form;
    },
    lifetime,
  );
}

/** The frame fills its nearest positioned ancestor, which is to be the form and not the window. */
function becomePlace(form: HTMLElement, leastHeight: string | null, lifetime: AbortSignal): void {
  const { position, minHeight } = form.style;
  form.style.position = "relative";
  if (leastHeight !== null) form.style.minHeight = leastHeight;
  const end = (): void => {
    Object.assign(form.style, { position, minHeight });
  };
  lifetime.addEventListener("abort", end, { once: true });
}

/** Nobody tabs into the form behind, and no shortcut of the page finds a focus there. */
function keepInert(form: HTMLElement, lifetime: AbortSignal): void {
  const covered = [...form.children].filter((child) => child instanceof HTMLElement && !child.inert);
  const set = (inert: boolean): void => {
    for (const child of covered) if (child instanceof HTMLElement) child.inert = inert;
  };
  set(true);
  lifetime.addEventListener("abort", () => set(false), { once: true });
}
