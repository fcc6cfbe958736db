import { expect, it } from "vitest";
import { release } from "../../../src/smime/crypto/release.ts";

it("detaches the octets", () => {
  const octets = new Uint8Array(1000);
  release(octets);
  expect(octets.length).toBe(0);
});
