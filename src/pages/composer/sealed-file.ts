/** The way out when the webmail does not send: the sealed message as a file. */
import type { SealedCopy } from "../../protocol/protocol.ts";
import { download } from "../ui/download.ts";

/** "sealed-message.eml", or numbered where there are several. */
export function sealedFileName(index: number, count: number): string {
  return count === 1 ? "sealed-message.eml" : `sealed-message-${index + 1}-of-${count}.eml`;
}

export function saveSealed(copies: readonly SealedCopy[]): void {
  for (const [index, { raw }] of copies.entries()) download(raw, sealedFileName(index, copies.length));
}
