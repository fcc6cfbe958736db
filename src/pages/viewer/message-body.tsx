/** What the message says: with formatting or as plain text, and what of it is signed. */
import { useMemo, useRef, useState } from "preact/hooks";
import type { DisplayContent } from "../../smime/verdict/display.ts";
import { BODY } from "../ui/sentences-viewer.ts";
import { BodyBar } from "./body-bar.tsx";
import { Covered, coverageOf } from "./coverage.tsx";
import { useEmbeddedPictures } from "./embedded-pictures.ts";
import { FindBar } from "./find-bar.tsx";
import type { Front } from "./front.ts";
import { type FollowedLink, HtmlBody } from "./html-body.tsx";
import { makeInert, type Pictures } from "./inert-html.ts";
import { LinkCard } from "./link-card.tsx";
import { printMessage } from "./print-paper.ts";
import { mayLoadPictures, RemotePictures } from "./remote-pictures.tsx";
import { TextBody } from "./text-body.tsx";

export interface MessageBodyProps {
  readonly content: DisplayContent;
  readonly front: Front;
}

export function MessageBody({ content, front }: MessageBodyProps) {
  const area = useRef<HTMLDivElement>(null);
  const findButton = useRef<HTMLButtonElement>(null);
  const [plain, setPlain] = useState(false);
  const [finding, setFinding] = useState(false);
  const [wanted, setWanted] = useState<Pictures>("own");
  const [link, setLink] = useState<FollowedLink | null>(null);
  const embedded = useEmbeddedPictures(front);
  const { html, text, stretches } = content;
  const { report } = front;
  const allowed = mayLoadPictures(front);
  const pictures = allowed ? wanted : "own";
  const inert = useMemo(
    () => (html === null ? null : makeInert(html, { pictures, embedded })),
    [html, pictures, embedded],
  );
  const formatted = plain ? null : inert;
  const coverage = coverageOf(content, report);
  const format = (): void => {
    setPlain(!plain);
    setFinding(false);
  };
  const endFinding = (): void => {
    setFinding(false);
    findButton.current?.focus();
  };
  return (
    <div ref={area}>
      <BodyBar
        text={text}
        formatted={inert === null ? null : !plain}
        finding={finding}
        findButton={findButton}
        onFormat={format}
        onFind={() => setFinding(!finding)}
        onPrint={() => printMessage({ content, report, html: formatted?.html ?? null })}
      />
      {finding && <FindBar area={area} onClose={endFinding} />}
      {formatted !== null && (
        <RemotePictures inert={formatted} allowed={allowed} pictures={pictures} onLoad={() => setWanted("all")} />
      )}
      {text.trim() === "" && formatted === null && <p class="muted text-body">{BODY.empty}</p>}
      {stretches.map(({ start, end, signed }) => (
        <Covered key={start} signed={signed} coverage={coverage} report={report}>
          {formatted === null ? (
            <TextBody text={text.slice(start, end)} onLink={setLink} />
          ) : (
            <HtmlBody html={formatted.html} pictures={pictures} onLink={setLink} />
          )}
        </Covered>
      ))}
      {link !== null && <LinkCard link={link} onClose={() => setLink(null)} />}
    </div>
  );
}
