import { afterAll, describe, expect, it } from "vitest";
import { utf8 } from "../../src/smime/bytes.ts";
import { People, TEXT } from "../smime/people.ts";
import { clearLetter } from "./carrier.ts";

/** Digests whose collisions are bought: a signature under them is told, and never called verified (SHAttered; RFC 8551 appendix B). */
const people = new People();
afterAll(() => people.remove());

const BOB = { From: "bob@example.com" };

async function open(digest: string) {
  const { openssl, bob } = people;
  const options = ["-md", digest, "-signer", bob.certificatePath, "-inkey", bob.keyPath];
  const cms = openssl.run(["cms", "-sign", "-binary", "-outform", "DER", ...options], utf8(TEXT));
  return people.open(clearLetter(TEXT, cms, BOB));
}

describe("a sound signature by a good key and a good path", () => {
  it.each([
    ["sha1", "legacy/sha-1"],
    ["md5", "legacy/md5"],
  ])("over %s is not verified, and teaches nothing", async (digest, remark) => {
    const { report, learned } = await open(digest);
    expect(report.signature).toMatchObject({ kind: "untrusted", reason: { code: "weak-algorithm" } });
    expect(report.remarks).toContain(remark);
    expect(learned).toBeNull();
  });

  it.each(["sha256", "sha384", "sha512", "sha3-256"])("over %s is verified", async (digest) => {
    expect((await open(digest)).report.signature).toMatchObject({ kind: "verified" });
  });
});
