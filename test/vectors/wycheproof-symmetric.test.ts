import { afterEach, describe, expect, it, vi } from "vitest";
import { type Bytes, equal, joined } from "../../src/smime/bytes.ts";
import { decryptAesCbc, encryptAesCbc } from "../../src/smime/crypto/aes-cbc.ts";
import { decryptAesGcm, encryptAesGcm } from "../../src/smime/crypto/aes-gcm.ts";
import { unwrapAesKey, wrapAesKey } from "../../src/smime/crypto/aes-kw.ts";
import type { DigestName } from "../../src/smime/crypto/digest.ts";
import { hkdf, pbkdf2 } from "../../src/smime/crypto/key-derivation.ts";
import { hasWycheproof, hex, judge } from "./wycheproof.ts";

function same(found: Bytes | null, stated: string): boolean {
  return found !== null && equal(found, hex(stated));
}

/** As in a browser that has none of these algorithms: noble has to do it. */
function withoutWebCrypto(): void {
  vi.spyOn(crypto.subtle, "importKey").mockRejectedValue(new DOMException("no such algorithm", "NotSupportedError"));
}

afterEach(() => {
  vi.restoreAllMocks();
});

interface CipherTest {
  readonly key: string;
  readonly iv: string;
  readonly msg: string;
  readonly ct: string;
}

describe.skipIf(!hasWycheproof).each([
  ["WebCrypto", () => {}],
  ["noble", withoutWebCrypto],
] as const)("Wycheproof, symmetric, by %s", (_, arrange) => {
  it("AES-CBC", async () => {
    arrange();
    const outcome = await judge<unknown, CipherTest>("aes_cbc_pkcs5", async ({ key, iv, msg, ct, result }) => {
      if (result === "valid" && !same(joined(await encryptAesCbc(hex(key), hex(iv), hex(msg))), ct)) return false;
      return same(await decryptAesCbc(hex(key), hex(iv), hex(ct)), msg);
    });
    expect(outcome).toEqual({ tests: 216, wrong: [] });
  });

  it("AES-GCM", async () => {
    arrange();
    type Test = CipherTest & { readonly aad: string; readonly tag: string };
    const outcome = await judge<unknown, Test>("aes_gcm", async ({ key, iv, aad, msg, ct, tag, result }) => {
      const input = { key: hex(key), iv: hex(iv), additionalData: hex(aad) };
      // Nonces below eight octets are refused on purpose.
      if (input.iv.length < 8) return (await decryptAesGcm(input, [hex(ct)], hex(tag))) === null && result === "valid";
      if (result === "valid") {
        const sealed = await encryptAesGcm(input, hex(msg));
        if (!same(sealed.ciphertext, ct) || !same(sealed.tag, tag)) return false;
        // RFC 5084 lets the tag be cut to twelve octets.
        if (!same(await decryptAesGcm(input, [hex(ct)], hex(tag).subarray(0, 12)), msg)) return false;
      }
      return same(await decryptAesGcm(input, [hex(ct)], hex(tag)), msg);
    });
    expect(outcome).toEqual({ tests: 316, wrong: [] });
  });

  it("HKDF with SHA-256", async () => {
    arrange();
    type Test = Record<"ikm" | "salt" | "info" | "okm", string> & { readonly size: number };
    const outcome = await judge<unknown, Test>("hkdf_sha256", async ({ ikm, salt, info, okm, size }) => {
      try {
        return same(await hkdf(hex(ikm), { digest: "sha-256", salt: hex(salt), info: hex(info), length: size }), okm);
      } catch (error) {
        if (error instanceof RangeError) return false;
        throw error;
      }
    });
    expect(outcome).toEqual({ tests: 86, wrong: [] });
  });
});

interface PasswordTest {
  readonly password: string;
  readonly salt: string;
  readonly iterationCount: number;
}

describe.skipIf(!hasWycheproof)("Wycheproof, key wrap and passwords", () => {
  it("AES key wrap", async () => {
    const outcome = await judge<unknown, CipherTest>("aes_wrap", ({ key, msg, ct, result }) => {
      if (result === "valid" && !equal(wrapAesKey(hex(key), hex(msg)), hex(ct))) return false;
      return same(unwrapAesKey(hex(key), hex(ct)), msg);
    });
    expect(outcome).toEqual({ tests: 165, wrong: [] });
  });

  it.each([
    ["pbkdf2_hmacsha1", 64, "sha-1"],
    ["pbkdf2_hmacsha256", 60, "sha-256"],
  ] as const)("%s", async (name, count, digest: DigestName) => {
    type Test = PasswordTest & { readonly dkLen: number; readonly dk: string };
    const outcome = await judge<unknown, Test>(name, async ({ password, salt, iterationCount, dkLen, dk }) =>
      same(await pbkdf2(hex(password), { digest, salt: hex(salt), iterations: iterationCount, length: dkLen }), dk),
    );
    expect(outcome).toEqual({ tests: count, wrong: [] });
  });

  it("PBES2 with HMAC-SHA-256 and AES-256", async () => {
    type Test = PasswordTest & Omit<CipherTest, "key">;
    const outcome = await judge<unknown, Test>("pbes2_hmacsha256_aes_256", async (test) => {
      const parameters = {
        digest: "sha-256",
        salt: hex(test.salt),
        iterations: test.iterationCount,
        length: 32,
      } as const;
      return same(
        await decryptAesCbc(await pbkdf2(hex(test.password), parameters), hex(test.iv), hex(test.ct)),
        test.msg,
      );
    });
    expect(outcome).toEqual({ tests: 84, wrong: [] });
  });
});
