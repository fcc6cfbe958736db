/** How much of what can be sent a letter needs once it is sealed, told while it is written. */
import type { ComposerContext } from "../../protocol/protocol.ts";
import { ALL_COPIES_LIMIT, sealedSize } from "../../protocol/sealed-size.ts";
import { everybody, type Letter } from "./letter.ts";

export interface SealedMeasure {
  readonly size: number;
  readonly limit: number;
}

/** The sender reads along; everybody in Bcc gets a copy of their own. */
export function measure(
  letter: Letter,
  { limit, delivery, writing }: Pick<ComposerContext, "limit" | "delivery" | "writing">,
): SealedMeasure {
  const { attachments, rich, text, sign, encrypt, to, cc, bcc } = letter;
  const files = [...attachments, ...(rich?.images ?? [])].map(({ content }) => content.length);
  const characters = text.length + (rich?.html.length ?? 0);
  const readers = everybody(letter).length + 1;
  const opaque = !encrypt && (delivery.kind === "gmail-api" || writing.opaqueSignatures);
  const size = sealedSize({ files, characters, sign, encrypt, opaque, readers });
  const copies = bcc.length + (to.length + cc.length > 0 ? 1 : 0);
  return { size, limit: Math.min(limit, Math.floor(ALL_COPIES_LIMIT / Math.max(1, copies))) };
}
