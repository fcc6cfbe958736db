/** The three controls on a native compose page, in a closed shadow root. */
import { render } from "preact";
import { useId } from "preact/hooks";
import tokens from "../pages/ui/tokens.css?inline";
import { StateIcon } from "../pages/ui/state-icon.tsx";
import type { Telling } from "../pages/ui/telling.ts";
import { listed } from "../pages/ui/words.ts";
import type { Intent } from "../protocol/protocol.ts";
import styles from "./compose-controls.css?inline";
import { shadowHost } from "./shadow-host.ts";
import { keepInPlace } from "./keep-in-place.ts";
import { once } from "../words/once.ts";
import { say } from "../words/say.ts";

export type ControlsState =
  | { readonly kind: "idle" }
  | { readonly kind: "opening" }
  /** The native draft holds files that do not come along. */
  | { readonly kind: "left-behind"; readonly names: readonly string[]; readonly proceed: () => void }
  | { readonly kind: "failed"; readonly telling: Telling };

export interface Controls {
  show(state: ControlsState): void;
  focus(intent: Intent): void;
}

interface IntentWords {
  readonly intent: Intent;
  readonly label: string;
  readonly title: string;
}

const intents = once((): readonly IntentWords[] => [
  {
    intent: "sign-and-encrypt",
    label: say("Sign & encrypt"),
    title: say("Sign & encrypt with Waxwing: your text stays hidden from your webmail until it is sealed"),
  },
  {
    intent: "sign",
    label: say("Sign"),
    title: say("Sign with Waxwing: your text stays hidden from your webmail until it is sealed"),
  },
  {
    intent: "encrypt",
    label: say("Encrypt"),
    title: say("Encrypt with Waxwing: your text stays hidden from your webmail until it is sealed"),
  },
]);

export function mountControls(
  place: (host: HTMLElement) => HTMLElement | null,
  lifetime: AbortSignal,
  onIntent: (intent: Intent) => void,
): Controls {
  const host = shadowHost("waxwing-controls");
  const root = host.attachShadow({ mode: "closed" });
  const style = document.createElement("style");
  style.textContent = `${tokens}\n${styles}`;
  const content = document.createElement("div");
  root.append(style, content);
  const dismiss = (): void => show({ kind: "idle" });
  const show = (state: ControlsState): void => {
    if (!lifetime.aborted) render(<ComposeControls state={state} onIntent={onIntent} onDismiss={dismiss} />, content);
  };
  dismiss();
  keepInPlace(host, place, lifetime);
  lifetime.addEventListener("abort", () => render(null, content), { once: true });
  const focus = (intent: Intent): void => {
    const position = intents().findIndex((known) => known.intent === intent);
    root.querySelectorAll<HTMLButtonElement>(".intents button")[position]?.focus();
  };
  return { show, focus };
}

interface ControlsProps {
  readonly state: ControlsState;
  readonly onIntent: (intent: Intent) => void;
  readonly onDismiss: () => void;
}

function ComposeControls({ state, onIntent, onDismiss }: ControlsProps) {
  const busy = state.kind === "opening";
  const name = useId();
  return (
    <>
      <div class="intents" role="group" aria-labelledby={name} aria-busy={busy}>
        <span class="name" id={name}>
          {say("Waxwing")}
        </span>
        {intents().map(({ intent, label, title }) => (
          <button
            key={intent}
            type="button"
            aria-disabled={busy}
            title={title}
            onClick={() => !busy && onIntent(intent)}
          >
            {label}
          </button>
        ))}
      </div>
      <ControlsNote state={state} onDismiss={onDismiss} />
    </>
  );
}

function ControlsNote({ state, onDismiss }: Pick<ControlsProps, "state" | "onDismiss">) {
  switch (state.kind) {
    case "idle":
    case "opening":
      return null;
    case "failed":
      return (
        <div class="note" role="alert">
          <StateIcon shape="warning" />
          <p>
            <strong>{state.telling.what}</strong> {state.telling.safe} {state.telling.next}
          </p>
          <button type="button" onClick={onDismiss}>
            {say("Close")}
          </button>
        </div>
      );
    case "left-behind":
      return (
        <div class="note" role="alert">
          <StateIcon shape="unknown" />
          <p>
            <strong>
              {say("Files you attached here do not come along: {files}.", { files: listed(state.names) })}
            </strong>{" "}
            {say("Your webmail has them already; attach them again in Waxwing if they are to be sealed.")}
          </p>
          <button type="button" onClick={state.proceed}>
            {say("Continue")}
          </button>
          <button type="button" onClick={onDismiss}>
            {say("Stay here")}
          </button>
        </div>
      );
  }
}
