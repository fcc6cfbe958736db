import { describe, expect, it } from "vitest";
import { signedFileWords } from "../../../src/pages/manager/signed-file-words.ts";
import type { MessageReport } from "../../../src/smime/verdict/vocabulary.ts";
import { reports, signer } from "../stage/actors.ts";

const fits: MessageReport = {
  ...reports.verified,
  signature: { kind: "undetermined", claimed: signer, reason: "no-from" },
};

describe("what a detached signature proves of a file", () => {
  it("names the signer, and never says Verified", () => {
    const { kind, sentence, next } = signedFileWords(fits);
    expect(kind).toBe("note");
    expect(sentence).toContain("bob@partner.example");
    expect(`${sentence} ${next}`).not.toMatch(/verified|message/i);
  });

  it("warns of another file or a changed one", () => {
    const { kind, sentence } = signedFileWords(reports.altered);
    expect(kind).toBe("warning");
    expect(sentence).toContain("bob@partner.example");
    const nobody: MessageReport = {
      ...reports.altered,
      signature: { kind: "altered", claimed: null, reason: "digest-mismatch" },
    };
    expect(signedFileWords(nobody).sentence).not.toContain("null");
  });

  it.each(["untrusted", "undetermined"] as const)("uses the words of the verdict otherwise: %s", (name) => {
    const { kind, sentence } = signedFileWords(reports[name]);
    expect(kind).toBe("note");
    expect(sentence).toMatch(/\.$/);
  });
});
