/** Pictures that may stand in the text of a letter. */
import { type PictureType, pictureTypeOf } from "../../ui/picture-type.ts";

type Bytes = Uint8Array<ArrayBuffer>;

const EXTENSIONS: Readonly<Record<PictureType, string>> = {
  "image/png": "png",
  "image/jpeg": "jpg",
  "image/gif": "gif",
  "image/webp": "webp",
};

/** Null for what is no picture made of points, such as an SVG, which is a document. */
export function rasterTypeOf(content: Bytes): { readonly type: PictureType; readonly extension: string } | null {
  const type = pictureTypeOf(content);
  return type && { type, extension: EXTENSIONS[type] };
}

/** Octets of a `data:` address in base64; null for any other address. */
export function octetsOfDataAddress(address: string): Bytes | null {
  const match = /^data:image\/[a-z]{1,10};base64,([A-Za-z0-9+/=\s]+)$/i.exec(address);
  if (!match) return null;
  try {
    return Uint8Array.from(atob(match[1] ?? ""), (character) => character.charCodeAt(0));
  } catch {
    return null;
  }
}
