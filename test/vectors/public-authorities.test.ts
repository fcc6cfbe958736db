/** Authorities of the real web, as x509-limbo quotes them, under the roots Waxwing ships. */
import { describe, expect, it } from "vitest";
import type { Certificate } from "../../src/smime/x509/certificate.ts";
import { readCertificateFile } from "../../src/smime/x509/certificate-file.ts";
import { validatePath } from "../../src/smime/x509/certification-path.ts";
import { KEY_PURPOSE, servesPurpose } from "../../src/smime/x509/extended-key-usage.ts";
import { nameToString, namesEqual } from "../../src/smime/x509/name.ts";
import { publicAuthorities } from "../../src/smime/x509/roots/public-authorities.ts";
import { anchorsOf } from "../../src/smime/x509/trust-anchor.ts";
import { corpusText, hasCorpus } from "./corpus.ts";

const CORPUS = "x509-limbo/limbo-2023-12.json";
const { anchors } = publicAuthorities;

/** Certificates that a listed root's name stands on as their issuer, each once. */
function subordinates(): readonly Certificate[] {
  const blocks = corpusText(CORPUS).match(/-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/g) ?? [];
  const certificates = [...new Set(blocks)].flatMap((block) => {
    try {
      return readCertificateFile(new TextEncoder().encode(block.replaceAll("\\n", "\n")));
    } catch {
      return [];
    }
  });
  return certificates.filter(
    ({ subject, issuer }) => !namesEqual(subject, issuer) && anchors.bySubject(issuer).length > 0,
  );
}

describe.skipIf(!hasCorpus(CORPUS))("authorities under public roots", () => {
  const found = hasCorpus(CORPUS) ? subordinates() : [];

  it("are there", () => {
    expect(found.length).toBeGreaterThanOrEqual(10);
  });

  it.each(found.map((target) => [nameToString(target.subject), target] as const))("%s", async (_, target) => {
    const request = { target, intermediates: [], at: target.notBefore + 86_400_000, purpose: "any" } as const;
    const path = await validatePath({ ...request, anchors });
    expect(path).toMatchObject({ kind: "valid" });
    expect(path.certificates).toHaveLength(2);
    expect(await validatePath({ ...request, anchors: anchorsOf([]) })).toMatchObject({ kind: "refused" });
  });

  it("vouch for mail only where their own certificates do", async () => {
    for (const target of found) {
      const at = target.notBefore + 86_400_000;
      const path = await validatePath({ target, intermediates: [], anchors, at, purpose: "emailProtection" });
      const isForMail = servesPurpose(target, KEY_PURPOSE.emailProtection);
      expect(path).toMatchObject(isForMail ? { kind: "valid" } : { reason: { code: "extended-key-usage" } });
    }
  });
});
