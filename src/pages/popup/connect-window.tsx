/**
 * The small window that opens where a composer needs Gmail: says what will be asked, and lets browser and Google ask. A
 * page can open a window that looks like it; only this one can show the person's mark.
 */
import { requestSite } from "../../platform/sites.ts";
import { request } from "../../protocol/client.ts";
import { GMAIL_ORIGINS, type GmailStatus } from "../../protocol/gmail.ts";
import { SmimeError } from "../../smime/errors.ts";
import { Button } from "../ui/button.tsx";
import { FailureNotice } from "../ui/notice.tsx";
import { phrase } from "../ui/phrase.tsx";
import { GmailClientForm } from "./gmail-client.tsx";
import { useGmailStatus } from "./gmail-card.tsx";
import { type Loaded, useWork } from "../surface/replies.ts";
import { OwnWindow } from "./own-window.tsx";
import { say } from "../../words/say.ts";

function isConnected(status: GmailStatus, address: string): boolean {
  return status.accounts.some((account) => account.address.toLowerCase() === address.toLowerCase());
}

interface ConnectProps {
  readonly address: string;
  readonly status: Loaded<GmailStatus>;
  readonly again: boolean;
}

function Connect({ address, status, again }: ConnectProps) {
  const work = useWork();
  const connect = (): void => {
    // The browser asks the person only if this call is still part of the click.
    const allowed = requestSite(...GMAIL_ORIGINS);
    work.run(async () => {
      if (!(await allowed)) throw new SmimeError("gmail/not-allowed", {});
      status.put(await request("gmail/connect", { address }));
      window.close();
    });
  };
  return (
    <>
      <ol class="steps">
        <li>{say("The browser asks whether Waxwing may talk to Google.")}</li>
        <li>
          {phrase(
            "Google asks whether Waxwing may send mail for {address}. Choose this account, and leave sending ticked.",
            {
              address: (
                <strong>
                  <bdi>{address}</bdi>
                </strong>
              ),
            },
          )}
        </li>
      </ol>
      <p class="muted">
        {say(
          "Waxwing never reads your mailbox. What you encrypt stays unreadable to Google. You can disconnect at any time.",
        )}
      </p>
      {work.failure !== null && (
        <FailureNotice failure={work.failure} safe={say("Nothing was sent, and nothing was lost.")} />
      )}
      <div class="actions">
        <Button kind="primary" busy={work.busy} onClick={connect}>
          {again ? say("Connect again") : say("Connect to Gmail")}
        </Button>
      </div>
    </>
  );
}

/** `address`: the sender of the message that waits. */
export function ConnectWindow({ address }: { readonly address: string }) {
  const status = useGmailStatus();
  const { value } = status;
  return (
    <OwnWindow title={say("Waxwing: connect to Gmail")} heading={say("Connect to Gmail")}>
      {status.failure !== null && <FailureNotice failure={status.failure} />}
      {value?.client === null && (
        <>
          <p>{say("One thing is missing first. If your organization has an administrator, send them this.")}</p>
          <GmailClientForm status={value} onStatus={status.put} />
        </>
      )}
      {value !== null && value.client !== null && (
        <Connect address={address} status={status} again={isConnected(value, address)} />
      )}
    </OwnWindow>
  );
}
