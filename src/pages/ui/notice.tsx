/** Says that something happened, and for failures what is safe and what to do next. */
import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { say } from "../../words/say.ts";
import { copyText } from "./clipboard.ts";
import { type Told, tell } from "./sentences.ts";
import { StateIcon } from "./state-icon.tsx";

export interface NoticeProps {
  readonly kind: "good" | "note" | "warning";
  readonly children: ComponentChildren;
}

const SHAPES = { good: "verified", note: "unknown", warning: "warning" } as const;

export function Notice({ kind, children }: NoticeProps) {
  return (
    <div class={`notice ${kind}`} role={kind === "warning" ? "alert" : "status"}>
      <StateIcon shape={SHAPES[kind]} />
      <div>{children}</div>
    </div>
  );
}

export interface FailureNoticeProps {
  readonly failure: Told;
  readonly children?: ComponentChildren;
  /** Replaces the sentence on what is safe where the page knows better. */
  readonly safe?: string;
}

export function FailureNotice({ failure, children, safe }: FailureNoticeProps) {
  const telling = tell(failure);
  const { what, next } = telling;
  const [copied, setCopied] = useState(false);
  const text = `${failure.code} ${JSON.stringify(failure.detail)}`;
  const copy = (): void => {
    void copyText(text).then(setCopied);
  };
  return (
    <Notice kind="warning">
      <p>
        <strong>{what}</strong> {safe ?? telling.safe}
      </p>
      <p>{next}</p>
      {children}
      <details class="more">
        <summary>{say("More")}</summary>
        <code dir="ltr">{text}</code>{" "}
        <button type="button" class="button quiet" onClick={copy}>
          {copied ? say("Copied") : say("Copy")}
        </button>
      </details>
    </Notice>
  );
}
