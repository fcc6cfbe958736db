/** Whether the letter would be found again. Says little while it would, and why not as soon as it would not. */
import { say } from "../../words/say.ts";
import { FailureNotice, Notice } from "../ui/notice.tsx";
import { phrase } from "../ui/phrase.tsx";
import { tell } from "../ui/sentences.ts";
import type { Kept } from "./keeper.ts";

const HERE_ONLY = say("Your text is in this window only: send it, or copy it, before you close the window.");

function stateOf({ until }: Kept): string {
  switch (until) {
    case null:
      return "";
    case "unlocked":
      return say("Kept on this device, sealed.");
    case "browser-closed":
      return say("Kept until you close the browser: without a key of yours, Waxwing cannot seal it for longer.");
  }
}

export function KeptNotes({ kept }: { readonly kept: Kept }) {
  const { failure, unkept } = kept;
  if (failure !== null) return <FailureNotice failure={failure} safe={HERE_ONLY} />;
  return (
    <>
      <p class="hint kept-state">{stateOf(kept)}</p>
      {unkept.length > 0 && (
        <Notice kind="warning">
          <ul class="problems">
            {unkept.map(({ filename, failure: reason }) => (
              <li key={filename}>
                {phrase("{file} is not kept with your text.", {
                  file: (
                    <strong>
                      <bdi>{filename}</bdi>
                    </strong>
                  ),
                })}{" "}
                {tell(reason).what} {tell(reason).next}
              </li>
            ))}
          </ul>
        </Notice>
      )}
    </>
  );
}
