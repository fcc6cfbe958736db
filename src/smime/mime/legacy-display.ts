/**
 * Legacy display elements: hidden header fields repeated in the body, for readers that decrypt and know nothing of
 * protected headers (RFC 9788 sections 4.5.3 and 5.2). Who knows them does not show them twice.
 */
import { dispositionOf, type Entity } from "./entity.ts";
import type { ProtectionScheme } from "./header-protection.ts";

/** The parameters of a text part that begins with such an element. */
export const LEGACY_DISPLAY: Readonly<Record<string, string>> = { "hp-legacy-display": "1" };

/** Characters of HTML in which the element is looked for: it holds a handful of header fields. */
const ELEMENT_CHARACTERS = 64 * 1024;

export interface ShownField {
  readonly name: string;
  /** Decoded, on one line. */
  readonly text: string;
}

/** The text with the fields before it, and a blank line between. */
export function withLegacyDisplay(fields: readonly ShownField[], text: string): string {
  return `${fields.map((field) => `${field.name}: ${field.text}`).join("\n")}\n\n${text}`;
}

function escapeText(text: string): string {
  return text.replace(/[&<>]/g, (character) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;" })[character] ?? "");
}

/** The content of a body element with the fields before it (RFC 9788 section 5.2.3). */
export function withLegacyDisplayElement(fields: readonly ShownField[], html: string): string {
  const lines = fields.map((field) => `${escapeText(field.name)}: ${escapeText(field.text)}`).join("\n");
  return `<div class="header-protection-legacy-display">\n<pre>${lines}</pre>\n</div>${html}`;
}

/** Where the content of the body element begins; HTML without one begins with its content. */
function bodyStart(html: string): number {
  const tag = html.search(/<body[\s>]/i);
  return tag < 0 ? 0 : html.indexOf(">", tag) + 1;
}

/** Length of the div that `html` begins with, the divs in it included; 0 where it is not closed. */
function divLength(html: string): number {
  let depth = 0;
  for (const match of html.matchAll(/<(\/?)div(?=[\s>])/gi)) {
    depth += match[1] === "/" ? -1 : 1;
    if (depth === 0) return html.indexOf(">", match.index) + 1;
  }
  return 0;
}

/** The first child of the body, and only that (section 4.5.3.3). */
function withoutElement(html: string): string {
  const start = bodyStart(html);
  const rest = html.slice(start, start + ELEMENT_CHARACTERS);
  const space = rest.length - rest.trimStart().length;
  const element = rest.slice(space);
  if (!/^<div\s+class\s*=\s*(["']?)header-protection-legacy-display\1\s*>/i.test(element)) return html;
  const length = divLength(element);
  return length === 0 ? html : html.slice(0, start) + html.slice(start + space + length);
}

/** Everything before the first blank line (section 4.5.3.2), as long as there is one. */
function withoutLeadingLines(text: string): string {
  const end = /^[ \t]*\n/m.exec(text);
  return end ? text.slice(end.index + end[0].length) : text;
}

/** Text of a part as it is shown. Only a payload with `hp` may mark its parts; elsewhere the mark means nothing. */
export function withoutLegacyDisplay(entity: Entity, text: string, scheme: ProtectionScheme | null): string {
  if (scheme !== "hp-clear" && scheme !== "hp-cipher") return text;
  if (entity.contentType.parameters.get("hp-legacy-display")?.trim() !== "1") return text;
  return entity.type === "text/html" ? withoutElement(text) : withoutLeadingLines(text);
}

/** The first part of a payload with `protected-headers="v1"`, where it only repeats what was hidden; else null. */
export function legacyDisplayPart(payload: Entity, scheme: ProtectionScheme | null): Entity | null {
  const [first] = payload.parts;
  if (scheme !== "protected-headers-v1" || payload.type !== "multipart/mixed" || payload.parts.length < 2) return null;
  if (!first || dispositionOf(first).kind === "attachment") return null;
  const marked = first.contentType.parameters.get("protected-headers")?.trim().toLowerCase() === "v1";
  return marked && (first.type === "text/plain" || first.type === "text/rfc822-headers") ? first : null;
}
