/** What a person should know of the way through Gmail before they send: whether it is open, and what it does to a form. */
import type { SignatureDefault } from "../../protocol/gmail.ts";
import { say } from "../../words/say.ts";
import { Button } from "../ui/button.tsx";
import { FailureNotice, Notice } from "../ui/notice.tsx";
import { phrase } from "../ui/phrase.tsx";
import { dayInWords } from "../ui/words.ts";
import type { GmailStanding, GmailWatch, SignatureChoice } from "./gmail-watch.ts";
import type { Letter } from "./letter.ts";

interface ConnectionProps {
  readonly standing: GmailStanding;
  readonly address: string;
  readonly onConnect: () => void;
}

function Connection({ standing, address, onConnect }: ConnectionProps) {
  switch (standing.connection.kind) {
    case "connected":
      return (
        <p class="muted way-out">
          {phrase("Connected to Gmail: this message leaves from {address}.", { address: <bdi>{address}</bdi> })}
        </p>
      );
    case "not-connected":
      return (
        <Notice kind="note">
          <p>
            <strong>
              {phrase("Connect to Gmail once, to send sealed messages from {address}.", {
                address: <bdi>{address}</bdi>,
              })}
            </strong>{" "}
            {say(
              "Google asks you to let Waxwing send mail. Waxwing cannot read your mailbox, and what you encrypt stays unreadable to Google.",
            )}
          </p>
          <div class="actions">
            <Button onClick={onConnect}>{say("Connect to Gmail")}</Button>
          </div>
        </Notice>
      );
    case "no-client":
      return (
        <Notice kind="note">
          <p>
            <strong>{say("Sending through Gmail is not set up in this browser yet.")}</strong>{" "}
            {say(
              "Your administrator can do it, or you can, under “Gmail” in Waxwing. Until then Waxwing seals your message and gives it to you as a file.",
            )}
          </p>
        </Notice>
      );
  }
}

interface FormProps {
  readonly signature: SignatureDefault;
  readonly choice: SignatureChoice;
  readonly onChoice: (choice: SignatureChoice) => void;
}

function riskInWords({ form, basis, date }: SignatureDefault): string {
  if (form === "clear") return "";
  return basis === "checked"
    ? say("Your check on {date} found that such a message arrives damaged.", { date: dayInWords(date) })
    : say(
        "Gmail is known to rebuild such messages on the way: the signature then looks broken to everybody who checks it.",
      );
}

/** Only for a signature without encryption: encryption keeps the form out of reach. */
function FormChoice({ signature, choice, onChoice }: FormProps) {
  const clear = (choice ?? signature.form) === "clear";
  const risk = riskInWords(signature);
  return (
    <div class="form-choice">
      <label>
        <input
          type="checkbox"
          checked={clear}
          aria-describedby="form-hint"
          onChange={(event) => onChoice(event.currentTarget.checked ? "clear" : "opaque")}
        />{" "}
        {say("Readable without S/MIME")}
      </label>
      <p class="hint" id="form-hint">
        {clear
          ? say("Everybody can read the text, whatever mail program they use.")
          : say("Your recipients need a mail program that knows S/MIME, such as Outlook, Apple Mail or Thunderbird.")}
      </p>
      {clear && risk !== "" && <Notice kind="warning">{risk}</Notice>}
    </div>
  );
}

export function GmailNotes({ watch, letter }: { readonly watch: GmailWatch; readonly letter: Letter }) {
  const { standing, failure, connect, form, chooseForm } = watch;
  if (failure !== null) return <FailureNotice failure={failure} />;
  if (standing === null) return null;
  return (
    <>
      <Connection standing={standing} address={letter.from.address} onConnect={connect} />
      {letter.sign && !letter.encrypt && (
        <FormChoice signature={standing.signature} choice={form} onChoice={chooseForm} />
      )}
    </>
  );
}
