/** The technical facts of a report as name and value, for those who ask and for reports of faults. */
import type { CertificateSummary, EncryptionVerdict, MessageReport, Signer } from "../../smime/verdict/vocabulary.ts";
import { algorithmWords } from "./algorithm-words.ts";
import { grouped } from "./words.ts";
import { say } from "../../words/say.ts";

export type Fact = readonly [name: string, value: string];

function signatureFacts({ signature }: MessageReport): readonly Fact[] {
  const reason =
    "reason" in signature ? (typeof signature.reason === "string" ? signature.reason : signature.reason.code) : null;
  return reason === null
    ? [[say("Signature"), signature.kind]]
    : [
        [say("Signature"), signature.kind],
        [say("Reason"), reason],
      ];
}

function signerFacts(signer: Signer): readonly Fact[] {
  return [
    [say("Signer"), signer.subject],
    [say("Addresses"), signer.addresses.join(", ")],
    [say("Issuer"), signer.issuer],
    [say("Serial number"), signer.serial],
    ["Fingerprint (SHA-256)", grouped(signer.fingerprint)],
    [say("Signed at"), signer.signingTime ?? say("not stated")],
    [say("Signature method"), `${algorithmWords(signer.scheme)} with ${algorithmWords(signer.digest)}`],
  ];
}

function encryptionFacts(encryption: EncryptionVerdict): readonly Fact[] {
  switch (encryption.kind) {
    case "none":
    case "locked":
      return [[say("Encryption"), encryption.kind]];
    case "failed":
      return [[say("Encryption"), encryption.code]];
    case "decrypted":
      return [
        [say("Content encryption"), encryption.contentEncryption],
        [say("Key management"), encryption.keyManagement],
        [say("Authenticated"), encryption.authenticated ? "yes" : "no"],
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
    [say("Path"), path.map((certificate) => certificate.name).join(" ← ")],
    ...path.map((certificate, place) => certificateFact(certificate, place, path.length)),
    [say("Revocation"), signature.kind === "verified" ? signature.revocation : ""],
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
    [say("Layers"), report.layers.join(", ")],
    [say("Remarks"), report.remarks.join(", ")],
  ];
  return facts.filter(([, value]) => value !== "");
}
