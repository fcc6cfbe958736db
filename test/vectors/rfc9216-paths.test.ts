import { describe, expect, it } from "vitest";
import type { Certificate } from "../../src/smime/x509/certificate.ts";
import { readCertificateFile } from "../../src/smime/x509/certificate-file.ts";
import { validatePath } from "../../src/smime/x509/certification-path.ts";
import { mailAddressesOf } from "../../src/smime/x509/subject-alt-name.ts";
import { anchorsOf } from "../../src/smime/x509/trust-anchor.ts";
import { corpusFile, hasCorpus } from "./corpus.ts";

const AT = Date.UTC(2022, 0, 1);

function certificate(name: string): Certificate {
  const [first] = readCertificateFile(corpusFile(`rfc9216/${name}.crt`));
  if (!first) throw new Error("no certificate");
  return first;
}

function validate(name: string, anchor: string, intermediates: readonly string[] = []) {
  return validatePath({
    target: certificate(name),
    intermediates: intermediates.map(certificate),
    anchors: anchorsOf([certificate(anchor)]),
    at: AT,
    purpose: "emailProtection",
    use: name.endsWith("sign") ? "sign" : "encrypt",
  });
}

const PEOPLE = ["alice", "bob", "carlos", "dana"] as const;
const LEAVES = PEOPLE.flatMap((person) => [`${person}.sign`, `${person}.encrypt`]);
const OWN_CA = (leaf: string) => (/^(?:alice|bob)/.test(leaf) ? "ca.rsa" : "ca.25519");
const OTHER_CA = (leaf: string) => (/^(?:alice|bob)/.test(leaf) ? "ca.25519" : "ca.rsa");
const CROSS = ["ca.rsa.cross", "ca.25519.cross"];

describe.skipIf(!hasCorpus("rfc9216"))("RFC 9216 sample certificates", () => {
  it.each(LEAVES)("%s is valid under its own authority", async (leaf) => {
    const result = await validate(leaf, OWN_CA(leaf));
    expect(result).toMatchObject({ kind: "valid", revocation: "not-checked" });
    expect(result.certificates).toHaveLength(2);
  });

  it.each(LEAVES)("%s is valid under the other authority through the cross certificates", async (leaf) => {
    const result = await validate(leaf, OTHER_CA(leaf), CROSS);
    expect(result).toMatchObject({ kind: "valid" });
    expect(result.certificates).toHaveLength(3);
  });

  it.each(LEAVES)("%s is refused under the other authority without them", async (leaf) => {
    expect(await validate(leaf, OTHER_CA(leaf))).toMatchObject({ reason: { code: "incomplete-path" } });
  });

  it.each(PEOPLE)("%s is named by address", (person) => {
    expect(mailAddressesOf(certificate(`${person}.sign`)).addresses).toEqual([`${person}@smime.example`]);
  });
});
