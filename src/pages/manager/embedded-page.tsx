/** The viewer or the composer inside the manager: the same frame, ticket and port as in a webmail's page. */
import { useEffect, useRef } from "preact/hooks";
import type { ComposerTicket, FromFrame, ViewerTicket } from "../../protocol/protocol.ts";
import { embedFrame, type EmbeddedFrame } from "../embedding/embedded-frame.ts";

export interface EmbeddedPageProps {
  readonly page: "viewer" | "composer";
  /** Another ticket is another frame. */
  readonly ticket: ViewerTicket | ComposerTicket;
  readonly title: string;
  readonly onMessage: (message: FromFrame, frame: EmbeddedFrame) => void;
  /** The frame was loaded anew, so its ticket is spent. */
  readonly onLost: () => void;
}

const STYLES =
  "\n:host { all: initial; display: block; height: 160px; }\niframe { display: block; width: 100%; height: 100%; border: 0; color-scheme: light dark; }";

export function EmbeddedPage({ page, ticket, title, onMessage, onLost }: EmbeddedPageProps) {
  const place = useRef<HTMLDivElement>(null);
  const listeners = useRef({ onMessage, onLost });
  listeners.current = { onMessage, onLost };
  useEffect(() => {
    const lifetime = new AbortController();
    const { host } = embedFrame(
      {
        page,
        ticket,
        title,
        styles: STYLES,
        onMessage: (message, frame) => listeners.current.onMessage(message, frame),
        onLost: () => listeners.current.onLost(),
      },
      lifetime.signal,
    );
    place.current?.append(host);
    return () => lifetime.abort();
  }, [page, ticket]);
  return <div ref={place} class={`embedded ${page}`} />;
}
