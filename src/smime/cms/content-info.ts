/**
 * ContentInfo (RFC 5652 section 3): what kind of CMS object this is. This room reads and writes CMS over views on the
 * octets; it never sees a private key, only the ports of `keys.ts`, and it never decides whom to trust.
 */
import { context, type Element, Fields, readSole, TAG } from "../asn1/reader.ts";
import { oidOf } from "../asn1/values.ts";
import { header, oid } from "../asn1/writer.ts";
import { type Bytes, concat, joined, type Segments, totalLength } from "../bytes.ts";
import { SmimeError } from "../errors.ts";
import { reading } from "./structure.ts";

export const CONTENT_TYPE = {
  data: "1.2.840.113549.1.7.1",
  "signed-data": "1.2.840.113549.1.7.2",
  "enveloped-data": "1.2.840.113549.1.7.3",
  "digested-data": "1.2.840.113549.1.7.5",
  "encrypted-data": "1.2.840.113549.1.7.6",
  "authenticated-data": "1.2.840.113549.1.9.16.1.2",
  "compressed-data": "1.2.840.113549.1.9.16.1.9",
  "auth-enveloped-data": "1.2.840.113549.1.9.16.1.23",
} as const;

export type ContentType = keyof typeof CONTENT_TYPE;

const TYPE_OF: ReadonlyMap<string, ContentType> = new Map([
  [CONTENT_TYPE.data, "data"],
  [CONTENT_TYPE["signed-data"], "signed-data"],
  [CONTENT_TYPE["enveloped-data"], "enveloped-data"],
  [CONTENT_TYPE["digested-data"], "digested-data"],
  [CONTENT_TYPE["encrypted-data"], "encrypted-data"],
  [CONTENT_TYPE["authenticated-data"], "authenticated-data"],
  [CONTENT_TYPE["compressed-data"], "compressed-data"],
  [CONTENT_TYPE["auth-enveloped-data"], "auth-enveloped-data"],
]);

export interface ContentInfo {
  readonly contentType: string;
  readonly content: Element;
}

/** Nothing may stand behind the ContentInfo. @throws SmimeError cms/malformed, cms/limit-exceeded */
export function readContentInfo(bytes: Bytes): ContentInfo {
  return reading("ContentInfo", () => {
    const fields = new Fields(readSole(bytes, TAG.sequence));
    const contentType = oidOf(fields.required(TAG.oid));
    const wrapper = new Fields(fields.required(context(0)));
    const content = wrapper.any();
    wrapper.end();
    fields.end();
    return { contentType, content };
  });
}

/** The content type without reading the content. @throws SmimeError cms/malformed, cms/unsupported-content-type */
export function contentTypeOf(bytes: Bytes): ContentType {
  const { contentType } = readContentInfo(bytes);
  const name = TYPE_OF.get(contentType);
  if (!name) throw new SmimeError("cms/unsupported-content-type", { oid: contentType });
  return name;
}

/** The content of a ContentInfo of this type. @throws SmimeError cms/malformed, cms/unsupported-content-type */
export function contentOf(bytes: Bytes, type: ContentType): Element {
  const { contentType, content } = readContentInfo(bytes);
  if (contentType !== CONTENT_TYPE[type]) throw new SmimeError("cms/unsupported-content-type", { oid: contentType });
  return content;
}

/** A ContentInfo around a SEQUENCE given in parts, in parts: nothing of them is copied. */
export function contentInfoSegments(type: ContentType, parts: Segments): Segments {
  const length = totalLength(parts);
  const inner = header(TAG.sequence, length);
  const wrapper = header(context(0), inner.length + length);
  const name = oid(CONTENT_TYPE[type]);
  const outer = header(TAG.sequence, name.length + wrapper.length + inner.length + length);
  return [concat(outer, name, wrapper, inner), ...parts];
}

/** The same in one, copied once. */
export function writeContentInfo(type: ContentType, ...parts: readonly Bytes[]): Bytes {
  return joined(contentInfoSegments(type, parts));
}
