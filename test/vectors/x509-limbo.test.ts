import { describe, expect, it } from "vitest";
import type { Bytes } from "../../src/smime/bytes.ts";
import { utf8 } from "../../src/smime/bytes.ts";
import type { Certificate } from "../../src/smime/x509/certificate.ts";
import { readCertificateFile } from "../../src/smime/x509/certificate-file.ts";
import { validatePath } from "../../src/smime/x509/certification-path.ts";
import { servesPurpose } from "../../src/smime/x509/extended-key-usage.ts";
import { anchorsOf } from "../../src/smime/x509/trust-anchor.ts";
import { isSmimeError } from "../../src/smime/errors.ts";
import { SERVER_AUTH } from "../smime/x509/certificate-builder.ts";
import { corpusJson, hasCorpus } from "./corpus.ts";

interface LimboCase {
  readonly id: string;
  readonly trusted_certs: readonly string[];
  readonly untrusted_intermediates: readonly string[] | null;
  readonly peer_certificate: string;
  readonly validation_time: string | null;
  readonly extended_key_usage: readonly string[] | null;
  readonly max_chain_depth: number | null;
  readonly expected_result: "SUCCESS" | "FAILURE";
}

const HOST = "asks for a host name comparison, which mail does not make";
const ISSUER =
  "a duty of issuers (RFC 5280 section 4), not asked by section 6; certificates of private authorities lack it";
const WEB = "a rule of the web's CA/Browser Forum for TLS certificates";

/** Every case that is not run, with the reason. */
const LEFT_OUT: Readonly<Record<string, string>> = {
  "rfc5280::aki::leaf-missing-aki": ISSUER,
  "rfc5280::aki::intermediate-missing-aki": ISSUER,
  "rfc5280::aki::cross-signed-root-missing-aki": ISSUER,
  "rfc5280::ski::root-missing-ski": ISSUER,
  "rfc5280::ski::intermediate-missing-ski": ISSUER,
  "rfc5280::root-non-critical-basic-constraints": ISSUER,
  "rfc5280::serial::too-long": ISSUER,
  "rfc5280::serial::zero": ISSUER,
  "rfc5280::serial::negative": "PKITS 4.4.14 asks for the opposite",
  "rfc5280::nc::permitted-dns-match-noncritical": "webpki::nc::permitted-dns-match-noncritical asks for the opposite",
  "webpki::aki::root-with-aki-missing-keyidentifier": WEB,
  "webpki::aki::root-with-aki-authoritycertissuer": WEB,
  "webpki::aki::root-with-aki-authoritycertserialnumber": WEB,
  "webpki::aki::root-with-aki-all-fields": WEB,
  "webpki::aki::root-with-aki-ski-mismatch": WEB,
  "webpki::eku::ee-anyeku": WEB,
  "webpki::eku::ee-critical-eku": WEB,
  "webpki::eku::ee-without-eku": WEB,
  "webpki::eku::root-has-eku": WEB,
  "webpki::forbidden-p192-spki-leaf": WEB,
  "webpki::v1-cert": WEB,
  "webpki::ee-basicconstraints-ca": WEB,
  "webpki::san::public-suffix-wildcard-san": WEB,
  "webpki::san::san-critical-with-nonempty-subject": WEB,
  "webpki::san::no-san": HOST,
  "webpki::san::mismatch-domain-san": HOST,
  "webpki::san::mismatch-subdomain-san": HOST,
  "webpki::san::mismatch-subdomain-apex-san": HOST,
  "webpki::san::mismatch-apex-subdomain-san": HOST,
  "webpki::san::wildcard-embedded-leftmost-san": HOST,
  "webpki::san::wildcard-not-in-leftmost-san": HOST,
  "webpki::san::wildcard-match-across-labels-san": HOST,
  "webpki::san::wildcard-embedded-ulabel-san": HOST,
  "webpki::san::unicode-emoji-san": HOST,
};

/** When the corpus was made, for cases without a clock of their own. */
const MADE = Date.UTC(2023, 11, 1);

const CASES = hasCorpus("x509-limbo")
  ? corpusJson<{ readonly testcases: readonly LimboCase[] }>("x509-limbo/limbo-2023-12.json").testcases
  : [];

function certificatesIn(pems: readonly string[]): readonly Certificate[] {
  return pems.flatMap((pem) => readCertificateFile(utf8(pem) satisfies Bytes));
}

/** The engine knows purposes of mail only; the web's is mapped onto the same extension check. */
function serveTls(path: readonly Certificate[], purposes: readonly string[] | null): boolean {
  return purposes === null || path.every((certificate) => servesPurpose(certificate, SERVER_AUTH));
}

async function outcomeOf(one: LimboCase): Promise<"SUCCESS" | "FAILURE"> {
  try {
    const [target] = certificatesIn([one.peer_certificate]);
    if (!target) throw new Error("a case without a target");
    const result = await validatePath({
      target,
      intermediates: certificatesIn(one.untrusted_intermediates ?? []),
      anchors: anchorsOf(certificatesIn(one.trusted_certs)),
      at: one.validation_time === null ? MADE : Date.parse(one.validation_time),
      purpose: "any",
      floor: "strict",
      ...(one.max_chain_depth === null ? {} : { maxPathLength: one.max_chain_depth }),
    });
    return result.kind === "valid" && serveTls(result.certificates, one.extended_key_usage) ? "SUCCESS" : "FAILURE";
  } catch (error) {
    if (isSmimeError(error, "x509/malformed")) return "FAILURE";
    throw error;
  }
}

describe.skipIf(!hasCorpus("x509-limbo"))("x509-limbo", () => {
  it("is here in full, and leaves out nothing it does not know", () => {
    const ids = new Set(CASES.map(({ id }) => id));
    expect(CASES).toHaveLength(135);
    expect(Object.keys(LEFT_OUT).filter((id) => !ids.has(id))).toEqual([]);
  });

  it.each(CASES.filter(({ id }) => !(id in LEFT_OUT)))("$id", async (one) => {
    expect(await outcomeOf(one)).toBe(one.expected_result);
  });

  for (const [id, reason] of Object.entries(LEFT_OUT)) it.skip(`${id}: ${reason}`, () => {});
});
