/** The registration with Google: who supplied it, or how to supply one. */
import { useState } from "preact/hooks";
import { request } from "../../protocol/client.ts";
import type { GmailClient, GmailClientStatus, GmailStatus } from "../../protocol/gmail.ts";
import { Button } from "../ui/button.tsx";
import { copyText } from "../ui/clipboard.ts";
import { Field } from "../ui/field.tsx";
import { FailureNotice } from "../ui/notice.tsx";
import { useWork } from "../surface/replies.ts";
import { say } from "../../words/say.ts";

export interface GmailClientProps {
  readonly status: GmailStatus;
  readonly onStatus: (status: GmailStatus) => void;
}

const SOURCES: Readonly<Record<GmailClientStatus["source"], string>> = {
  policy: say("Set up by your administrator."),
  settings: say("Set up by you."),
  publisher: say("Set up by whoever published this Waxwing."),
};

function HowTo({ redirectUri }: { readonly redirectUri: string }) {
  const [copied, setCopied] = useState(false);
  return (
    <div class="how-to">
      <p class="hint">
        {say(
          "Google asks every program that sends mail to be registered. In Google's Cloud console, an administrator switches the Gmail API on, creates an OAuth client of the kind “Web application”, and enters this address as an authorized redirect URI:",
        )}
      </p>
      <p>
        <code dir="ltr">{redirectUri}</code>{" "}
        <Button kind="quiet" onClick={() => void copyText(redirectUri).then(setCopied)}>
          {copied ? say("Copied") : say("Copy")}
        </Button>
      </p>
    </div>
  );
}

interface ByCodeProps {
  readonly client: GmailClient;
  readonly onClient: (client: GmailClient) => void;
}

function ByCode({ client, onClient }: ByCodeProps) {
  return (
    <details class="more">
      <summary>{say("My organization uses a client secret")}</summary>
      <Field
        type="password"
        label={say("Client secret")}
        value={client.secret}
        onValue={(secret) => onClient({ ...client, secret, flow: secret.trim() === "" ? "implicit" : "code" })}
        hint={say("Waxwing then signs in with an authorization code and PKCE. Leave it empty otherwise.")}
      />
    </details>
  );
}

/** Asks for a client id. @param onStatus hears what is known once it was saved */
export function GmailClientForm({ status, onStatus }: GmailClientProps) {
  const [client, setClient] = useState<GmailClient>({ id: "", secret: "", flow: "implicit" });
  const [wrong, setWrong] = useState("");
  const work = useWork();
  const save = (event: Event): void => {
    event.preventDefault();
    const id = client.id.trim();
    if (!/^[\w.-]+$/.test(id)) return setWrong(say("It looks like 1234-abc.apps.googleusercontent.com."));
    setWrong("");
    work.run(async () => onStatus(await request("gmail/configure", { client: { ...client, id } })));
  };
  return (
    <form onSubmit={save}>
      <HowTo redirectUri={status.redirectUri} />
      <Field
        label={say("Client ID")}
        value={client.id}
        onValue={(id) => setClient({ ...client, id })}
        error={wrong}
        hint={say("Google shows it once the client exists.")}
      />
      <ByCode client={client} onClient={setClient} />
      {work.failure !== null && <FailureNotice failure={work.failure} />}
      <div class="actions">
        <Button type="submit" busy={work.busy}>
          {say("Save client ID")}
        </Button>
      </div>
    </form>
  );
}

export function GmailClientPart({ status, onStatus }: GmailClientProps) {
  const work = useWork();
  const { client } = status;
  const remove = (): void => work.run(async () => onStatus(await request("gmail/configure", { client: null })));
  return (
    <section class="part" aria-label={say("Registration with Google")}>
      <h3>{say("Registration with Google")}</h3>
      {client === null ? (
        <GmailClientForm status={status} onStatus={onStatus} />
      ) : (
        <>
          <p>{SOURCES[client.source]}</p>
          <p class="row-note">
            <bdi>{client.id}</bdi>
          </p>
          {work.failure !== null && <FailureNotice failure={work.failure} />}
          {client.source === "settings" && (
            <div class="actions">
              <Button kind="danger" busy={work.busy} onClick={remove}>
                {say("Remove client ID")}
              </Button>
            </div>
          )}
        </>
      )}
    </section>
  );
}
