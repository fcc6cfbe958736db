/** Puts the viewer's frame in the place of a message that only it may show, and hides the webmail's rendering. */
import type { AnswerKind, ViewerTicket } from "../protocol/protocol.ts";
import { embedFrame, type EmbeddedFrame } from "../pages/embedding/embedded-frame.ts";
import { keepHidden, keepInPlace } from "./keep-in-place.ts";
import { say } from "../words/say.ts";

export interface Viewing {
  readonly ticket: ViewerTicket;
  /** The webmail's rendering of the body. */
  readonly before: HTMLElement;
  /** Has the message read again: a new report for the badge, and a new ticket. */
  readonly reopen: () => Promise<ViewerTicket | null>;
  /** The person wants to answer the message, or send it on. Rejects where that cannot be opened. */
  readonly answer: (as: AnswerKind) => Promise<void>;
}

const STYLES =
  "\n:host { all: initial; display: block; height: 160px; margin: 8px 0; }\niframe { display: block; width: 100%; height: 100%; border: 0; color-scheme: light dark; }";

/** CSS pixels. A frame that asks for more gets a scroll bar of its own. */
const HEIGHT = { least: 48, most: 20_000 };
/** How often a frame that the page moved is made anew. */
const MOST_RETURNS = 3;

export function showViewer(viewing: Viewing, lifetime: AbortSignal): void {
  keepHidden([viewing.before], lifetime);
  embedViewer(viewing, lifetime, 0);
}

function embedViewer(viewing: Viewing, lifetime: AbortSignal, returns: number): void {
  const here = new AbortController();
  const signal = AbortSignal.any([lifetime, here.signal]);
  const again = async (): Promise<void> => {
    here.abort();
    const ticket = returns < MOST_RETURNS ? await viewing.reopen() : null;
    if (ticket !== null && !lifetime.aborted) embedViewer({ ...viewing, ticket }, lifetime, returns + 1);
  };
  const frame: EmbeddedFrame = embedFrame(
    {
      page: "viewer",
      ticket: viewing.ticket,
      title: say("Message, shown by Waxwing"),
      styles: STYLES,
      onMessage: (message, { host, tell }) => {
        if (message.kind === "height") fit(host, message.pixels);
        if (message.kind === "answer") viewing.answer(message.as).catch(() => tell({ kind: "not-answered" }));
        if (message.kind === "unlocked") void viewing.reopen().catch(() => {});
      },
      onLost: () => void again().catch(() => {}),
    },
    signal,
  );
  keepInPlace(frame.host, (host) => placeBefore(viewing.before, host), signal);
}

function placeBefore(body: HTMLElement, host: HTMLElement): HTMLElement | null {
  if (!body.isConnected) return null;
  body.before(host);
  return host;
}

function fit(host: HTMLElement, pixels: number): void {
  host.style.height = `${Math.min(HEIGHT.most, Math.max(HEIGHT.least, Math.ceil(pixels)))}px`;
}
