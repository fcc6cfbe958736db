/**
 * Says that a webmail changed under Waxwing, with the ways on that need no webmail. In a closed shadow root, like
 * everything of ours in a webmail's page.
 */
import { render } from "preact";
import { useState } from "preact/hooks";
import { copyText } from "../pages/ui/clipboard.ts";
import tokens from "../pages/ui/tokens.css?inline";
import { extensionVersion } from "../platform/runtime.ts";
import { request } from "../protocol/client.ts";
import type { ManagerSection } from "../protocol/protocol.ts";
import type { Misfit } from "./adapter.ts";
import { keepInPlace } from "./keep-in-place.ts";
import { shadowHost } from "./shadow-host.ts";
import styles from "./misfit-note.css?inline";
import { once } from "../words/once.ts";
import { say } from "../words/say.ts";

export function tellMisfit(misfit: Misfit, lifetime: AbortSignal): void {
  const host = shadowHost("waxwing-note");
  const root = host.attachShadow({ mode: "closed" });
  const style = document.createElement("style");
  style.textContent = `${tokens}\n${styles}`;
  const content = document.createElement("div");
  root.append(style, content);
  const dismissed = new AbortController();
  const signal = AbortSignal.any([lifetime, dismissed.signal]);
  render(<MisfitNote misfit={misfit} onDismiss={() => dismissed.abort()} />, content);
  keepInPlace(
    host,
    (element) => {
      document.body.append(element);
      return document.body;
    },
    signal,
  );
  signal.addEventListener("abort", () => render(null, content), { once: true });
}

const words = once(
  (): Readonly<Record<Misfit["missing"], { readonly what: string; readonly safe: string }>> => ({
    message: {
      what: say("Waxwing does not find the message on this page."),
      safe: say(
        "Your webmail seems to have changed, so Waxwing says nothing about this mail: neither that it is signed nor that it is not.",
      ),
    },
    compose: {
      what: say("Waxwing does not find the toolbar of this compose window."),
      safe: say("Your webmail seems to have changed. What you type here is not sealed by Waxwing."),
    },
  }),
);

function diagnosticsOf(misfit: Misfit): string {
  return [`Waxwing ${extensionVersion()}`, ...misfit.diagnostics(), navigator.userAgent].join("\n");
}

interface MisfitNoteProps {
  readonly misfit: Misfit;
  readonly onDismiss: () => void;
}

function MisfitNote({ misfit, onDismiss }: MisfitNoteProps) {
  const [said, setSaid] = useState("");
  const { what, safe } = words()[misfit.missing];
  const open = (section: ManagerSection): void =>
    void request("surface/open", { section }).catch(() =>
      setSaid(say("Waxwing could not open the page. Reload this page and try again.")),
    );
  const copy = async (): Promise<void> =>
    setSaid(
      (await copyText(diagnosticsOf(misfit)))
        ? say("Copied. It holds no address, subject or text.")
        : say("The browser refused to copy."),
    );
  return (
    <div class="misfit" role="alert">
      <p>
        <strong>{what}</strong> {safe}
      </p>
      <div class="actions">
        <button type="button" onClick={() => open("compose")}>
          {say("Open the stand-alone composer")}
        </button>
        <button type="button" onClick={() => open("tool")}>
          {say("Open the tool page")}
        </button>
        <button type="button" onClick={() => void copy()}>
          {say("Copy diagnostics")}
        </button>
        <button type="button" onClick={onDismiss}>
          {say("Close")}
        </button>
      </div>
      {said !== "" && <p role="status">{said}</p>}
    </div>
  );
}
