/**
 * Draws a verdict beside the sender, in a closed shadow root that the page's styles and scripts do not reach, and keeps
 * it there. It must never show more than the report says.
 */
import { render } from "preact";
import { useRef, useState } from "preact/hooks";
import { Badge, CheckingBadge } from "../pages/ui/badge.tsx";
import { badgeStyles } from "../pages/ui/badge-styles.ts";
import { phrase } from "../pages/ui/phrase.tsx";
import { ReportDetails } from "../pages/ui/report-details.tsx";
import { StateIcon } from "../pages/ui/state-icon.tsx";
import type { Telling } from "../pages/ui/telling.ts";
import type { MessageReport } from "../smime/verdict/vocabulary.ts";
import { shadowHost } from "./shadow-host.ts";
import { keepInPlace } from "./keep-in-place.ts";
import { say } from "../words/say.ts";

export type BadgeState =
  | { readonly kind: "nothing" }
  | { readonly kind: "checking" }
  | { readonly kind: "report"; readonly report: MessageReport }
  /** Waxwing itself could not do its work; `retry` is null where asking again is of no use. */
  | { readonly kind: "failure"; readonly telling: Telling; readonly retry: (() => void) | null };

/** A browser paints each clip for itself, with every step of scrolling: a hundred badges do with as few as can be. */
const STYLES = `${badgeStyles}
:host { display: block; margin: 4px 0; }
:host([hidden]) { display: none; }
.state-icon { overflow: visible; }
.badge { overflow: clip; }
.badge .spoken { inset-block-start: 0; inset-inline-start: 100%; overflow: visible; clip-path: none; }
.note { color: var(--muted); }
.note button { all: unset; display: inline-flex; align-items: center; min-height: 24px; margin-inline-start: 8px; color: var(--accent); cursor: pointer; text-decoration: underline; }
.note button:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }`;

/** Shows a state; again and again if need be. */
export type ShowBadge = (state: BadgeState) => void;

export function mountBadge(place: (host: HTMLElement) => HTMLElement | null, lifetime: AbortSignal): ShowBadge {
  const host = shadowHost("waxwing-badge");
  const root = host.attachShadow({ mode: "closed" });
  const style = document.createElement("style");
  style.textContent = STYLES;
  const content = document.createElement("div");
  root.append(style, content);
  keepInPlace(host, place, lifetime);
  lifetime.addEventListener("abort", () => render(null, content), { once: true });
  return (state) => {
    if (lifetime.aborted) return;
    host.hidden = state.kind === "nothing";
    render(<BadgeContent state={state} />, content);
  };
}

/** Draws where nobody sees it: what draws a badge is compiled when it first runs, which takes longer than to draw. */
export function rehearseBadge(report: MessageReport): void {
  const content = document.createElement("div");
  render(<BadgeContent state={{ kind: "report", report }} />, content);
  render(null, content);
}

function BadgeContent({ state }: { readonly state: BadgeState }) {
  switch (state.kind) {
    case "nothing":
      return null;
    case "checking":
      return <CheckingBadge />;
    case "report":
      return <BadgeWithDetails report={state.report} />;
    case "failure":
      return <NotChecked telling={state.telling} retry={state.retry} />;
  }
}

function BadgeWithDetails({ report }: { readonly report: MessageReport }) {
  const [open, setOpen] = useState(false);
  const holder = useRef<HTMLDivElement>(null);
  const close = (event: KeyboardEvent): void => {
    if (event.key !== "Escape" || !open) return;
    event.stopPropagation();
    setOpen(false);
    holder.current?.querySelector("button")?.focus();
  };
  return (
    <div ref={holder} onKeyDown={close}>
      <Badge report={report} open={open} onToggle={() => setOpen(!open)} />
      {open && (
        <div class="report-panel">
          <ReportDetails report={report} />
        </div>
      )}
    </div>
  );
}

function NotChecked({ telling, retry }: { readonly telling: Telling; readonly retry: (() => void) | null }) {
  return (
    <span class="badge note" role="status" title={`${telling.safe} ${telling.next}`.trim()}>
      <StateIcon shape="unknown" />
      <span class="words">
        {phrase("{state}: {reason}", { state: <b>{say("Signature not checked")}</b>, reason: telling.what })}
      </span>
      {retry !== null && (
        <button type="button" onClick={retry}>
          {say("Try again")}
        </button>
      )}
    </span>
  );
}
