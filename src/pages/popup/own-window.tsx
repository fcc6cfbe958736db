/** The frame of a small window that the browser opens for a composer: a page can draw one like it, but not the mark. */
import type { ComponentChildren } from "preact";
import { useEffect } from "preact/hooks";
import { useReply } from "../surface/replies.ts";
import { MarkView } from "../ui/mark-view.tsx";
import { Wordmark } from "../ui/wordmark.tsx";
import { say } from "../../words/say.ts";

interface OwnWindowProps {
  /** The document's. */
  readonly title: string;
  readonly heading: string;
  readonly children: ComponentChildren;
}

export function OwnWindow({ title, heading, children }: OwnWindowProps) {
  const settings = useReply("settings/read", {});
  useEffect(() => {
    document.title = title;
  }, [title]);
  return (
    <main class="unlock-window">
      <Wordmark />
      <h1>{heading}</h1>
      {settings.value !== null && (
        <p class="own-mark">
          <MarkView {...settings.value.mark} /> {say("A window without your mark is not Waxwing's.")}
        </p>
      )}
      {children}
    </main>
  );
}
