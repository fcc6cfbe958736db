/**
 * The small window that opens where a composer in a web page would look a certificate up and may not yet: says what that
 * reveals, and lets the person turn it on where no page can cover the question.
 */
import { useEffect } from "preact/hooks";
import { useReply } from "../surface/replies.ts";
import { MarkView } from "../ui/mark-view.tsx";
import { Wordmark } from "../ui/wordmark.tsx";
import { LookUpChoice } from "./look-up-choice.tsx";
import { useLookUpStatus } from "./look-up-work.ts";
import { say } from "../../words/say.ts";

export function LookUpWindow() {
  const status = useLookUpStatus();
  const settings = useReply("settings/read", {});
  useEffect(() => {
    document.title = say("Waxwing: looking certificates up");
  }, []);
  return (
    <main class="unlock-window">
      <Wordmark />
      <h1>{say("Looking certificates up")}</h1>
      {settings.value !== null && (
        <p class="own-mark">
          <MarkView {...settings.value.mark} /> {say("A window without your mark is not Waxwing's.")}
        </p>
      )}
      <LookUpChoice status={status} onOn={() => window.close()} />
    </main>
  );
}
