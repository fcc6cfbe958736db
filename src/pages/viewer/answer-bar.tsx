/** Reply, Reply all, Forward: asked of what stands around this frame, which opens the form and learns no more than that. */
import { useEffect, useState } from "preact/hooks";
import type { AnswerKind } from "../../protocol/protocol.ts";
import { Button } from "../ui/button.tsx";
import { Notice } from "../ui/notice.tsx";
import { ANSWER } from "../ui/sentences-viewer.ts";
import { tellHost } from "./redemption.ts";

const KINDS: readonly (readonly [kind: AnswerKind, words: string])[] = [
  ["reply", ANSWER.reply],
  ["reply-all", ANSWER.replyAll],
  ["forward", ANSWER.forward],
];

/** Whether the last thing asked for could not be opened. */
function useRefusal(port: MessagePort) {
  const [refused, setRefused] = useState(false);
  useEffect(() => {
    const lifetime = new AbortController();
    const hear = ({ data }: MessageEvent<unknown>): void => {
      if (typeof data === "object" && data !== null && "kind" in data && data.kind === "not-answered") setRefused(true);
    };
    port.addEventListener("message", hear, { signal: lifetime.signal });
    port.start();
    return () => lifetime.abort();
  }, [port]);
  return { refused, forget: () => setRefused(false) };
}

export function AnswerBar({ port }: { readonly port: MessagePort }) {
  const { refused, forget } = useRefusal(port);
  const ask = (as: AnswerKind): void => {
    forget();
    tellHost(port, { kind: "answer", as });
  };
  return (
    <>
      <div class="answer-bar" role="group" aria-label={ANSWER.group}>
        {KINDS.map(([kind, words]) => (
          <Button key={kind} onClick={() => ask(kind)}>
            {words}
          </Button>
        ))}
      </div>
      {refused && (
        <Notice kind="warning">
          <p>{ANSWER.refused}</p>
        </Notice>
      )}
    </>
  );
}
