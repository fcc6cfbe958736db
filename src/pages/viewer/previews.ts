/** What can be shown of an attachment without handing it to another program, and how it is made ready for that. */
import type { DisplayAttachment } from "../../smime/verdict/display.ts";
import { pictureTypeOf } from "../ui/picture-type.ts";

export type PreviewKind = "picture" | "text";

/** Octets. Larger ones are for programs that do nothing else. */
const LARGEST = { picture: 25_000_000, text: 5_000_000 } as const;
/** Characters of text that are shown. */
const LONGEST_TEXT = 100_000;

const PICTURE_NAME = /\.(?:png|jpe?g|gif|webp)$/i;
const TEXT_NAME = /\.(?:txt|log|md|csv|tsv|json|ya?ml|ini|conf|diff|patch)$/i;
const TEXT_TYPES: readonly string[] = ["text/plain", "text/csv", "text/markdown", "text/x-log", "application/json"];
const VAGUE = "application/octet-stream";

/** By what the sender calls it; its octets have the last word. Null for what is only saved: HTML, SVG, calendars, contacts. */
export function previewKindOf({ contentType, filename, size, isMessage }: DisplayAttachment): PreviewKind | null {
  if (isMessage) return null;
  const isPicture = /^image\/(?:png|jpe?g|pjpeg|gif|webp)$/.test(contentType);
  if (isPicture || (contentType === VAGUE && PICTURE_NAME.test(filename)))
    return size <= LARGEST.picture ? "picture" : null;
  if (TEXT_TYPES.includes(contentType) || (contentType === VAGUE && TEXT_NAME.test(filename)))
    return size <= LARGEST.text ? "text" : null;
  return null;
}

export type Preview =
  | { readonly kind: "picture"; readonly blob: Blob }
  | { readonly kind: "text"; readonly text: string; readonly clipped: boolean }
  /** The octets are not what the sender calls them. */
  | { readonly kind: "refused"; readonly wanted: PreviewKind };

function decode(octets: Uint8Array<ArrayBuffer>): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(octets);
  } catch {
    return new TextDecoder("windows-1252").decode(octets);
  }
}

function isBinary(text: string): boolean {
  return text.includes("\0");
}

function textPreview(content: Uint8Array<ArrayBuffer>): Preview {
  const text = decode(content).replace(/\r\n?/g, "\n");
  if (isBinary(text)) return { kind: "refused", wanted: "text" };
  return { kind: "text", text: text.slice(0, LONGEST_TEXT), clipped: text.length > LONGEST_TEXT };
}

export function previewOf(kind: PreviewKind, content: Uint8Array<ArrayBuffer>): Preview {
  if (kind === "text") return textPreview(content);
  const type = pictureTypeOf(content);
  return type === null ? { kind: "refused", wanted: kind } : { kind: "picture", blob: new Blob([content], { type }) };
}
