/** Gmail: which accounts are connected, by whose registration with Google, and which forms arrive. */
import { useEffect } from "preact/hooks";
import { onAnnouncement, request } from "../../protocol/client.ts";
import type { GmailAccount, GmailStatus } from "../../protocol/gmail.ts";
import { Button } from "../ui/button.tsx";
import { FoldedCard } from "../ui/card.tsx";
import { FailureNotice } from "../ui/notice.tsx";
import { dayInWords } from "../ui/words.ts";
import { GmailClientPart } from "./gmail-client.tsx";
import { type Loaded, useReply, useWork } from "../surface/replies.ts";
import { RouteCheckPart } from "./route-check.tsx";
import { RouteFormsPart } from "./route-forms.tsx";
import { say } from "../../words/say.ts";

/** What is known of Gmail, kept up to date by the worker's announcements. */
export function useGmailStatus(): Loaded<GmailStatus> {
  const status = useReply("gmail/status", {});
  const { reload } = status;
  useEffect(() => {
    const lifetime = new AbortController();
    onAnnouncement("gmail/changed", reload, lifetime.signal);
    return () => lifetime.abort();
  }, [reload]);
  return status;
}

interface AccountsProps {
  readonly accounts: readonly GmailAccount[];
  readonly onDisconnect: (address: string) => void;
}

function Accounts({ accounts, onDisconnect }: AccountsProps) {
  if (accounts.length === 0)
    return <p class="muted">{say("No account is connected. Waxwing offers it when you write a message in Gmail.")}</p>;
  return (
    <ul class="rows">
      {accounts.map(({ address, since }) => (
        <li key={address} class="row site">
          <span>
            <span class="row-title">
              <bdi>{address}</bdi>
            </span>
            <span class="row-note">{say("connected since {date}", { date: dayInWords(since) })}</span>
          </span>
          <Button kind="danger" label={say("Disconnect {address}", { address })} onClick={() => onDisconnect(address)}>
            {say("Disconnect")}
          </Button>
        </li>
      ))}
    </ul>
  );
}

export function GmailCard() {
  const status = useGmailStatus();
  const work = useWork();
  const { value } = status;
  const disconnect = (address: string): void =>
    work.run(async () => status.put(await request("gmail/disconnect", { address })));
  return (
    <FoldedCard title={say("Gmail")} aside={<span class="muted">{value?.accounts.length ?? 0}</span>}>
      {status.failure !== null && <FailureNotice failure={status.failure} />}
      {work.failure !== null && <FailureNotice failure={work.failure} />}
      {value !== null && (
        <>
          <p class="muted">
            {say(
              "Waxwing sends sealed messages through Google's own interface, only for accounts that you connect. It cannot read a mailbox that way.",
            )}
          </p>
          <Accounts accounts={value.accounts} onDisconnect={disconnect} />
          <GmailClientPart status={value} onStatus={status.put} />
          {value.accounts.length > 0 && <RouteCheckPart status={value} onStatus={status.put} />}
          <RouteFormsPart checks={value.checks} />
        </>
      )}
    </FoldedCard>
  );
}
