/** Stands between a click on a link and the network: shows where it really leads, and opens it only from here. */
import { useEffect, useRef } from "preact/hooks";
import { Button } from "../ui/button.tsx";
import type { FollowedLink } from "./html-body.tsx";
import { phrase } from "../ui/phrase.tsx";
import { say } from "../../words/say.ts";

function destinationOf(url: string): string {
  const { protocol, host, pathname } = new URL(url);
  return protocol === "mailto:" ? pathname : host;
}

export function LinkCard({ link, onClose }: { readonly link: FollowedLink; readonly onClose: () => void }) {
  const open = useRef<HTMLAnchorElement>(null);
  useEffect(() => open.current?.focus(), [link]);
  return (
    <div
      class="link-card"
      role="dialog"
      aria-label={say("Open this link?")}
      style={{ top: `${link.below + 4}px` }}
      onKeyDown={(event) => {
        if (event.key === "Escape") onClose();
      }}
    >
      <p>{phrase("This link leads to {place}", { place: <strong dir="ltr">{destinationOf(link.url)}</strong> })}</p>
      <p class="muted">
        <bdi dir="ltr">{link.url}</bdi>
      </p>
      <div class="actions">
        <Button onClick={onClose}>{say("Stay here")}</Button>
        <a
          ref={open}
          class="button primary"
          href={link.url}
          target="_blank"
          rel="noopener noreferrer"
          onClick={onClose}
        >
          {say("Open")}
        </a>
      </div>
    </div>
  );
}
