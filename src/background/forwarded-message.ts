/** What goes on to others of a message that is forwarded: its attachments, or the message itself. */
import type { ComposeSeed } from "../protocol/protocol.ts";
import { SmimeError } from "../smime/errors.ts";
import type { OpenedMessage } from "../smime/reading.ts";
import type { DraftAttachment } from "../smime/verdict/display.ts";
import { say } from "../words/say.ts";
import { readAnswered } from "./answered-reading.ts";
import { picturesInText } from "./quoted-pictures.ts";
import { isReadable } from "./reader.ts";
import type { Surroundings } from "./surroundings.ts";

function messageOf(opened: OpenedMessage): DraftAttachment {
  const name = opened.content.headers.subject.trim();
  return {
    filename: name === "" ? say("message.eml") : `${name}.eml`,
    contentType: "message/rfc822",
    content: opened.forwardable,
  };
}

/** @throws SmimeError vault/locked where it cannot be read now; protocol/malformed where nothing is forwarded */
export async function forwardedAttachments(
  ticket: string,
  seed: ComposeSeed,
  as: "attachments" | "files" | "message",
  surroundings: Surroundings,
): Promise<readonly DraftAttachment[]> {
  const opened = seed.forwards ? await readAnswered(ticket, seed, surroundings) : null;
  if (!opened) throw new SmimeError("protocol/malformed", { request: "composer/forwarded" });
  if (!isReadable(opened)) throw new SmimeError("vault/locked", {});
  if (as === "message") return [messageOf(opened)];
  const shown = as === "files" ? picturesInText(opened.content) : new Set();
  return opened.content.attachments.flatMap(({ filename, contentType }, index) =>
    shown.has(index) ? [] : [{ filename, contentType, content: opened.attachment(index) }],
  );
}
