/** What a mail program shows of an entity tree: text, one HTML body, attachments. Nothing here is sanitized. */
import { decodedSize, dispositionOf, type Entity, fieldOf, textOf } from "./mime/entity.ts";
import { safeFilename } from "./mime/filename.ts";
import type { ProtectionScheme } from "./mime/header-protection.ts";
import { textFromHtml } from "./mime/html-text.ts";
import { legacyDisplayPart, withoutLegacyDisplay } from "./mime/legacy-display.ts";
import { smimeKindOf } from "./mime/smime-type.ts";
import type { DisplayAttachment, TextStretch } from "./verdict/display.ts";

export interface Attachment extends DisplayAttachment {
  readonly entity: Entity;
}

export interface ShownBody {
  readonly text: string;
  readonly stretches: readonly TextStretch[];
  readonly html: string | null;
  readonly attachments: readonly Attachment[];
}

/** One stretch of the body in the forms it was sent in. */
interface Section {
  readonly plain: string | null;
  readonly html: string | null;
  /** The signature covers every form. */
  readonly signed: boolean;
}

interface Shown {
  readonly sections: readonly Section[];
  readonly attachments: readonly Attachment[];
}

/** How parts are looked at: which the signature covers, and what stands behind opaque signed parts that were opened. */
export interface Viewing {
  isSigned(entity: Entity): boolean;
  opened(entity: Entity): Entity | null;
  /** How the payload protects its header fields; null where it protects none. */
  readonly scheme: ProtectionScheme | null;
}

const MESSAGE_TYPES: readonly string[] = ["message/rfc822", "message/global"];
/** What programs that do not know the type of a saved message give it. */
const VAGUE_TYPES: readonly string[] = ["application/octet-stream", "application/eml", "text/plain"];

function isMessage(type: string, filename: string): boolean {
  return MESSAGE_TYPES.includes(type) || (VAGUE_TYPES.includes(type) && /\.eml$/i.test(filename));
}

function contentIdOf(entity: Entity): string | null {
  const id = (fieldOf(entity, "content-id") ?? "").trim().replace(/^<|>$/g, "");
  return id === "" ? null : id;
}

function attachmentOf(entity: Entity, signed: boolean): Attachment {
  const filename = safeFilename(dispositionOf(entity).filename, entity.type);
  return {
    filename,
    contentType: entity.type,
    size: decodedSize(entity),
    signed,
    isMessage: isMessage(entity.type, filename),
    contentId: contentIdOf(entity),
    entity,
  };
}

class BodyReader {
  readonly #viewing: Viewing;
  /** Left out: it repeats header fields that are shown already. */
  readonly #repetition: Entity | null;

  constructor(payload: Entity, viewing: Viewing) {
    this.#viewing = viewing;
    this.#repetition = legacyDisplayPart(payload, viewing.scheme);
  }

  read(entity: Entity, signed: boolean): Shown {
    const covered = signed || this.#viewing.isSigned(entity);
    const opened = this.#viewing.opened(entity);
    if (opened) return this.read(opened, covered);
    if (entity.type.startsWith("multipart/")) return this.#readMultipart(entity, covered);
    return this.#readLeaf(entity, covered);
  }

  #readMultipart(entity: Entity, signed: boolean): Shown {
    if (entity.parts.length === 0)
      return { sections: [{ plain: textOf(entity), html: null, signed }], attachments: [] };
    const parts = entity.parts.filter(
      (part, index) => part !== this.#repetition && !(index === 1 && isSignaturePart(entity, part)),
    );
    const shown = parts.map((part) => this.read(part, signed));
    const attachments = shown.flatMap((part) => part.attachments);
    const sections =
      entity.type === "multipart/alternative" ? chooseAlternative(shown) : shown.flatMap((part) => part.sections);
    return { sections, attachments };
  }

  #readLeaf(entity: Entity, signed: boolean): Shown {
    const isText = entity.type === "text/plain" || entity.type === "text/html";
    const { kind, filename } = dispositionOf(entity);
    if (!isText || kind === "attachment" || (filename !== null && kind === ""))
      return { sections: [], attachments: [attachmentOf(entity, signed)] };
    const text = withoutLegacyDisplay(entity, textOf(entity), this.#viewing.scheme);
    const isHtml = entity.type === "text/html";
    return { sections: [{ plain: isHtml ? null : text, html: isHtml ? text : null, signed }], attachments: [] };
  }
}

function isSignaturePart(entity: Entity, part: Entity): boolean {
  return entity.type === "multipart/signed" && smimeKindOf(part) !== null;
}

/** The plain form of the first part that has one, the HTML of the last that has one (RFC 2046 section 5.1.4). */
function chooseAlternative(alternatives: readonly Shown[]): Section[] {
  const plain = alternatives.find(({ sections }) => sections.some((section) => section.plain !== null));
  const rich = alternatives.findLast(({ sections }) => sections.length === 1 && sections[0]?.html !== null);
  const fallback = alternatives.findLast(({ sections }) => sections.length > 0)?.sections ?? [];
  const html = rich?.sections[0]?.html ?? null;
  if (!plain) return html === null ? [...fallback] : [...(rich?.sections ?? [])];
  const forms = [...plain.sections, ...(rich?.sections ?? [])];
  return [{ plain: plain.sections.map(plainOf).join("\n"), html, signed: forms.every(({ signed }) => signed) }];
}

function plainOf(section: Section): string {
  return section.plain ?? textFromHtml(section.html ?? "");
}

function isBlank(section: Section): boolean {
  return section.html === null && (section.plain ?? "").trim() === "";
}

interface Run {
  readonly text: string;
  readonly signed: boolean;
}

/** One text out of many, a line end between two. */
function joinRuns(runs: readonly Run[]): Pick<ShownBody, "text" | "stretches"> {
  const stretches: TextStretch[] = [];
  let start = 0;
  for (const { text, signed } of runs) {
    const before = stretches.at(-1)?.signed === signed ? stretches.pop() : undefined;
    stretches.push({ start: before?.start ?? start, end: start + text.length, signed });
    start += text.length + 1;
  }
  return { text: runs.map(({ text }) => text).join("\n"), stretches };
}

/** Several bodies that are shown one after the other, as text. */
export function joinBodies(bodies: readonly ShownBody[]): ShownBody {
  const runs = bodies.flatMap(({ text, stretches }) =>
    stretches.map(({ start, end, signed }) => ({ text: text.slice(start, end), signed })),
  );
  return { ...joinRuns(runs), html: null, attachments: bodies.flatMap(({ attachments }) => attachments) };
}

/**
 * HTML is given only where it is the whole body: two HTML parts set side by side could reach into each other (EFAIL's
 * direct exfiltration), so a body of several stretches is shown as text.
 */
export function showBody(payload: Entity, viewing: Viewing): ShownBody {
  const { sections, attachments } = new BodyReader(payload, viewing).read(payload, false);
  const filled = sections.filter((section) => !isBlank(section));
  const html = filled.length === 1 ? (filled[0]?.html ?? null) : null;
  return {
    ...joinRuns(filled.map((section) => ({ text: plainOf(section), signed: section.signed }))),
    html,
    attachments,
  };
}

/** A sealed part that was not opened: nothing to read, the part itself to save. */
export function showSealed(sealed: Entity): ShownBody {
  return { text: "", stretches: [], html: null, attachments: [attachmentOf(sealed, false)] };
}
