import { describe, expect, it } from "vitest";
import {
  encryptionSentence,
  encryptionWords,
  verdictWords,
  wholeVerdict,
} from "../../../src/pages/ui/verdict-words.ts";
import { recipientRefusal } from "../../../src/pages/ui/refusal-words.ts";
import type {
  AlteredCode,
  MessageReport,
  PartialCode,
  PathRefusalCode,
  SignatureVerdict,
  Signer,
  UndeterminedCode,
} from "../../../src/smime/verdict/vocabulary.ts";
import { reports } from "../stage/actors.ts";

const signer = signerOf(reports.verified.signature);

function signerOf(signature: SignatureVerdict): Signer {
  if (signature.kind !== "verified") throw new Error("an actor without a signer");
  return signature.signer;
}

/** Every code of a reason: one that is missing here does not compile. */
const ALTERED: Record<AlteredCode, true> = {
  "digest-mismatch": true,
  "signature-mismatch": true,
  "attribute-mismatch": true,
};
const PARTIAL: Record<PartialCode, true> = { "unsigned-parts": true, "changed-on-the-way": true };
const UNDETERMINED: Record<UndeterminedCode, true> = {
  "unsupported-algorithm": true,
  "no-signer": true,
  "signer-certificate-missing": true,
  "malformed-signature": true,
  "raw-message-unavailable": true,
  repacked: true,
  "too-many-signers": true,
  "ambiguous-from": true,
  "no-from": true,
};
const REFUSALS: Record<PathRefusalCode, true> = {
  "unknown-authority": true,
  "incomplete-path": true,
  expired: true,
  "not-yet-valid": true,
  "bad-signature": true,
  "not-an-authority": true,
  "path-too-long": true,
  "key-usage": true,
  "extended-key-usage": true,
  "name-constraints": true,
  policy: true,
  "unknown-critical-extension": true,
  "weak-algorithm": true,
  "unsupported-algorithm": true,
  malformed: true,
  revoked: true,
  "revocation-unknown": true,
  "issued-after-distrust": true,
  "too-complex": true,
};

function keys<K extends string>(record: Record<K, true>): readonly K[] {
  return Object.keys(record).filter((key): key is K => key in record);
}

const verdicts: readonly SignatureVerdict[] = [
  { kind: "verified", signer, revocation: "good" },
  { kind: "mismatched", signer, from: "mallory@example.org" },
  ...keys(ALTERED).flatMap((reason) =>
    [signer, null].map((claimed) => ({ kind: "altered", claimed, reason }) as const),
  ),
  ...keys(PARTIAL).map((reason) => ({ kind: "partial", signer, reason }) as const),
  ...keys(UNDETERMINED).map((reason) => ({ kind: "undetermined", claimed: null, reason }) as const),
  ...keys(REFUSALS).map((code) => ({ kind: "untrusted", claimed: signer, reason: { code, subject: null } }) as const),
];

function of(signature: SignatureVerdict): MessageReport {
  return { ...reports.verified, signature };
}

function line(signature: SignatureVerdict): string {
  const { lead, joint, rest } = verdictWords(of(signature));
  return `${lead}${joint}${rest}`;
}

describe("a verdict in words", () => {
  it.each(verdicts)("says %o in a short line and a whole sentence", (signature) => {
    const words = verdictWords(of(signature));
    expect(line(signature).length).toBeLessThan(75);
    expect(words.sentence).toMatch(/^[A-Z“].*\.$/);
    expect(`${words.rest} ${words.sentence}`).not.toMatch(/invalid signature|undefined|algorithm|path\b/i);
    expect(words.next === "").toBe(signature.kind === "verified");
  });

  it("has the lines of the design", () => {
    expect(line({ kind: "verified", signer, revocation: "good" })).toBe("Verified · bob@partner.example");
    expect(line({ kind: "untrusted", claimed: signer, reason: { code: "expired", subject: null } })).toBe(
      "Signed, identity not confirmed",
    );
    expect(line({ kind: "undetermined", claimed: null, reason: "no-signer" })).toBe(
      "Signature not checked: no signer in it",
    );
    expect(line({ kind: "altered", claimed: signer, reason: "digest-mismatch" })).toBe(
      "Warning: changed after it was signed",
    );
  });

  it("shortens the address, never the words around it", () => {
    const long = { ...signer, addresses: [`${"alexandra.".repeat(6)}archer@example.com`] };
    expect(line({ kind: "mismatched", signer: long, from: "bob@example.org" })).toMatch(
      /^Warning: signed by alexandra.*…@example\.com, not by the sender$/,
    );
    expect(line({ kind: "verified", signer: long, revocation: "good" })).toMatch(
      /^Verified · alexandra.*…@example\.com$/,
    );
  });

  it("warns of a withdrawn certificate, and of no other refusal", () => {
    for (const code of keys(REFUSALS)) {
      const { tone, lead } = verdictWords(of({ kind: "untrusted", claimed: signer, reason: { code, subject: null } }));
      expect([tone, lead]).toEqual(code === "revoked" ? ["warning", "Warning"] : ["unconfirmed", "Signed"]);
    }
  });

  it("names the address that was confirmed, where the signer has several", () => {
    const several = { ...signer, addresses: ["robert@partner.example", "Bob@partner.example"] };
    expect(verdictWords(of({ kind: "verified", signer: several, revocation: "good" })).rest).toBe(
      "Bob@partner.example",
    );
  });

  it("claims nothing about the signature of what is not open", () => {
    expect(verdictWords(reports.locked).sentence).not.toContain("Nobody signed");
    expect(verdictWords(reports.encryptedOnly).sentence).toContain("Nobody signed");
  });

  it("keeps encryption apart", () => {
    expect(encryptionWords({ kind: "none" })).toBe(null);
    expect(encryptionWords({ kind: "locked" })).toBe("Unlock to read");
    expect(encryptionWords(reports.encryptedOnly.encryption)).toBe("Encrypted");
  });

  it.each([
    { kind: "none" } as const,
    { kind: "locked" } as const,
    { kind: "failed", code: "cms/decryption-failed" } as const,
    reports.encryptedOnly.encryption,
  ])("says of %o the same as a label and as a sentence", (encryption) => {
    expect(encryptionSentence(encryption)).toBe(`${encryptionWords(encryption) ?? "Not encrypted"}.`);
  });

  it("is heard in whole sentences, without what does not concern the message", () => {
    const { sentence } = verdictWords(reports.verified);
    expect(wholeVerdict(reports.verified)).toBe(`Verified. ${sentence}`);
    expect(wholeVerdict(reports.verifiedAndEncrypted)).toBe(`Verified. ${sentence} Encrypted.`);
    expect(wholeVerdict(reports.locked)).toBe("Unlock to read.");
  });

  it("has a sentence for a refusal it does not know", () => {
    expect(recipientRefusal("toString", "X")).toContain("cannot confirm");
  });
});
