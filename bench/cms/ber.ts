/** The same CMS object as a streaming producer writes it: indefinite lengths, the content in chunks. */
import { children, CONSTRUCTED, context, type Element, readSole, TAG } from "../../src/smime/asn1/reader.ts";
import { header } from "../../src/smime/asn1/writer.ts";
import { type Bytes, concatAll } from "../../src/smime/bytes.ts";

const END_OF_CONTENTS = Uint8Array.of(0, 0);
/** Shorter octet strings are no content. */
const LEAST = 512;

function chunked(content: Bytes, tag: number, size: number): Bytes[] {
  const out: Bytes[] = [Uint8Array.of(tag | CONSTRUCTED, 0x80)];
  for (let at = 0; at < content.length; at += size) {
    const chunk = content.subarray(at, at + size);
    out.push(header(TAG.octetString, chunk.length), chunk);
  }
  return [...out, END_OF_CONTENTS];
}

function isContent({ tag, content }: Element): boolean {
  return content.length >= LEAST && (tag === TAG.octetString || tag === context(0, false));
}

function holdsContent(element: Element): boolean {
  if (isContent(element)) return true;
  return (element.tag & CONSTRUCTED) !== 0 && children(element).some(holdsContent);
}

/** Only what stands around the content becomes indefinite; certificates and SignerInfos stay DER. */
function rewrite(element: Element, size: number): Bytes[] {
  if (isContent(element)) return chunked(element.content, element.tag, size);
  if (!holdsContent(element)) return [element.octets];
  const inner = children(element).flatMap((child) => rewrite(child, size));
  return [Uint8Array.of(element.tag, 0x80), ...inner, END_OF_CONTENTS];
}

export function inChunks(contentInfo: Bytes, size: number): Bytes {
  return concatAll(rewrite(readSole(contentInfo, TAG.sequence), size));
}
