import { describe, expect, it } from "vitest";
import { readCertificate } from "../../src/smime/x509/certificate.ts";
import { validatePath } from "../../src/smime/x509/certification-path.ts";
import { anchorsOf } from "../../src/smime/x509/trust-anchor.ts";
import { corpusFile, corpusJson, hasCorpus } from "./corpus.ts";

/** One case of NIST's PKITS, chains and CRLs in the suite's order. */
interface PkitsCase {
  readonly id: string;
  readonly title: string;
  readonly certs: readonly string[];
  readonly crls: readonly string[];
  readonly should_validate: boolean;
  readonly policy_sets: {
    readonly InitialPolicySet?: readonly string[];
    readonly InitialExplicitPolicy?: boolean;
    readonly InitialPolicyMappingInhibit?: boolean;
    readonly InitialInhibitAnyPolicy?: boolean;
  };
}

const AT = Date.UTC(2011, 3, 15);
const CASES = hasCorpus("pkits") ? corpusJson<readonly PkitsCase[]>("pkits/expected.json") : [];

function policyOid(name: string): string {
  return `2.16.840.1.101.3.2.1.48.${name.replace("NIST-test-policy-", "")}`;
}

async function verdictOn({ certs, crls, policy_sets: inputs }: PkitsCase): Promise<string> {
  const certificates = certs.map((name) => readCertificate(corpusFile(`pkits/certs/${name}.crt`)));
  const [anchor, target] = [certificates[0], certificates.at(-1)];
  if (!anchor || !target) throw new Error("a case without certificates");
  const result = await validatePath({
    target,
    intermediates: certificates.slice(1, -1),
    anchors: anchorsOf([anchor]),
    at: AT,
    purpose: "any",
    revocation: "required",
    crls: crls.map((name) => corpusFile(`pkits/crls/${name}.crl`)),
    policy: {
      ...(inputs.InitialPolicySet ? { acceptable: inputs.InitialPolicySet.map(policyOid) } : {}),
      requireExplicitPolicy: inputs.InitialExplicitPolicy ?? false,
      inhibitPolicyMapping: inputs.InitialPolicyMappingInhibit ?? false,
      inhibitAnyPolicy: inputs.InitialInhibitAnyPolicy ?? false,
    },
  });
  return result.kind === "valid" ? "valid" : `refused: ${result.reason.code}`;
}

describe.skipIf(!hasCorpus("pkits"))("NIST PKITS", () => {
  it("is here in full", () => {
    expect(CASES).toHaveLength(249);
  });

  it.each(CASES)("$id $title", async (one) => {
    expect(await verdictOn(one)).toMatch(one.should_validate ? /^valid$/ : /^refused/);
  });
});
