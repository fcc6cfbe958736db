/** What kind of picture octets are, by the octets: a name and a type are only claims. */

export type RasterType = "image/png" | "image/jpeg" | "image/gif" | "image/webp";

type Bytes = Uint8Array<ArrayBuffer>;

/** The first octets, as characters of one octet each. */
const SIGNATURES: readonly (readonly [type: RasterType, start: RegExp, extension: string])[] = [
  ["image/png", /^\x89PNG\r\n/, "png"],
  ["image/jpeg", /^\xff\xd8\xff/, "jpg"],
  ["image/gif", /^GIF8[79]a/, "gif"],
  ["image/webp", /^RIFF[^]{4}WEBP/, "webp"],
];

/** Null for what is no picture made of points, such as an SVG, which is a document. */
export function rasterTypeOf(content: Bytes): { readonly type: RasterType; readonly extension: string } | null {
  const start = String.fromCharCode(...content.subarray(0, 16));
  const found = SIGNATURES.find(([, pattern]) => pattern.test(start));
  return found ? { type: found[0], extension: found[2] } : null;
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
