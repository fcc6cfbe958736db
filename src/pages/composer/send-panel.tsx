/** What stands over the letter while it is being sealed and sent, and when something stopped it. */
import { useEffect, useId, useRef } from "preact/hooks";
import type { TransportStep } from "../../protocol/protocol.ts";
import { say, sayCount } from "../../words/say.ts";
import { Button } from "../ui/button.tsx";
import { FailureNotice, Notice } from "../ui/notice.tsx";
import { KeptPart } from "./kept-part.tsx";
import { saveSealed } from "./sealed-file.ts";
import { copiesLeft, mayGoBack, mendedByConnecting, type SendState } from "./send-flow.ts";
import type { Sending } from "./send-work.ts";

const STEPS: Readonly<Record<TransportStep, string>> = {
  filing: say("Putting it into Sent…"),
  comparing: say("Checking that it was stored unchanged…"),
  sending: say("Handing it to your mail server…"),
  cleaning: say("Removing the old draft…"),
};

type Stopped = Extract<SendState, { step: "stopped" | "unknown" }>;

export interface SendPanelProps {
  readonly sending: Sending;
  /** Opens the window that connects to Gmail; null for a letter that leaves another way. */
  readonly connect: (() => void) | null;
}

function progressInWords(transport: TransportStep | null, throughGmail: boolean): string {
  if (throughGmail) return say("Handing it to Gmail…");
  return transport === null ? say("Passing it to your webmail…") : STEPS[transport];
}

interface ProgressProps {
  readonly state: Extract<SendState, { step: "sending" }>;
  readonly throughGmail: boolean;
}

function Progress({ state, throughGmail }: ProgressProps) {
  const { copies, sent, transport } = state;
  return (
    <>
      <p>{progressInWords(transport, throughGmail)}</p>
      {copies.length > 1 && (
        <p class="muted">
          {say("Copy {number} of {all}: hidden recipients get copies of their own.", {
            number: Math.min(sent + 1, copies.length),
            all: copies.length,
          })}
        </p>
      )}
    </>
  );
}

function Unlocking({ sending }: { readonly sending: Sending }) {
  return (
    <>
      <p>
        <strong>{say("Your keys are locked.")}</strong>{" "}
        {say("Unlock them in the window that has just opened. Your message then leaves by itself.")}
      </p>
      <div class="actions">
        <Button onClick={sending.back}>{say("Back to writing")}</Button>
        <Button kind="primary" onClick={sending.askAgain}>
          {say("Open the unlock window again")}
        </Button>
      </div>
    </>
  );
}

function alreadyLeft(sent: number, all: number): string {
  return sayCount(
    sent,
    "{count} copy of {all} already left and will not be sent again. Your text is still here.",
    "{count} copies of {all} already left and will not be sent again. Your text is still here.",
    { all },
  );
}

function retryKind(unknown: boolean, connecting: boolean): "danger" | "plain" | "primary" {
  if (unknown) return "danger";
  return connecting ? "plain" : "primary";
}

function StoppedPart({ state, sending, connect }: SendPanelProps & { readonly state: Stopped }) {
  const { copies, sent, failure } = state;
  const unknown = state.step === "unknown";
  const connecting = connect !== null && failure.code !== "gmail/no-client" && mendedByConnecting(failure);
  const goAndConnect = (): void => {
    sending.connecting();
    connect?.();
  };
  return (
    <>
      <FailureNotice failure={failure} {...(sent > 0 ? { safe: alreadyLeft(sent, copies.length) } : {})} />
      <div class="actions">
        {mayGoBack(state) && <Button onClick={sending.back}>{say("Back to writing")}</Button>}
        <Button onClick={() => saveSealed(copiesLeft(state))}>{say("Save sealed message (.eml)")}</Button>
        {unknown && <Button onClick={sending.arrived}>{say("It arrived")}</Button>}
        <Button kind={retryKind(unknown, connecting)} onClick={sending.retry}>
          {unknown ? say("Send it again") : say("Try again")}
        </Button>
        {connecting && (
          <Button kind="primary" onClick={goAndConnect}>
            {say("Connect to Gmail")}
          </Button>
        )}
      </div>
    </>
  );
}

function Sealing({ sending: { fraction, callOff } }: { readonly sending: Sending }) {
  return (
    <>
      <p>{say("Sealing your message…")}</p>
      {fraction !== null && <progress aria-label={say("Sealing")} value={fraction} />}
      <div class="actions">
        <Button onClick={callOff}>{say("Back to writing")}</Button>
      </div>
    </>
  );
}

function Inside({ sending, connect }: SendPanelProps) {
  const { state } = sending;
  switch (state.step) {
    case "writing":
      return null;
    case "unlocking":
      return <Unlocking sending={sending} />;
    case "sealing":
      return <Sealing sending={sending} />;
    case "sending":
      return <Progress state={state} throughGmail={connect !== null} />;
    case "stopped":
    case "unknown":
      return <StoppedPart state={state} sending={sending} connect={connect} />;
    case "sent":
      return <Notice kind="good">{say("Sent.")}</Notice>;
    case "kept":
      return <KeptPart copies={state.copies} sending={sending} />;
  }
}

export function SendPanel({ sending, connect }: SendPanelProps) {
  const panel = useRef<HTMLDivElement>(null);
  const card = useId();
  const { step } = sending.state;
  useEffect(() => panel.current?.focus(), [step]);
  if (step === "writing") return null;
  return (
    <div
      class="send-panel"
      ref={panel}
      tabIndex={-1}
      role="group"
      aria-label={say("Sending")}
      aria-describedby={card}
      aria-live="polite"
    >
      <div class="send-card" id={card}>
        <Inside sending={sending} connect={connect} />
      </div>
    </div>
  );
}
