import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Bytes, latin1, utf8 } from "../../src/smime/bytes.ts";
import { readDetachedSignature } from "../../src/smime/detached-signature.ts";
import { anchorsOf } from "../../src/smime/x509/trust-anchor.ts";
import { People } from "./people.ts";

const people = new People();
afterAll(() => people.remove());

/** What nobody would take for mail. */
const DOCUMENT = utf8("%PDF-1.7\r\n\0binary\0\r\nthe sum is 1200\r\n");

let signature: Bytes;

beforeAll(() => {
  const { certificatePath, keyPath } = people.alice;
  const form = ["-binary", "-outform", "DER", "-signer", certificatePath, "-inkey", keyPath];
  signature = people.openssl.run(["cms", "-sign", ...form], DOCUMENT);
});

const read = (content: Bytes, anchors = true) =>
  readDetachedSignature(signature, content, people.context(anchors ? {} : { anchors: anchorsOf([]) }));

describe("a detached signature beside its file", () => {
  it("tells who signed, and never that a sender is genuine", async () => {
    const report = await read(DOCUMENT);
    expect(report.signature).toMatchObject({
      kind: "undetermined",
      reason: "no-from",
      claimed: { addresses: ["alice@example.com"] },
    });
    expect(report.checks).toContainEqual(expect.objectContaining({ question: "content-intact", answer: "yes" }));
    expect(report.checks).toContainEqual(expect.objectContaining({ question: "authority", answer: "yes" }));
    expect(report.path).toHaveLength(2);
  });

  it("says that nobody vouches for the signer", async () => {
    expect((await read(DOCUMENT, false)).signature).toMatchObject({ kind: "untrusted" });
  });

  it("sees that one octet was changed", async () => {
    const changed = utf8(latin1(DOCUMENT).replace("1200", "9200"));
    expect((await read(changed)).signature).toMatchObject({ kind: "altered", reason: "digest-mismatch" });
  });

  it("restores line ends that a download changed, and says so", async () => {
    const report = await read(utf8(latin1(DOCUMENT).replaceAll("\r\n", "\n")));
    expect(report.signature).toMatchObject({ kind: "undetermined", reason: "no-from" });
    expect(report.remarks).toContain("signature/line-ends-restored");
  });

  it("refuses what is no signature", async () => {
    await expect(readDetachedSignature(utf8("no signature"), DOCUMENT, people.context())).rejects.toMatchObject({
      code: "cms/malformed",
    });
  });
});
