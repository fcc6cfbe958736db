import { expect, it } from "vitest";
import { octetsOfDataAddress, rasterTypeOf } from "../../../../src/pages/composer/rich-text/raster-image.ts";

const octets = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0));

it.each([
  ["\x89PNG\r\n\x1a\nIHDR", "image/png"],
  ["\xff\xd8\xff\xe0JFIF", "image/jpeg"],
  ["GIF89a....", "image/gif"],
  ["RIFF\x01\x02\x03\x04WEBPVP8 ", "image/webp"],
  ["RIFF\x01\x02\x03\x04WAVE", undefined],
  ["<svg xmlns='http://www.w3.org/2000/svg'/>", undefined],
  ["<html>", undefined],
  ["", undefined],
])("%j is %s", (start, type) => {
  expect(rasterTypeOf(octets(start))?.type).toBe(type);
});

it("reads pictures that are written out in an address, and nothing else", () => {
  expect(octetsOfDataAddress("data:image/png;base64,iVBO")).toEqual(Uint8Array.of(0x89, 0x50, 0x4e));
  for (const other of [
    "https://x.example/a.png",
    "data:image/png;base64,=",
    "data:text/html;base64,iVBO",
    "data:image/svg+xml,<svg/>",
  ])
    expect(octetsOfDataAddress(other)).toBeNull();
});
