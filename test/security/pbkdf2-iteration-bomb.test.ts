import { describe, expect, it } from "vitest";
import { octetString, sequence } from "../../src/smime/asn1/writer.ts";
import type { Bytes } from "../../src/smime/bytes.ts";
import { PKCS12_LIMITS } from "../../src/smime/pkcs12/limits.ts";
import { readPfx } from "../../src/smime/pkcs12/pfx.ts";
import { bag, dataSafe, encryptedSafe, legacyPbe, macData, pbes2, pbmac1, pfx } from "../smime/pkcs12/pfx-writer.ts";

/** Each of these names work of minutes to centuries before anything can be checked. */
const BLOCK: Bytes = new Uint8Array(32);
const HUGE = 2 ** 31 - 1;
const { iterations: MOST } = PKCS12_LIMITS;

const BOMBS: readonly (readonly [string, Bytes])[] = [
  ["PBES2", pfx([encryptedSafe(pbes2(HUGE), BLOCK)])],
  ["PKCS #12 PBE", pfx([encryptedSafe(legacyPbe(HUGE), BLOCK)])],
  ["MacData", pfx([], macData(HUGE))],
  ["PBMAC1 iterations", pfx([], pbmac1(HUGE, 32))],
  ["PBMAC1 key length", pfx([], pbmac1(1, HUGE))],
  ["many derivations", pfx(Array.from({ length: 100 }, () => encryptedSafe(pbes2(MOST), BLOCK)))],
  ["JavaScript derivations within the iteration limit", pfx([], macData(MOST))],
  [
    "many keys",
    pfx([
      dataSafe(sequence(...Array.from({ length: 50 }, () => bag(2, sequence(legacyPbe(MOST), octetString(BLOCK)))))),
    ]),
  ],
];

describe("PBKDF2 iteration bomb in a key file", () => {
  it.each(BOMBS)("%s", { timeout: 180_000 }, async (name, file) => {
    const error: unknown = await readPfx(file, "x").catch((thrown: unknown) => thrown);
    expect(error, name).toHaveProperty("code", expect.stringMatching(/^pkcs12\/(?:limit-exceeded|wrong-password)$/));
  });

  it("is named by its limit before any work is done", async () => {
    await expect(readPfx(pfx([], macData(HUGE)), "x")).rejects.toMatchObject({
      code: "pkcs12/limit-exceeded",
      detail: { limit: "iterations" },
    });
  });
});
