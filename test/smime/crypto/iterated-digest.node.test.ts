import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { iteratedDigest } from "../../../src/smime/crypto/iterated-digest.ts";

function byNode(name: string, octets: Uint8Array, times: number): Uint8Array<ArrayBuffer> {
  let out: Uint8Array = octets;
  for (let n = 0; n < times; n++) out = createHash(name).update(out).digest();
  return Uint8Array.from(out);
}

describe("iteratedDigest", () => {
  it.each(["md5", "sha-1", "sha-224", "sha-256", "sha-384", "sha-512", "sha-512/256"] as const)("%s", (name) => {
    const node = name === "sha-512/256" ? "sha512-256" : name.replace("-", "");
    for (const length of [0, 1, 64, 200])
      for (const times of [1, 2, 50]) {
        const octets = new Uint8Array(length).fill(7);
        expect(iteratedDigest(name, octets, times)).toEqual(byNode(node, octets, times));
        expect(octets).toEqual(new Uint8Array(length).fill(7));
      }
  });

  it("refuses to do nothing", () => {
    expect(() => iteratedDigest("sha-1", new Uint8Array(0), 0)).toThrow(RangeError);
  });
});
