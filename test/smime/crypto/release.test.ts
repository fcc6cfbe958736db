import { expect, it } from "vitest";
import { release } from "../../../src/smime/crypto/release.ts";

it("detaches the octets wherever the platform can, and leaves them alone elsewhere", () => {
  const octets = new Uint8Array(1000);
  release(octets);
  expect(octets.length).toBe("transfer" in ArrayBuffer.prototype ? 0 : 1000);
});
