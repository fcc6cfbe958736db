/** The technical facts of a report as name and value, for those who ask and for reports of faults. */
import type { CertificateSummary, EncryptionVerdict, MessageReport, Signer } from "../../smime/verdict/vocabulary.ts";
import { say } from "../../words/say.ts";
import { algorithmWords } from "./algorithm-words.ts";
import { grouped } from "./words.ts";

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

function signatureMethod({ scheme, digest }: Signer): string {
  return say("{scheme} with {digest}", { scheme: algorithmWords(scheme), digest: algorithmWords(digest) });
}

function signerFacts(signer: Signer): readonly Fact[] {
  return [
    [say("Signer"), signer.subject],
    [say("Addresses"), signer.addresses.join(", ")],
    [say("Issuer"), signer.issuer],
    [say("Serial number"), signer.serial],
    [say("Fingerprint (SHA-256)"), grouped(signer.fingerprint)],
    [say("Signed at"), signer.signingTime ?? say("not stated")],
    [say("Signature method"), signatureMethod(signer)],
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
        [say("Authenticated"), encryption.authenticated ? say("yes") : say("no")],
      ];
  }
}

/** `place` counts from 0, beginning at the signer. */
function certificateTitle(place: number, length: number): string {
  const number = place + 1;
  if (place === 0) return say("Certificate {number} (signer)", { number });
  if (place === length - 1) return say("Certificate {number} (authority)", { number });
  return say("Certificate {number} (intermediate)", { number });
}

/** One certificate of the path in a line: whose, from when to when, with what key, and how it is told from others. */
function certificateFact(certificate: CertificateSummary, place: number, length: number): Fact {
  const { subject, serial, notBefore, notAfter, publicKey, fingerprint } = certificate;
  const value = [
    subject,
    say("serial number {serial}", { serial }),
    say("valid from {from} to {until}", { from: notBefore, until: notAfter }),
    algorithmWords(publicKey),
    `SHA-256 ${grouped(fingerprint)}`,
  ].join("; ");
  return [certificateTitle(place, length), value];
}

function pathFacts({ path, signature }: MessageReport): readonly Fact[] {
  return [
    [say("Path"), path.map((certificate) => certificate.name).join(" · ")],
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
