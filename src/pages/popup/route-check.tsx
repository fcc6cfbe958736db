/** Tries what arrives: sends test messages to another mailbox of the person's, and takes what arrived there. */
import { useId, useState } from "preact/hooks";
import { request } from "../../protocol/client.ts";
import type { GmailStatus } from "../../protocol/gmail.ts";
import { Button } from "../ui/button.tsx";
import { Field } from "../ui/field.tsx";
import { FailureNotice, Notice } from "../ui/notice.tsx";
import { useWork } from "../surface/replies.ts";
import { say } from "../../words/say.ts";

export interface RouteCheckProps {
  readonly status: GmailStatus;
  readonly onStatus: (status: GmailStatus) => void;
}

interface AccountChoiceProps {
  readonly accounts: readonly string[];
  readonly account: string;
  readonly onAccount: (account: string) => void;
}

function AccountChoice({ accounts, account, onAccount }: AccountChoiceProps) {
  const id = useId();
  if (accounts.length < 2) return null;
  return (
    <div class="field">
      <label for={id}>{say("From")}</label>
      <select id={id} value={account} onChange={(event) => onAccount(event.currentTarget.value)}>
        {accounts.map((address) => (
          <option key={address} value={address}>
            {address}
          </option>
        ))}
      </select>
    </div>
  );
}

/** Line ends of a pasted source are the clipboard's; mail has CRLF. */
function octetsOf(source: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(source.replace(/\r\n?|\n/g, "\r\n"));
}

function PastedSource({ onStatus }: Pick<RouteCheckProps, "onStatus">) {
  const id = useId();
  const [source, setSource] = useState("");
  const work = useWork();
  const read = (): void =>
    work.run(async () => {
      onStatus(await request("gmail/read-arrival", { source: octetsOf(source) }));
      setSource("");
    });
  return (
    <details class="more">
      <summary>{say("Waxwing does not run where the messages arrive")}</summary>
      <div class="field">
        <label for={id}>{say("Source of a test message, as it arrived")}</label>
        <textarea id={id} rows={4} dir="ltr" value={source} onInput={(event) => setSource(event.currentTarget.value)} />
      </div>
      {work.failure !== null && <FailureNotice failure={work.failure} />}
      <div class="actions">
        <Button busy={work.busy} disabled={source.trim() === ""} onClick={read}>
          {say("Read this source")}
        </Button>
      </div>
    </details>
  );
}

export function RouteCheckPart({ status, onStatus }: RouteCheckProps) {
  const accounts = status.accounts.map(({ address }) => address);
  const [chosen, setChosen] = useState(accounts[0] ?? "");
  const [to, setTo] = useState("");
  const [sent, setSent] = useState(false);
  const work = useWork();
  const account = accounts.includes(chosen) ? chosen : (accounts[0] ?? "");
  const start = (event: Event): void => {
    event.preventDefault();
    setSent(false);
    work.run(async () => {
      onStatus(await request("gmail/check-route", { account, to: to.trim() }));
      setSent(true);
    });
  };
  return (
    <section class="part" aria-label={say("Check what arrives")}>
      <h3>{say("Check what arrives")}</h3>
      <form onSubmit={start}>
        <p class="hint">
          {say(
            "Waxwing sends four test messages from {account} to another mailbox of yours. Open them there with Waxwing: it notes which arrived whole, and signs your messages in a form that does.",
            { account },
          )}
        </p>
        <AccountChoice accounts={accounts} account={account} onAccount={setChosen} />
        <Field
          label={say("Another mailbox of yours")}
          value={to}
          onValue={setTo}
          hint={say("At another provider: Gmail does not send mail to itself the same way.")}
        />
        {work.failure !== null && <FailureNotice failure={work.failure} />}
        {sent && (
          <Notice kind="good">{say("Four test messages were sent. Now open them in the other mailbox.")}</Notice>
        )}
        <div class="actions">
          <Button type="submit" busy={work.busy} disabled={to.trim() === ""}>
            {say("Send test messages")}
          </Button>
        </div>
      </form>
      <PastedSource onStatus={onStatus} />
    </section>
  );
}
