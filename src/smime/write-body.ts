/**
 * The body of a letter as MIME entities: text alone, or text and HTML (RFC 2046 section 5.1.4), the HTML together with
 * its pictures (RFC 2387), and the attachments behind them.
 *
 * Text is not format=flowed (RFC 3676). A paragraph is one line, which quoted-printable breaks and every reader wraps;
 * flowed text would end in spaces that relays take away, and the widespread readers show it with ragged lines.
 */
import type { Bytes } from "./bytes.ts";
import { LEGACY_DISPLAY, type ShownField, withLegacyDisplay, withLegacyDisplayElement } from "./mime/legacy-display.ts";
import {
  attachedMessageFields,
  attachmentFields,
  inlineFields,
  writeHeader,
  writeMultipart,
  writeText,
} from "./mime/serialize.ts";
import { travelsAsItIs } from "./mime/seven-bit.ts";
import type { Piece } from "./pace.ts";
import type { Draft, DraftAttachment, RichText } from "./verdict/display.ts";

type Parameters = Readonly<Record<string, string>>;

export interface BodyShape {
  /** What readers without header protection would miss: it stands in the text as well. */
  readonly hidden: readonly ShownField[];
  /** Parameters of the root's Content-Type. */
  readonly root: Parameters;
  /** Fields before the root's Content-Type. */
  readonly header: readonly string[];
}

/** Where an entity stands: what its Content-Type says beside its own, and the fields before that. */
type Standing = Pick<BodyShape, "root" | "header">;

const INSIDE: Standing = { root: {}, header: [] };

function plainPart(text: string, hidden: readonly ShownField[], { root, header }: Standing): Bytes {
  if (hidden.length === 0) return writeText(text, root, header);
  return writeText(withLegacyDisplay(hidden, text), { ...LEGACY_DISPLAY, ...root }, header);
}

function htmlPart(html: string, hidden: readonly ShownField[]): Bytes {
  const shown = hidden.length === 0 ? html : withLegacyDisplayElement(hidden, html);
  const whole = `<!DOCTYPE html>\n<html><head><meta charset="utf-8"></head><body>${shown}</body></html>`;
  return writeText(whole, hidden.length === 0 ? {} : LEGACY_DISPLAY, [], "text/html");
}

function richPieces({ html, images }: RichText, hidden: readonly ShownField[]): readonly Piece[] {
  const part = htmlPart(html, hidden);
  if (images.length === 0) return [part];
  const pictures = images.map(({ contentId, filename, contentType, content }): readonly Piece[] => [
    writeHeader(inlineFields(contentId, filename, contentType)),
    { base64: [content] },
  ]);
  return writeMultipart("multipart/related", { type: "text/html" }, [[part], ...pictures]);
}

function textPieces({ text, rich }: Draft, hidden: readonly ShownField[], standing: Standing): readonly Piece[] {
  if (rich === null) return [plainPart(text, hidden, standing)];
  const { root, header } = standing;
  const alternatives = [[plainPart(text, hidden, INSIDE)], richPieces(rich, hidden)];
  return writeMultipart("multipart/alternative", root, alternatives, header);
}

/**
 * A message is attached octet for octet, as its type asks (RFC 2046 section 5.2.1). One that transport would damage goes
 * as a file instead, octet for octet as well.
 */
function attachedPieces({ filename, contentType, content }: DraftAttachment): readonly Piece[] {
  if (contentType === "message/rfc822" && travelsAsItIs(content))
    return [writeHeader(attachedMessageFields(filename)), content];
  return [writeHeader(attachmentFields(filename, contentType)), { base64: [content] }];
}

/** The whole entity, with the fields of `shape` at its root. */
export function bodyPieces(draft: Draft, { hidden, root, header }: BodyShape): readonly Piece[] {
  const { attachments } = draft;
  if (attachments.length === 0) return textPieces(draft, hidden, { root, header });
  const attached = attachments.map(attachedPieces);
  return writeMultipart("multipart/mixed", root, [textPieces(draft, hidden, INSIDE), ...attached], header);
}
