/** What stands over a letter that was sealed into files: which file is for whom, and what to do with it. */
import type { SealedCopy } from "../../protocol/protocol.ts";
import { say, sayCount } from "../../words/say.ts";
import { Button } from "../ui/button.tsx";
import { Notice } from "../ui/notice.tsx";
import { phrase } from "../ui/phrase.tsx";
import { listed } from "../ui/words.ts";
import { saveSealed, sealedFileName } from "./sealed-file.ts";
import type { Sending } from "./send-work.ts";

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
            {sayCount(
              copies.length,
              "Sealed. Your browser has the file among its downloads.",
              "Sealed. Your browser has the files among its downloads.",
            )}
          </strong>
        </p>
        <ul class="kept">
          {copies.map(({ messageId, recipients }, index) => (
            <li key={messageId}>
              {phrase("{file} for {recipients}", {
                file: (
                  <b>
                    <bdi>{sealedFileName(index, copies.length)}</bdi>
                  </b>
                ),
                recipients: <bdi>{listed(recipients)}</bdi>,
              })}
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
