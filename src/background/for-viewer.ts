import type { OpenedMessage } from "../smime/reading.ts";
import type { Layer } from "../smime/verdict/vocabulary.ts";

/** Layers a webmail shows as an attachment at best. */
const OPAQUE: readonly Layer[] = ["signed-data", "compressed-data", "enveloped-data", "auth-enveloped-data"];

/** Whether the message has something that only the viewer can show. */
export function isForViewer({ report }: OpenedMessage): boolean {
  return report.encryption.kind !== "none" || report.layers.some((layer) => OPAQUE.includes(layer));
}
