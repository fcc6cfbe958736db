import { expect, it } from "vitest";
import { pictureTypeOf } from "../../../src/pages/ui/picture-type.ts";
import { fromLatin1 } from "../../../src/smime/bytes.ts";

it.each([
  ["\x89PNG\r\n\x1a\n\0\0", "image/png"],
  ["\xff\xd8\xff\xe0", "image/jpeg"],
  ["GIF87a", "image/gif"],
  ["GIF89a", "image/gif"],
  ["RIFF\0\0\0\0WEBPVP8 ", "image/webp"],
  ["RIFF\0\0\0\0WAVE", null],
  ["<svg xmlns='http://www.w3.org/2000/svg'>", null],
  ["<html>", null],
  ["BM", null],
  ["", null],
])("recognises %j as %s", (octets, type) => expect(pictureTypeOf(fromLatin1(octets))).toBe(type));
