/**
 * Header fields of a message being written, once for the payload and once for the outside (RFC 9788 section 5.2): what a
 * confidentiality policy hides leaves no trace outside, and what stands there is recorded inside.
 */
import { displayText } from "./address.ts";
import { type HeaderConfidentialityPolicy, isUserFacing } from "./header-confidentiality.ts";
import type { ShownField } from "./legacy-display.ts";
import { textPieces, writeField } from "./write-header.ts";

/** A field of the message, never a structural one. */
export interface MessageField {
  readonly name: string;
  /** As `writeField` takes them. */
  readonly pieces: readonly string[];
}

function valueOf({ pieces }: MessageField): string {
  return pieces.join(" ");
}

function writeAll(fields: readonly MessageField[]): readonly string[] {
  return fields.map(({ name, pieces }) => writeField(name, pieces));
}

/** The fields as they are to stand outside, in their order. */
export function applyPolicy(
  fields: readonly MessageField[],
  policy: HeaderConfidentialityPolicy,
): readonly MessageField[] {
  return fields.flatMap((field) => {
    const left = policy(field.name, valueOf(field));
    if (left === null) return [];
    return left === valueOf(field) ? [field] : [{ name: field.name, pieces: textPieces(left) }];
  });
}

/** The hidden fields that a legacy reader would miss. */
export function hiddenFromLegacy(
  fields: readonly MessageField[],
  policy: HeaderConfidentialityPolicy,
): readonly ShownField[] {
  return fields
    .filter((field) => isUserFacing(field.name) && policy(field.name, valueOf(field)) !== valueOf(field))
    .map((field) => ({ name: field.name, text: displayText(valueOf(field)) }));
}

/** What stands before the structural fields of the payload. `outer`: null where nothing is encrypted. */
export function writeProtected(
  fields: readonly MessageField[],
  outer: readonly MessageField[] | null,
): readonly string[] {
  const records = (outer ?? []).map(({ name, pieces }) => ({ name: "HP-Outer", pieces: [`${name}:`, ...pieces] }));
  return [...writeAll(fields), ...writeAll(records)];
}

export function writeOuter(fields: readonly MessageField[]): string {
  return writeAll(fields).join("");
}
