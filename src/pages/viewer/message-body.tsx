/** What the message says: with formatting or as plain text, and what of it is signed. */
import { useState } from "preact/hooks";
import type { DisplayContent } from "../../smime/verdict/display.ts";
import type { MessageReport } from "../../smime/verdict/vocabulary.ts";
import { Button } from "../ui/button.tsx";
import { Covered, coverageOf } from "./coverage.tsx";
import { type FollowedLink, HtmlBody } from "./html-body.tsx";
import { LinkCard } from "./link-card.tsx";
import { TextBody } from "./text-body.tsx";

export interface MessageBodyProps {
  readonly content: DisplayContent;
  readonly report: MessageReport;
}

export function MessageBody({ content, report }: MessageBodyProps) {
  const [plain, setPlain] = useState(false);
  const [link, setLink] = useState<FollowedLink | null>(null);
  const { html, text, stretches } = content;
  const coverage = coverageOf(content, report);
  const formatted = html !== null && !plain;
  return (
    <>
      {html !== null && (
        <Button kind="quiet" onClick={() => setPlain(!plain)}>
          {plain ? "Show with formatting" : "Show as plain text"}
        </Button>
      )}
      {text.trim() === "" && !formatted && <p class="muted text-body">This message has no text.</p>}
      {stretches.map(({ start, end, signed }) => (
        <Covered key={start} signed={signed} coverage={coverage} report={report}>
          {formatted ? (
            <HtmlBody html={html} onLink={setLink} />
          ) : (
            <TextBody text={text.slice(start, end)} onLink={setLink} />
          )}
        </Covered>
      ))}
      {link !== null && <LinkCard link={link} onClose={() => setLink(null)} />}
    </>
  );
}
