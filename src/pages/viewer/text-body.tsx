import { useMemo } from "preact/hooks";
import type { FollowedLink } from "./html-body.tsx";
import { splitAtLinks } from "./text-links.ts";

export interface TextBodyProps {
  readonly text: string;
  readonly onLink: (link: FollowedLink) => void;
}

export function TextBody({ text, onLink }: TextBodyProps) {
  const runs = useMemo(() => splitAtLinks(text), [text]);
  const follow = (event: MouseEvent, url: string, link: HTMLAnchorElement): void => {
    event.preventDefault();
    onLink({ url, below: window.scrollY + link.getBoundingClientRect().bottom });
  };
  if (text.trim() === "") return null;
  return (
    <div class="text-body">
      {runs.map(({ text: run, url }) =>
        url === null ? (
          run
        ) : (
          <a href={url} rel="noopener noreferrer" onClick={(event) => follow(event, url, event.currentTarget)}>
            {run}
          </a>
        ),
      )}
    </div>
  );
}
