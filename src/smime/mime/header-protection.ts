/**
 * Protected header fields of a cryptographic payload: RFC 9788 (`hp=`), its forerunner (`protected-headers="v1"`) and
 * the message/rfc822 wrapping of RFC 8551 section 3.1. Only the part directly beneath a layer may carry them.
 */
import { displayText, readAddressList } from "./address.ts";
import { dispositionOf, decodedBody, type Entity } from "./entity.ts";
import { fieldValues, type HeaderField } from "./header.ts";
import { parseEntity } from "./parse.ts";

export interface ProtectedPayload {
  /** The fields that were protected; null where the payload carries none. */
  readonly fields: readonly HeaderField[] | null;
  /** What a reader is shown: the payload itself, or the message wrapped in it. */
  readonly entity: Entity;
}

function isStructural(field: HeaderField): boolean {
  return field.name.startsWith("content-") || field.name === "mime-version" || field.name === "hp-outer";
}

function isWrapped(payload: Entity): boolean {
  if (payload.type !== "message/rfc822" || dispositionOf(payload).kind === "attachment") return false;
  return payload.contentType.parameters.get("forwarded") !== "yes";
}

/** @throws SmimeError mime/limit-exceeded */
export function readProtectedPayload(payload: Entity): ProtectedPayload {
  if (isWrapped(payload)) {
    const inner = parseEntity(decodedBody(payload));
    if (fieldValues(inner.fields, "from").length > 0)
      return { fields: inner.fields.filter((field) => !isStructural(field)), entity: inner };
  }
  const { parameters } = payload.contentType;
  const declared = parameters.has("hp") || parameters.get("protected-headers")?.toLowerCase() === "v1";
  return { fields: declared ? payload.fields.filter((field) => !isStructural(field)) : null, entity: payload };
}

/** The fields a reader is shown: of each name the protected ones, else the outer ones. */
export function mergeFields(outer: readonly HeaderField[], inner: readonly HeaderField[]): readonly HeaderField[] {
  const names = new Set(inner.map((field) => field.name));
  return [...inner, ...outer.filter((field) => !names.has(field.name))];
}

const SHOWN = ["subject", "from", "to", "cc", "date", "message-id"];

function comparable(fields: readonly HeaderField[], name: string): string {
  const values = fieldValues(fields, name);
  if (name !== "from" && name !== "to" && name !== "cc") return values.map(displayText).join("\n");
  return values.flatMap((value) => readAddressList(value).mailboxes.map((mailbox) => mailbox.address)).join("\n");
}

/** Whether a field that is protected reads differently outside. One that is missing outside was merely removed. */
export function outerDiffers(outer: readonly HeaderField[], inner: readonly HeaderField[]): boolean {
  return SHOWN.some((name) => {
    const expected = comparable(inner, name);
    const found = comparable(outer, name);
    return expected !== "" && found !== "" && expected !== found;
  });
}
