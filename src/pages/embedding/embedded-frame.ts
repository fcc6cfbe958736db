/**
 * A page of ours inside the webmail's page: an extension-origin frame in a closed shadow root. The ticket goes to that
 * origin only, by one window message with one port; nothing is ever said to the page.
 */
import { extensionOrigin, extensionUrl } from "../../platform/runtime.ts";
import type { ComposerTicket, FromFrame, FromPage, Introduction, ViewerTicket } from "../../protocol/protocol.ts";
import { direction, language } from "../../words/language.ts";
import { readFrameMessage } from "./frame-messages.ts";

export interface EmbeddedFrame {
  /** Stands in the webmail's page. */
  readonly host: HTMLElement;
  tell(message: FromPage): void;
  focus(): void;
}

export interface FrameWishes {
  readonly page: "viewer" | "composer";
  readonly ticket: ViewerTicket | ComposerTicket;
  /** What people who hear the page are told the frame is. */
  readonly title: string;
  readonly styles: string;
  readonly onMessage: (message: FromFrame, frame: EmbeddedFrame) => void;
  /** The page moved the frame, so the browser loaded it anew: its ticket is spent. */
  readonly onLost: () => void;
}

/** Makes the frame; the caller puts `host` into the page. It is removed when `lifetime` ends. */
export function embedFrame(wishes: FrameWishes, lifetime: AbortSignal): EmbeddedFrame {
  const host = document.createElement("waxwing-frame");
  host.lang = language();
  host.dir = direction();
  const frame = document.createElement("iframe");
  frame.title = wishes.title;
  frame.src = extensionUrl(`pages/${wishes.page}/index.html`);
  const root = host.attachShadow({ mode: "closed" });
  const style = document.createElement("style");
  style.textContent = wishes.styles;
  root.append(style, frame);

  const { port1: ours, port2: theirs } = new MessageChannel();
  const embedded: EmbeddedFrame = {
    host,
    tell: (message) => ours.postMessage(message, []),
    focus: () => frame.focus(),
  };
  ours.addEventListener("message", ({ data }: MessageEvent<unknown>) => {
    // In Firefox the data belong to the page's world, where octets have another class than here.
    const message = readFrameMessage(structuredClone(data));
    if (message) wishes.onMessage(message, embedded);
  });
  ours.start();
  introduceOnce(frame, wishes, theirs, lifetime);
  const end = (): void => {
    ours.close();
    host.remove();
  };
  lifetime.addEventListener("abort", end, { once: true });
  return embedded;
}

function introduceOnce(frame: HTMLIFrameElement, wishes: FrameWishes, port: MessagePort, lifetime: AbortSignal): void {
  let introduced = false;
  const introduce = (): void => {
    if (introduced) return wishes.onLost();
    introduced = true;
    const introduction: Introduction = { waxwing: "introduction", ticket: wishes.ticket };
    // The frame's URL may be a dynamic one; its origin never is.
    frame.contentWindow?.postMessage(introduction, extensionOrigin(), [port]);
  };
  frame.addEventListener("load", introduce, { signal: lifetime });
}
