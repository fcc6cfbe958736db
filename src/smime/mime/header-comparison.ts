/**
 * Protected header fields held against the outer ones, field by field: what the sender hid (RFC 9788 section 4.2), and
 * what reads otherwise than the sender left it.
 */
import type { HeaderDifference } from "../verdict/display.ts";
import { displayText, readAddressList } from "./address.ts";
import { readDateTime } from "./date-time.ts";
import { fieldValues, type HeaderField } from "./header.ts";
import { isAdded, type ProtectedHeader } from "./header-protection.ts";

/** The fields whose outer form a webmail shows or acts upon, in the order of display. */
const COMPARED = ["subject", "from", "to", "cc", "reply-to", "date", "message-id"] as const;
const ADDRESSES: readonly string[] = ["from", "to", "cc", "reply-to"];

function textOf(fields: readonly HeaderField[], name: string): string {
  return fieldValues(fields, name).map(displayText).join("\n");
}

/** Alike however it is folded or encoded; of mailboxes the address counts, of dates the moment. */
function comparable(fields: readonly HeaderField[], name: string): string {
  if (name === "date") return String(readDateTime(fieldValues(fields, name)[0] ?? "") ?? textOf(fields, name));
  if (!ADDRESSES.includes(name)) return textOf(fields, name);
  const mailboxes = fieldValues(fields, name).flatMap((value) => readAddressList(value).mailboxes);
  return mailboxes.map(({ address }) => address).join("\n");
}

/** Schemes before RFC 9788 record nothing: what a writer of those puts in the place of a hidden subject is known. */
const PLACEHOLDER = /^(?:\.{3}|…|\[\.{3}\]|\(?encrypted(?: message| e-?mail)?\)?)$/i;

function isPlaceholder(name: string, text: string): boolean {
  return text === "" || (name === "subject" && PLACEHOLDER.test(text));
}

interface Comparison {
  readonly outer: readonly HeaderField[];
  readonly header: ProtectedHeader;
  readonly encrypted: boolean;
}

/** Whether the sender hid this field: by the record, or as far as the outer header lets it be seen. */
function isHidden({ outer, header, encrypted }: Comparison, name: string): boolean {
  const inner = textOf(header.fields, name);
  if (inner === "" || header.scheme === "hp-clear") return false;
  if (header.recordedOuter) return textOf(header.recordedOuter, name) !== inner;
  const found = textOf(outer, name);
  return encrypted && found !== inner && isPlaceholder(name, found);
}

function changeOf(comparison: Comparison, name: string): HeaderDifference["kind"] | null {
  const { outer, header } = comparison;
  const left = isHidden(comparison, name) ? "hidden" : null;
  // What was hidden without a record stands outside as it may.
  if (left === "hidden" && !header.recordedOuter) return left;
  const expected = comparable(header.recordedOuter ?? header.fields, name);
  const found = comparable(outer, name);
  if (found === expected) return left;
  if (expected === "") return isAdded(header, name) || left === "hidden" ? "added" : null;
  return found === "" ? (left ?? "removed") : "changed";
}

function valueOf(fields: readonly HeaderField[], name: string): string | null {
  return fieldValues(fields, name).length === 0 ? null : textOf(fields, name);
}

/** Every field that reads otherwise outside, in the order of display. `encrypted`: the payload came out of an envelope. */
export function compareHeaders(
  outer: readonly HeaderField[],
  header: ProtectedHeader,
  encrypted: boolean,
): readonly HeaderDifference[] {
  const comparison = { outer, header, encrypted };
  return COMPARED.flatMap((name) => {
    const kind = changeOf(comparison, name);
    return kind === null ? [] : [{ name, kind, inner: valueOf(header.fields, name), outer: valueOf(outer, name) }];
  });
}

/** A field the sender kept from everybody on the way, and what stood in its place. */
export interface ConfidentialField {
  /** Lower case. */
  readonly name: string;
  readonly inner: string;
  /** As the sender left it outside, as far as that is known; null where it was left out. */
  readonly outer: string | null;
}

/** Every protected field that was hidden, whatever its name: an answer must not carry it outside (section 6). */
export function confidentialFields(
  outer: readonly HeaderField[],
  header: ProtectedHeader,
  encrypted: boolean,
): readonly ConfidentialField[] {
  const comparison = { outer, header, encrypted };
  const names = [...new Set(header.fields.map(({ name }) => name))];
  return names
    .filter((name) => isHidden(comparison, name))
    .map((name) => ({
      name,
      inner: textOf(header.fields, name),
      outer: valueOf(header.recordedOuter ?? outer, name),
    }));
}
