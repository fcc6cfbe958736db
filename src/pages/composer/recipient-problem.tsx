/** One recipient who cannot be encrypted for: why, and every way on. */
import { useEffect, useRef } from "preact/hooks";
import type { LookUpState } from "../../protocol/look-up.ts";
import type { ComposerTicket } from "../../protocol/protocol.ts";
import { say } from "../../words/say.ts";
import { Button } from "../ui/button.tsx";
import { PEOPLE_FILES } from "../ui/certificate-files.ts";
import { FailureNotice } from "../ui/notice.tsx";
import { phrase } from "../ui/phrase.tsx";
import { type CertificateWork, useCertificateWork } from "./certificate-work.ts";
import type { RecipientProblem as Problem } from "./readiness.ts";

interface GiveFileProps {
  readonly address: string;
  readonly work: CertificateWork;
}

function GiveFile({ address, work }: GiveFileProps) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <Button
        kind="quiet"
        label={say("Add certificate file of {address}", { address })}
        onClick={() => input.current?.click()}
      >
        {say("Add certificate file")}
      </Button>
      <input
        ref={input}
        type="file"
        hidden
        class="certificate-file"
        accept={PEOPLE_FILES}
        aria-label={say("Certificate file of {address}", { address })}
        onChange={(event) => {
          const file = event.currentTarget.files?.[0];
          if (file !== undefined) work.give(file);
          event.currentTarget.value = "";
        }}
      />
    </>
  );
}

interface LookUpProps extends GiveFileProps {
  readonly state: LookUpState;
}

/** While look-ups are off, the button says so, and leads to where a person can turn them on. */
function LookUp({ address, work, state }: LookUpProps) {
  if (state === "forbidden") return null;
  return state === "on" ? (
    <Button kind="quiet" label={say("Look up: {address}", { address })} busy={work.looking} onClick={work.lookUp}>
      {say("Look up")}
    </Button>
  ) : (
    <Button kind="quiet" label={say("Turn on looking up, for {address}", { address })} onClick={work.askLookUp}>
      {say("Turn on looking up")}
    </Button>
  );
}

export interface RecipientProblemProps {
  readonly problem: Problem;
  readonly ticket: ComposerTicket;
  /** Asks them with a signed hello; null where nothing can be signed. */
  readonly onAsk: (() => void) | null;
  /** Whether certificates are looked up; null while that is not known. */
  readonly lookUp: LookUpState | null;
  readonly onRemove: () => void;
  /** They can be written to now; and the words for it. */
  readonly onAdded: (words: string) => void;
}

/** Where the ways on for an address stand. */
function placeOf(address: string): string {
  return `ways-${address.toLowerCase()}`;
}

/** From the chip to the ways on. */
export function goToWays(address: string): void {
  document.getElementById(placeOf(address))?.querySelector("button")?.focus();
}

export function RecipientProblem({ problem, ticket, onAsk, lookUp, onRemove, onAdded }: RecipientProblemProps) {
  const { address, what, next, ways } = problem;
  const work = useCertificateWork(ticket, address, onAdded);
  // What was said of look-ups being off is not true any more.
  useEffect(work.forget, [lookUp]);
  const take = (event: DragEvent): void => {
    const file = event.dataTransfer?.files[0];
    if (file === undefined || !ways.includes("import")) return;
    // Else it became an attachment of the letter.
    event.preventDefault();
    event.stopPropagation();
    work.give(file);
  };
  return (
    <li id={placeOf(address)} onDrop={take}>
      <p>
        {phrase("{address} – {problem}", {
          address: (
            <strong>
              <bdi>{address}</bdi>
            </strong>
          ),
          problem: `${what} ${next}`,
        })}
      </p>
      <p class="ways">
        {ways.includes("authority") && (
          <Button
            kind="quiet"
            label={say("Decide about the authority of {address}", { address })}
            onClick={work.askAuthority}
          >
            {say("Decide about the authority")}
          </Button>
        )}
        {ways.includes("look-up") && lookUp !== null && <LookUp address={address} work={work} state={lookUp} />}
        {ways.includes("import") && <GiveFile address={address} work={work} />}
        {ways.includes("ask") && onAsk !== null && (
          <Button kind="quiet" label={say("Ask with a signed hello: {address}", { address })} onClick={onAsk}>
            {say("Ask with a signed hello")}
          </Button>
        )}
        <Button kind="quiet" label={say("Remove recipient {address}", { address })} onClick={onRemove}>
          {say("Remove recipient")}
        </Button>
      </p>
      <p class="outcome" role="status">
        {work.looking ? say("Asking the domain…") : work.outcome}
      </p>
      {work.failure !== null && <FailureNotice failure={work.failure} safe={say("Nothing was added.")} />}
    </li>
  );
}
