import { expect, it } from "vitest";
import { contentIdAt } from "../../src/protocol/cid-address.ts";

it.each([
  ["cid:a@b.example", "a@b.example"],
  [" CID: a%2Fb@c ", "a/b@c"],
  ["cid:100%", "100%"],
  ["cid:", null],
  ["cids:a", null],
  ["https://x.example/?cid:a", null],
])("%s names %s", (address, id) => {
  expect(contentIdAt(address)).toBe(id);
});
