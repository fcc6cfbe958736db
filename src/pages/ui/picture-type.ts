/** Recognises pictures by their octets. Only raster forms: SVG is a document that can hold anything. */

export type PictureType = "image/png" | "image/jpeg" | "image/gif" | "image/webp";

function holds(octets: Uint8Array, at: number, text: string): boolean {
  return [...text].every((character, index) => octets[at + index] === character.charCodeAt(0));
}

/** Null for whatever else it is, or says it is. */
export function pictureTypeOf(octets: Uint8Array): PictureType | null {
  if (holds(octets, 0, "\x89PNG\r\n\x1a\n")) return "image/png";
  if (holds(octets, 0, "\xff\xd8\xff")) return "image/jpeg";
  if (holds(octets, 0, "GIF87a") || holds(octets, 0, "GIF89a")) return "image/gif";
  if (holds(octets, 0, "RIFF") && holds(octets, 8, "WEBP")) return "image/webp";
  return null;
}
