import { describe, expect, it } from "vitest";
import { readCertificateFile } from "../../src/smime/x509/certificate-file.ts";
import { type PathRefused, type ValidatedPath, validatePath } from "../../src/smime/x509/certification-path.ts";
import { mailAddressesOf, namesAddress } from "../../src/smime/x509/subject-alt-name.ts";
import { anchorsOf } from "../../src/smime/x509/trust-anchor.ts";
import { corpusFile, hasCorpus } from "./corpus.ts";

const FOLDER = "openssl-cms/25-test_eai_data";
const AT = Date.UTC(2019, 8, 1);

function certificatesIn(name: string) {
  return readCertificateFile(corpusFile(`${FOLDER}/${name}.pem`));
}

function leafOf(name: string) {
  const [leaf] = certificatesIn(`${name}_leaf`);
  if (!leaf) throw new Error("no leaf");
  return leaf;
}

function validate(leaf: string, chain: string): Promise<ValidatedPath | PathRefused> {
  const [intermediate, root] = certificatesIn(`${chain}_chain`);
  if (!intermediate || !root) throw new Error("a chain of two was expected");
  const anchors = anchorsOf([root]);
  return validatePath({
    target: leafOf(leaf),
    intermediates: [intermediate],
    anchors,
    at: AT,
    purpose: "emailProtection",
  });
}

describe.skipIf(!hasCorpus(FOLDER))("internationalised mail addresses and name constraints", () => {
  it.each(["ascii", "utf8"])("the %s leaf is valid under its own chain", async (name) => {
    expect(await validate(name, name)).toMatchObject({ kind: "valid" });
  });

  it.each([
    ["ascii", "utf8"],
    ["utf8", "ascii"],
  ])("the %s leaf is refused under the %s chain", async (leaf, chain) => {
    expect(await validate(leaf, chain)).toMatchObject({ kind: "refused", reason: { code: "name-constraints" } });
  });

  it("names its mailbox with U-labels and with A-labels", () => {
    expect(mailAddressesOf(leafOf("utf8"))).toEqual({ addresses: ["医生@大学.example.com"], onlyInSubject: false });
    expect(namesAddress(leafOf("utf8"), "医生@xn--pss25c.example.com")).toBe(true);
    expect(namesAddress(leafOf("utf8"), "医@xn--pss25c.example.com")).toBe(false);
    expect(namesAddress(leafOf("ascii"), "学生@ELEMENTARY.school.example.com")).toBe(true);
  });
});
