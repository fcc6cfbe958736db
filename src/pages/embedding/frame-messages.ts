/** Reads what a frame of ours says over its port. Whatever has another shape is nothing. */
import type { AnswerKind, FromFrame, SealedCopy } from "../../protocol/protocol.ts";
import { bool, bytes, line, listOf, oneOf, record, type Shape } from "../../protocol/shapes.ts";

const copies: Shape<readonly SealedCopy[]> = listOf(
  record<SealedCopy>({ raw: bytes, recipients: listOf(line), messageId: line, filed: bool }),
);

const answerKind = oneOf<AnswerKind>("reply", "reply-all", "forward");

const PLAIN = ["ready", "unlocked", "done", "discarded", "cancelled"] as const;

export function readFrameMessage(data: unknown): FromFrame | null {
  if (typeof data !== "object" || data === null || !("kind" in data)) return null;
  const plain = PLAIN.find((kind) => kind === data.kind);
  if (plain !== undefined) return { kind: plain };
  if (data.kind === "height" && "pixels" in data && Number.isFinite(data.pixels)) {
    return { kind: "height", pixels: Number(data.pixels) };
  }
  if (data.kind === "answer" && "as" in data && answerKind(data.as)) return { kind: "answer", as: data.as };
  if (data.kind === "send" && "copies" in data && copies(data.copies)) return { kind: "send", copies: data.copies };
  return null;
}
