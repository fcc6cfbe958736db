/**
 * Protected header fields of a cryptographic payload: RFC 9788 (`hp=`), its forerunner (`protected-headers="v1"`) and
 * the message/rfc822 wrapping of RFC 8551 section 3.1. Only the root of a payload may carry them: whoever calls has to
 * know that a signature or an envelope was around it.
 */
import { utf8 } from "../bytes.ts";
import { decodedBody, dispositionOf, type Entity } from "./entity.ts";
import { fieldValues, type HeaderField } from "./header.ts";
import { isStructural } from "./header-confidentiality.ts";
import { parseEntity } from "./parse.ts";

/** `hp-clear`, `hp-cipher`: what the sender meant to do, by RFC 9788; whether it was encrypted is another matter. */
export type ProtectionScheme = "hp-clear" | "hp-cipher" | "protected-headers-v1" | "wrapped";

export interface ProtectedHeader {
  readonly scheme: ProtectionScheme;
  readonly fields: readonly HeaderField[];
  /** The outer header as the sender says it was (HP-Outer); null where the scheme does not record it. */
  readonly recordedOuter: readonly HeaderField[] | null;
}

export interface ProtectedPayload {
  /** Null where the payload protects no fields. */
  readonly header: ProtectedHeader | null;
  /** What a reader is shown: the payload itself, or the message wrapped in it. */
  readonly entity: Entity;
}

/** HP-Outer counts as a field of the message nowhere: outside it would be anybody's word. */
function isMessageField({ name }: HeaderField): boolean {
  return !isStructural(name) && name !== "hp-outer";
}

/** `HP-Outer: Subject: [...]` (RFC 9788 section 2.2) as the field it speaks of; null if it speaks of none. */
function readOuterRecord(value: string): HeaderField | null {
  const match = /^([\x21-\x39\x3b-\x7e]+)[ \t]*:(.*)$/s.exec(value);
  const [, name = "", text = ""] = match ?? [];
  const field = { name: name.toLowerCase(), value: text.trim(), raw: utf8(value) };
  return match && isMessageField(field) ? field : null;
}

function recordedOuter(payload: Entity): readonly HeaderField[] {
  return fieldValues(payload.fields, "hp-outer")
    .map(readOuterRecord)
    .filter((field) => field !== null);
}

function isWrapped(payload: Entity): boolean {
  if (payload.type !== "message/rfc822" || dispositionOf(payload).kind === "attachment") return false;
  return payload.contentType.parameters.get("forwarded")?.trim().toLowerCase() !== "yes";
}

function schemeOf({ contentType: { parameters } }: Entity): ProtectionScheme | null {
  const hp = parameters.get("hp")?.trim().toLowerCase();
  if (hp === "clear") return "hp-clear";
  if (hp === "cipher") return "hp-cipher";
  return parameters.get("protected-headers")?.trim().toLowerCase() === "v1" ? "protected-headers-v1" : null;
}

/** @throws SmimeError mime/limit-exceeded */
export function readProtectedPayload(payload: Entity): ProtectedPayload {
  const scheme = schemeOf(payload);
  if (scheme !== null) {
    const fields = payload.fields.filter(isMessageField);
    // An HP-Outer beside hp="clear" is to be ignored (section 2.2): nothing was hidden.
    const outer = scheme === "hp-cipher" ? recordedOuter(payload) : null;
    return { header: { scheme, fields, recordedOuter: outer }, entity: payload };
  }
  if (!isWrapped(payload)) return { header: null, entity: payload };
  const inner = parseEntity(decodedBody(payload));
  if (fieldValues(inner.fields, "from").length === 0) return { header: null, entity: payload };
  const fields = inner.fields.filter(isMessageField);
  return { header: { scheme: "wrapped", fields, recordedOuter: null }, entity: inner };
}

/** Date and Message-ID are supplied on the way where a sender left them out; these never are. */
const NEVER_SUPPLIED = new Set(["subject", "to", "cc", "reply-to"]);

/** Whether an outer field of this name was added on the way: RFC 9788 has a sender protect every field there is. */
export function isAdded({ scheme, fields }: ProtectedHeader, name: string): boolean {
  const complete = scheme === "hp-clear" || scheme === "hp-cipher";
  return complete && NEVER_SUPPLIED.has(name) && fieldValues(fields, name).length === 0;
}

/** The fields a reader is shown: of each name the protected ones, else the outer ones. */
export function mergeFields(outer: readonly HeaderField[], header: ProtectedHeader): readonly HeaderField[] {
  const names = new Set(header.fields.map((field) => field.name));
  return [...header.fields, ...outer.filter(({ name }) => !names.has(name) && !isAdded(header, name))];
}
