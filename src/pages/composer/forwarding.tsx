/** What goes along of a message that is forwarded: its files, or the message itself, octet for octet. */
import { useEffect, useRef, useState } from "preact/hooks";
import { request } from "../../protocol/client.ts";
import { Button } from "../ui/button.tsx";
import { FailureNotice, Notice } from "../ui/notice.tsx";
import { failureOf, type Told } from "../ui/sentences.ts";
import { FORWARD_WORDS } from "../ui/sentences-editor.ts";
import { asLetterAttachment, type LetterAttachment } from "./letter.ts";
import type { Commission } from "./redemption.ts";
import type { Writing } from "./writing.ts";

interface ForwardingProps {
  readonly commission: Commission;
  readonly writing: Writing;
}

type Part = "files" | "message";

export function Forwarding({ commission, writing }: ForwardingProps) {
  const { context, ticket } = commission;
  const [along, setAlong] = useState<Part | null>(null);
  const [failure, setFailure] = useState<Told | null>(null);
  const brought = useRef<readonly LetterAttachment[]>([]);
  const bring = (as: Part): void => {
    setFailure(null);
    // Pictures that the letter shows already do not come a second time.
    const files = context.writing.formatted && context.quote !== null ? "files" : "attachments";
    request("composer/forwarded", { ticket, as: as === "files" ? files : as }).then(
      (forwarded) => {
        const attachments = forwarded.attachments.map(asLetterAttachment);
        writing.exchange(brought.current, attachments);
        brought.current = attachments;
        setAlong(as);
      },
      (error: unknown) => setFailure(failureOf(error)),
    );
  };
  useEffect(() => {
    if (context.forwards === "readable" && context.found === null) bring("files");
  }, []);
  if (context.forwards === "unreadable" && context.found === null)
    return <Notice kind="warning">{FORWARD_WORDS.unreadable}</Notice>;
  if (failure !== null) return <FailureNotice failure={failure} />;
  if (along === null) return null;
  return (
    <Notice kind="note">
      {along === "message" ? FORWARD_WORDS.whole : brought.current.length > 0 && FORWARD_WORDS.along}{" "}
      {along === "files" && (
        <Button kind="quiet" onClick={() => bring("message")}>
          {FORWARD_WORDS.attach}
        </Button>
      )}
    </Notice>
  );
}
