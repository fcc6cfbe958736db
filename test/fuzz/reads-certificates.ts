/** Certificates, CRLs and OCSP responses: nothing is believed that an authority did not sign as it stands. */
import { type Bytes, equal } from "../../src/smime/bytes.ts";
import { type Certificate, readCertificate } from "../../src/smime/x509/certificate.ts";
import { readCertificateFile } from "../../src/smime/x509/certificate-file.ts";
import { validatePath } from "../../src/smime/x509/certification-path.ts";
import { readOcspResponse } from "../../src/smime/x509/ocsp-response.ts";
import { namesAddress } from "../../src/smime/x509/subject-alt-name.ts";
import { summarize } from "../../src/smime/x509/summary.ts";
import { fingerprint, type OpenedWorld, orNull } from "./opened-world.ts";
import { ensure } from "./violation.ts";

function pathOf(target: Certificate, { certificates, context }: OpenedWorld, more: readonly Certificate[]) {
  return validatePath({
    target,
    intermediates: [...more, ...certificates],
    anchors: context.anchors,
    at: context.now,
    purpose: "emailProtection",
  });
}

async function checkCertificate(certificate: Certificate, opened: OpenedWorld): Promise<void> {
  await summarize(certificate);
  namesAddress(certificate, "alice@example.com");
  for (const target of [certificate, ...opened.certificates.slice(1, 2)]) {
    const path = await pathOf(target, opened, [certificate]);
    if (path.kind !== "valid") continue;
    const isIssued = path.certificates.every(({ tbs }) => opened.issued.has(fingerprint(tbs)));
    ensure(isIssued, "a valid path holds only certificates as they were issued");
  }
}

export async function checkCertificates(input: Bytes, opened: OpenedWorld): Promise<void> {
  const certificate = await orNull(() => readCertificate(input));
  if (certificate) {
    ensure(equal(certificate.der, input), "a certificate is a view on its octets");
    return checkCertificate(certificate, opened);
  }
  for (const found of readCertificateFile(input).slice(0, 8)) await checkCertificate(found, opened);
}

/** Alice is good by OCSP, or revoked by another answer, and unknown to every CRL but as not listed. */
export async function checkRevocation(input: Bytes, opened: OpenedWorld): Promise<void> {
  const [issuing, alice] = opened.certificates;
  if (!issuing || !alice) throw new RangeError("a world without Alice");
  const answer = await orNull(() => readOcspResponse(input));
  const path = await validatePath({
    target: alice,
    intermediates: [issuing],
    anchors: opened.context.anchors,
    at: opened.context.now,
    purpose: "emailProtection",
    crls: [input],
    ocsp: [input],
  });
  if (path.kind === "refused") ensure(path.reason.code !== "malformed", "evidence spoils no certificate");
  const believed = path.kind === "refused" || path.revocation === "good";
  if (believed && answer) ensure(opened.answers.has(fingerprint(answer.tbs)), "an OCSP answer is believed as signed");
}
