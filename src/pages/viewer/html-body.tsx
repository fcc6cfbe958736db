/**
 * Formatted content in a sandboxed frame. It may not run scripts, send forms, open windows or navigate. It keeps our
 * origin, which without scripts gives it nothing, so that this page can measure it and hear clicks on its links.
 */
import { useEffect, useRef } from "preact/hooks";
import { frameDocument, setsColours } from "./frame-document.ts";
import { foldHtmlQuotes } from "./html-quotes.ts";
import type { InertHtml, Pictures } from "./inert-html.ts";
import { say } from "../../words/say.ts";

/** A message cannot grow its frame without end by styles that depend on the frame's own height. */
const TALLEST = 30_000;

export interface FollowedLink {
  readonly url: string;
  /** Where in this page the link ends, in pixels from its top. */
  readonly below: number;
}

function listenToLinks(frame: HTMLIFrameElement, onLink: (link: FollowedLink) => void): void {
  for (const link of frame.contentDocument?.links ?? []) {
    const follow = (event: Event): void => {
      event.preventDefault();
      const { top } = frame.getBoundingClientRect();
      onLink({ url: link.href, below: window.scrollY + top + link.getBoundingClientRect().bottom });
    };
    link.addEventListener("click", follow);
    link.addEventListener("auxclick", follow);
  }
}

function fitToContent(frame: HTMLIFrameElement): ResizeObserver | null {
  const body = frame.contentDocument?.body;
  if (body === undefined) return null;
  const fit = (): void => {
    const height = Math.ceil(body.getBoundingClientRect().height) + (body.scrollWidth > body.clientWidth ? 16 : 0);
    frame.style.height = `${Math.min(height, TALLEST)}px`;
  };
  const observer = new ResizeObserver(fit);
  observer.observe(body);
  return observer;
}

export interface HtmlBodyProps {
  readonly html: InertHtml;
  readonly pictures: Pictures;
  readonly onLink: (link: FollowedLink) => void;
}

export function HtmlBody({ html, pictures, onLink }: HtmlBodyProps) {
  const frame = useRef<HTMLIFrameElement>(null);
  const observer = useRef<ResizeObserver | null>(null);
  useEffect(() => () => observer.current?.disconnect(), []);
  const loaded = (): void => {
    if (frame.current === null) return;
    observer.current?.disconnect();
    if (frame.current.contentDocument !== null) foldHtmlQuotes(frame.current.contentDocument);
    observer.current = fitToContent(frame.current);
    listenToLinks(frame.current, onLink);
  };
  return (
    <iframe
      ref={frame}
      class={setsColours(html) ? "html-body paper" : "html-body"}
      title={say("Message")}
      sandbox="allow-same-origin"
      referrerpolicy="no-referrer"
      srcdoc={frameDocument(html, pictures)}
      onLoad={loaded}
    />
  );
}
