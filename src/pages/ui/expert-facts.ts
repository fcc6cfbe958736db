/** The technical facts of a report as name and value, for those who ask and for reports of faults. */
import type { CertificateSummary, EncryptionVerdict, MessageReport, Signer } from "../../smime/verdict/vocabulary.ts";
import { algorithmWords } from "./algorithm-words.ts";
import { grouped } from "./words.ts";

export type Fact = readonly [name: string, value: string];

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

/** One certificate of the path in a line: whose, from when to when, with what key, and how it is told from others. */
function certificateFact(certificate: CertificateSummary, place: number, length: number): Fact {
  const { subject, serial, notBefore, notAfter, publicKey, fingerprint } = certificate;
  const role = place === 0 ? "signer" : place === length - 1 ? "authority" : "intermediate";
  const value = [
    subject,
    `serial number ${serial}`,
    `valid from ${notBefore} to ${notAfter}`,
    algorithmWords(publicKey),
    `SHA-256 ${grouped(fingerprint)}`,
  ].join("; ");
  return [`Certificate ${place + 1} (${role})`, value];
}

function pathFacts({ path, signature }: MessageReport): readonly Fact[] {
  return [
    ["Path", path.map((certificate) => certificate.name).join(" ← ")],
    ...path.map((certificate, place) => certificateFact(certificate, place, path.length)),
    ["Revocation", signature.kind === "verified" ? signature.revocation : ""],
  ];
}

export function expertFacts(report: MessageReport): readonly Fact[] {
  const { signature } = report;
  const signer = "signer" in signature ? signature.signer : "claimed" in signature ? signature.claimed : null;
  const facts: readonly Fact[] = [
    ...signatureFacts(report),
    ...(signer === null ? [] : signerFacts(signer)),
    ...pathFacts(report),
    ...encryptionFacts(report.encryption),
    ["Layers", report.layers.join(", ")],
    ["Remarks", report.remarks.join(", ")],
  ];
  return facts.filter(([, value]) => value !== "");
}
