/** The technical facts of a report as name and value, for those who ask and for reports of faults. */
import type { EncryptionVerdict, MessageReport, Signer } from "../../smime/verdict/vocabulary.ts";
import { algorithmWords } from "./algorithm-words.ts";
import { grouped } from "./words.ts";

type Fact = readonly [name: string, value: string];

function signatureFacts({ signature }: MessageReport): readonly Fact[] {
  const reason =
    "reason" in signature ? (typeof signature.reason === "string" ? signature.reason : signature.reason.code) : null;
  return reason === null
    ? [["Signature", signature.kind]]
    : [
        ["Signature", signature.kind],
        ["Reason", reason],
      ];
}

function signerFacts(signer: Signer): readonly Fact[] {
  return [
    ["Signer", signer.subject],
    ["Addresses", signer.addresses.join(", ")],
    ["Issuer", signer.issuer],
    ["Serial number", signer.serial],
    ["Fingerprint (SHA-256)", grouped(signer.fingerprint)],
    ["Signed at", signer.signingTime ?? "not stated"],
    ["Signature method", `${algorithmWords(signer.scheme)} with ${algorithmWords(signer.digest)}`],
  ];
}

function encryptionFacts(encryption: EncryptionVerdict): readonly Fact[] {
  switch (encryption.kind) {
    case "none":
    case "locked":
      return [["Encryption", encryption.kind]];
    case "failed":
      return [["Encryption", encryption.code]];
    case "decrypted":
      return [
        ["Content encryption", encryption.contentEncryption],
        ["Key management", encryption.keyManagement],
        ["Authenticated", encryption.authenticated ? "yes" : "no"],
      ];
  }
}

export function expertFacts(report: MessageReport): readonly Fact[] {
  const { signature } = report;
  const signer = "signer" in signature ? signature.signer : "claimed" in signature ? signature.claimed : null;
  const facts: readonly Fact[] = [
    ...signatureFacts(report),
    ...(signer === null ? [] : signerFacts(signer)),
    ["Path", report.path.map((certificate) => certificate.name).join(" ← ")],
    ...encryptionFacts(report.encryption),
    ["Layers", report.layers.join(", ")],
    ["Remarks", report.remarks.join(", ")],
  ];
  return facts.filter(([, value]) => value !== "");
}
