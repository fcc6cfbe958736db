import { describe, expect, it } from "vitest";
import { toHex, utf8 } from "../../../src/smime/bytes.ts";
import { ephemeralEcKey } from "../../../src/smime/crypto/ecdh.ts";
import { openSealed, sealTo } from "../../../src/smime/crypto/hpke.ts";

const hex = (text: string) => Uint8Array.from(text.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));

/** The CFRG's test-vectors.json: mode 0, DHKEM(P-256, HKDF-SHA256), HKDF-SHA256, AES-256-GCM, sequence number 0. */
const VECTOR = {
  ephemeral: "90345e3a1d116c1dd39ae76d95ab858c142223a63e44f8f85318cfa91a84858e",
  publicKey:
    "04abc7e49a4c6b3566d77d0304addc6ed0e98512ffccf505e6a8e3eb25c685136f853148544876de76c0f2ef99cdc3a05ccf5ded7860c7c021238f9e2073d2356c",
  privateKey: "317f915db7bc629c48fe765587897e01e282d3e8445f79f27f65d031a88082b2",
  encapsulated:
    "04c06b4f6bebc7bb495cb797ab753f911aff80aefb86fd8b6fcc35525f3ab5f03e0b21bd31a86c6048af3cb2d98e0d3bf01da5cc4c39ff5370d331a4f1f7d5a4e0",
  ciphertext: "58c61a45059d0c5704560e9d88b564a8b63f1364b8d1fcb3c4c6ddc1d291742465e902cd216f8908da49f8f96f",
};
const PLAINTEXT = utf8("Beauty is truth, truth beauty");
const binding = { info: utf8("Ode on a Grecian Urn"), additionalData: utf8("Count-0") };
const recipient = { curve: "p-256", scalar: hex(VECTOR.privateKey) } as const;
const point = hex(VECTOR.publicKey);

describe("RFC 9180 base mode", () => {
  it("seals as the CFRG's vector", async () => {
    const ephemeral = { curve: "p-256", scalar: hex(VECTOR.ephemeral) } as const;
    const sealed = await sealTo(point, PLAINTEXT, binding, ephemeral);
    expect(toHex(sealed.encapsulated)).toBe(VECTOR.encapsulated);
    expect(toHex(sealed.ciphertext)).toBe(VECTOR.ciphertext);
  });

  it("opens the CFRG's vector", async () => {
    const sealed = { encapsulated: hex(VECTOR.encapsulated), ciphertext: hex(VECTOR.ciphertext) };
    expect(await openSealed(recipient, sealed, binding)).toEqual(PLAINTEXT);
  });

  it("never seals twice alike, and opens what it sealed", async () => {
    const [one, other] = [await sealTo(point, PLAINTEXT, binding), await sealTo(point, PLAINTEXT, binding)];
    expect(toHex(one.encapsulated)).not.toBe(toHex(other.encapsulated));
    expect(await openSealed(recipient, one, binding)).toEqual(PLAINTEXT);
  });

  it("opens nothing for another key, purpose or label, nor what was changed", async () => {
    const sealed = await sealTo(point, PLAINTEXT, binding);
    const flipped = sealed.ciphertext.slice();
    flipped[3] = (flipped[3] ?? 0) ^ 1;
    const noPoint = sealed.encapsulated.slice();
    noPoint[40] = (noPoint[40] ?? 0) ^ 1;
    const tries = [
      openSealed(ephemeralEcKey("p-256").key, sealed, binding),
      openSealed(recipient, sealed, { ...binding, info: utf8("another") }),
      openSealed(recipient, sealed, { ...binding, additionalData: utf8("Count-1") }),
      openSealed(recipient, { ...sealed, ciphertext: flipped }, binding),
      openSealed(recipient, { ...sealed, encapsulated: noPoint }, binding),
    ];
    expect(await Promise.all(tries)).toEqual([null, null, null, null, null]);
  });

  it("seals to no point that is not on the curve", async () => {
    const elsewhere = point.slice();
    elsewhere[40] = (elsewhere[40] ?? 0) ^ 1;
    await expect(sealTo(elsewhere, PLAINTEXT, binding)).rejects.toThrow(TypeError);
  });
});
