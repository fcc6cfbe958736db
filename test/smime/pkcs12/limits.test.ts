import { describe, expect, it } from "vitest";
import { sequence } from "../../../src/smime/asn1/writer.ts";
import type { Bytes } from "../../../src/smime/bytes.ts";
import { PKCS12_LIMITS } from "../../../src/smime/pkcs12/limits.ts";
import { readPfx } from "../../../src/smime/pkcs12/pfx.ts";
import { bag, dataSafe, EMPTY_SEQUENCE, encryptedSafe, pbes2, pfx } from "./pfx-writer.ts";

const BLOCK: Bytes = new Uint8Array(32);

function bags(count: number): Bytes {
  return sequence(...Array.from({ length: count }, () => bag(1, EMPTY_SEQUENCE)));
}

describe("limits of the key file reader", () => {
  it("fileOctets", async () => {
    await expect(readPfx(new Uint8Array(PKCS12_LIMITS.fileOctets + 1), "x")).rejects.toMatchObject({
      code: "pkcs12/limit-exceeded",
      detail: { limit: "fileOctets" },
    });
  });

  it("depth", async () => {
    let nested = EMPTY_SEQUENCE;
    for (let i = 0; i < PKCS12_LIMITS.depth - 1; i++) nested = sequence(bag(6, nested));
    expect((await readPfx(pfx([dataSafe(nested)]), "x")).identities).toEqual([]);
    nested = sequence(bag(6, nested));
    await expect(readPfx(pfx([dataSafe(nested)]), "x")).rejects.toMatchObject({ detail: { limit: "depth" } });
  });

  it("bags", async () => {
    const many = pfx([dataSafe(bags(PKCS12_LIMITS.bags + 1))]);
    await expect(readPfx(many, "x")).rejects.toMatchObject({ detail: { limit: "bags" } });
    const spread = pfx([dataSafe(bags(1_500)), dataSafe(bags(1_500))]);
    await expect(readPfx(spread, "x")).rejects.toMatchObject({ detail: { limit: "bags" } });
  });

  it("keyLength must fit the cipher", async () => {
    const file = pfx([encryptedSafe(pbes2(1, 16), BLOCK)]);
    await expect(readPfx(file, "x")).rejects.toMatchObject({ code: "pkcs12/malformed" });
  });

  it("an iteration count of zero is no count", async () => {
    const file = pfx([encryptedSafe(pbes2(0), BLOCK)]);
    await expect(readPfx(file, "x")).rejects.toMatchObject({ code: "pkcs12/malformed" });
  });
});
