/** How much of what can be sent a letter needs once it is sealed, told while it is written. */
import type { ComposerContext } from "../../protocol/protocol.ts";
import { allCopiesLimit, measuredIn, sealedSize } from "../../protocol/sealed-size.ts";
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
  const { encrypt, to, cc, bcc } = letter;
  const readers = everybody(letter).length + 1;
  const opaque = !encrypt && (delivery.kind === "gmail-api" || writing.opaqueSignatures);
  const size = sealedSize({ ...measuredIn(letter), opaque, readers });
  const copies = bcc.length + (to.length + cc.length > 0 ? 1 : 0);
  return { size, limit: Math.min(limit, Math.floor(allCopiesLimit(delivery.kind) / Math.max(1, copies))) };
}
