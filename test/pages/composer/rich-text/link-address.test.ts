import { expect, it } from "vitest";
import { linkAddress } from "../../../../src/pages/composer/rich-text/link-address.ts";

it.each([
  ["https://x.example/a?b=1#c", "https://x.example/a?b=1#c"],
  [" x.example/a ", "https://x.example/a"],
  ["x.example:8080/a", "https://x.example:8080/a"],
  ["bob@x.example", "mailto:bob@x.example"],
  ["mailto:bob@x.example?subject=Hi", "mailto:bob@x.example?subject=Hi"],
  ["HTTP://x.example", "HTTP://x.example"],
  ["javascript:alert(1)", null],
  ["data:text/html,a", null],
  ["file:///etc/passwd", null],
  ["two words", null],
  ["word", null],
  ["https://", null],
  ["", null],
])("%j leads to %j", (typed, address) => {
  expect(linkAddress(typed)).toBe(address);
});
