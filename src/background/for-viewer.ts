import type { OpenedMessage } from "../smime/reading.ts";
import type { Layer } from "../smime/verdict/vocabulary.ts";

/** Layers a webmail shows as an attachment at best. */
const OPAQUE: readonly Layer[] = ["signed-data", "compressed-data", "enveloped-data", "auth-enveloped-data"];

/**
 * Whether the message has something that only the viewer can show: what no webmail opens, or which part of it is signed,
 * for a webmail draws what was added on the way like the rest.
 */
export function isForViewer({ report }: OpenedMessage): boolean {
  const { encryption, signature, layers } = report;
  return encryption.kind !== "none" || signature.kind === "partial" || layers.some((layer) => OPAQUE.includes(layer));
}
