/** The header a reader is shown, and the From that a signer has to answer for. */
import { displayText, readAddressList } from "./mime/address.ts";
import { readDateTime } from "./mime/date-time.ts";
import { latin1 } from "./bytes.ts";
import { fieldValue, fieldValues, type HeaderField } from "./mime/header.ts";
import { compareHeaders, type ConfidentialField, confidentialFields } from "./mime/header-comparison.ts";
import { mergeFields, type ProtectedHeader } from "./mime/header-protection.ts";
import type { DisplayHeaders, HeaderDifference, Mailbox, ShownDifference } from "./verdict/display.ts";

/** Exactly one mailbox, or why there is none. */
export type Author =
  | { readonly kind: "one"; readonly mailbox: Mailbox }
  | { readonly kind: "no-from" }
  | { readonly kind: "ambiguous-from" };

export interface ShownHeader {
  readonly fields: readonly HeaderField[];
  /** Every From a reader may be shown: the webmail shows the outer one, Waxwing the protected one. */
  readonly authors: readonly Author[];
  /** Milliseconds since 1970; null if there is none that can be read. */
  readonly date: number | null;
  /** Where the outer header reads otherwise than the protected one. */
  readonly differences: readonly HeaderDifference[];
  /** What the sender kept from everybody on the way. */
  readonly confidential: readonly ConfidentialField[];
}

/** A bare CR is a line end to some readers: a second From could hide behind one. */
function hidesFrom(field: HeaderField): boolean {
  return /\r(?!\n)\s*from\s*:/i.test(latin1(field.raw));
}

/** Group syntax in From names no single author, whatever stands in it. */
export function authorOf(fields: readonly HeaderField[]): Author {
  const values = fieldValues(fields, "from");
  const [value = ""] = values;
  if (values.length > 1 || fields.some(hidesFrom)) return { kind: "ambiguous-from" };
  const { mailboxes, groups, wellFormed } = readAddressList(value);
  const [mailbox] = mailboxes;
  if (!mailbox && (wellFormed || values.length === 0)) return { kind: "no-from" };
  if (!mailbox || mailboxes.length > 1 || groups || !wellFormed) return { kind: "ambiguous-from" };
  return { kind: "one", mailbox };
}

function isSameAuthor(a: Author, b: Author): boolean {
  return a.kind === "one" && b.kind === "one" && a.mailbox.address === b.mailbox.address;
}

/** `encrypted`: the payload came out of an envelope. */
export function showHeader(
  outer: readonly HeaderField[],
  header: ProtectedHeader | null,
  encrypted: boolean,
): ShownHeader {
  const fields = header ? mergeFields(outer, header) : outer;
  const shown = authorOf(fields);
  const outside = authorOf(outer);
  const authors = isSameAuthor(shown, outside) || outside.kind === "no-from" ? [shown] : [outside, shown];
  return {
    fields,
    authors,
    date: readDateTime(fieldValue(fields, "date") ?? ""),
    differences: header ? compareHeaders(outer, header, encrypted) : [],
    confidential: header ? confidentialFields(outer, header, encrypted) : [],
  };
}

/**
 * What is left of protected fields that neither a signature nor an envelope vouches for: nothing. Anybody could have
 * written them, as anybody could the outer ones.
 */
export function unprotectedHeader(outer: readonly HeaderField[]): ShownHeader {
  return showHeader(outer, null, false);
}

/** Message-ID is replaced by honest mail systems too: it is told among the differences, but is no reason to warn. */
export function outerDiffers({ differences }: ShownHeader): boolean {
  return differences.some(({ kind, name }) => (kind === "changed" || kind === "added") && name !== "message-id");
}

function isFrom(field: HeaderField): boolean {
  return field.name === "from";
}

/**
 * A protected From that differs from the outer one is shown only where its author's signature was verified: without
 * that anybody could write it (RFC 9788 section 4.4).
 */
export function fieldsToShow(
  header: ShownHeader,
  outer: readonly HeaderField[],
  verified: boolean,
): readonly HeaderField[] {
  if (verified || header.authors.length === 1) return header.fields;
  return [...outer.filter(isFrom), ...header.fields.filter((field) => !isFrom(field))];
}

/** `shown` is what `fieldsToShow` chose. */
export function shownDifferences(header: ShownHeader, shown: readonly HeaderField[]): readonly ShownDifference[] {
  const fromOutside = shown !== header.fields;
  return header.differences.map((difference) => ({
    ...difference,
    believed: difference.name === "from" && fromOutside ? "outer" : "inner",
  }));
}

function mailboxesOf(fields: readonly HeaderField[], name: string): Mailbox[] {
  return fieldValues(fields, name).flatMap((value) => readAddressList(value).mailboxes);
}

export function displayHeaders(fields: readonly HeaderField[]): DisplayHeaders {
  const date = fieldValue(fields, "date") ?? "";
  return {
    subject: displayText(fieldValue(fields, "subject") ?? ""),
    from: mailboxesOf(fields, "from"),
    to: mailboxesOf(fields, "to"),
    cc: mailboxesOf(fields, "cc"),
    date: displayText(date),
    sentAt: readDateTime(date),
    messageId: displayText(fieldValue(fields, "message-id") ?? ""),
  };
}
