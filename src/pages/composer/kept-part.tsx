/** What stands over a letter that was sealed into files: which file is for whom, and what to do with it. */
import type { SealedCopy } from "../../protocol/protocol.ts";
import { Button } from "../ui/button.tsx";
import { Notice } from "../ui/notice.tsx";
import { listed } from "../ui/words.ts";
import { saveSealed, sealedFileName } from "./sealed-file.ts";
import type { Sending } from "./send-work.ts";
import { say } from "../../words/say.ts";

export interface KeptPartProps {
  readonly copies: readonly SealedCopy[];
  readonly sending: Sending;
}

export function KeptPart({ copies, sending }: KeptPartProps) {
  return (
    <>
      <Notice kind="good">
        <p>
          <strong>
            Sealed. Your browser has {copies.length === 1 ? say("the file") : say("the files")} among its downloads.
          </strong>
        </p>
        <ul class="kept">
          {copies.map(({ messageId, recipients }, index) => (
            <li key={messageId}>
              <b>{sealedFileName(index, copies.length)}</b> for {listed(recipients)}
            </li>
          ))}
        </ul>
        <p>
          {say(
            "Nothing was sent. Attach the file to an ordinary mail: whoever gets it opens it with a mail program that knows S/MIME, or with Waxwing.",
          )}
        </p>
      </Notice>
      <div class="actions">
        <Button onClick={sending.back}>{say("Back to writing")}</Button>
        <Button onClick={() => saveSealed(copies)}>{say("Save again")}</Button>
        <Button kind="primary" onClick={sending.finish}>
          {say("Done")}
        </Button>
      </div>
    </>
  );
}
