/** Plain text: its web addresses can be followed, and long quotes in it are folded. */
import { useMemo } from "preact/hooks";
import { quotedLines } from "../ui/sentences-viewer.ts";
import type { FollowedLink } from "./html-body.tsx";
import { foldQuotes } from "./quotes.ts";
import { splitAtLinks } from "./text-links.ts";

export interface TextBodyProps {
  readonly text: string;
  readonly onLink: (link: FollowedLink) => void;
}

function LinkedText({ text, onLink }: TextBodyProps) {
  const runs = useMemo(() => splitAtLinks(text), [text]);
  const follow = (event: MouseEvent, url: string, link: HTMLAnchorElement): void => {
    event.preventDefault();
    onLink({ url, below: window.scrollY + link.getBoundingClientRect().bottom });
  };
  return (
    <>
      {runs.map(({ text: run, url }) =>
        url === null ? (
          run
        ) : (
          <a href={url} rel="noopener noreferrer" onClick={(event) => follow(event, url, event.currentTarget)}>
            {run}
          </a>
        ),
      )}
    </>
  );
}

export function TextBody({ text, onLink }: TextBodyProps) {
  const runs = useMemo(() => foldQuotes(text), [text]);
  if (text.trim() === "") return null;
  return (
    <div class="text-body">
      {runs.map(({ text: run, folded }, index) =>
        folded === 0 ? (
          <div key={index} lang="" dir="auto">
            <LinkedText text={run} onLink={onLink} />
          </div>
        ) : (
          <details key={index} class="quote">
            <summary>{quotedLines(folded)}</summary>
            <div lang="" dir="auto">
              <LinkedText text={run} onLink={onLink} />
            </div>
          </details>
        ),
      )}
    </div>
  );
}
