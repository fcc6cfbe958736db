import { describe, expect, it } from "vitest";
import type { FailureCode, SmimeFailures } from "../../../src/smime/errors.ts";
import { failureOf, tell } from "../../../src/pages/ui/sentences.ts";
import { tellUnopened } from "../../../src/pages/ui/unopened-words.ts";

/** One detail for every code: a code without a line here does not compile. */
const DETAILS: { readonly [C in FailureCode]: SmimeFailures[C] } = {
  "asn1/malformed": { offset: 12, expected: "SEQUENCE" },
  "asn1/limit-exceeded": { limit: "depth" },
  "mime/malformed": { expected: "boundary" },
  "mime/limit-exceeded": { limit: "parts" },
  "cms/malformed": { structure: "SignedData" },
  "cms/limit-exceeded": { limit: "signers" },
  "cms/unsupported-algorithm": { oid: "1.2.3.4" },
  "cms/unsupported-content-type": { oid: "1.2.3.4" },
  "cms/no-matching-recipient": { recipients: 2 },
  "cms/decryption-failed": {},
  "cms/cannot-write": { reason: "key" },
  "x509/malformed": { structure: "Certificate" },
  "x509/unsupported-key": { oid: "1.2.3.4" },
  "x509/no-certificate": {},
  "x509/no-certificate-in-contact": {},
  "pkcs12/malformed": { structure: "PFX" },
  "pkcs12/wrong-password": {},
  "pkcs12/unsupported-algorithm": { oid: "1.2.3.4" },
  "pkcs12/limit-exceeded": { limit: "iterations" },
  "pkcs12/no-key": { certificates: 1 },
  "pkcs12/key-mismatch": {},
  "vault/not-created": {},
  "vault/already-created": {},
  "vault/locked": {},
  "vault/wrong-passphrase": {},
  "vault/weak-passphrase": { minimumLength: 10 },
  "vault/storage-failed": { reason: "quota" },
  "vault/damaged": { record: "identity" },
  "vault/unknown-identity": { address: "alice@example.org" },
  "protocol/forbidden": { request: "vault/unlock" },
  "protocol/malformed": { request: "vault/unlock" },
  "protocol/unknown-ticket": {},
  "protocol/called-off": {},
  "protocol/interrupted": {},
  "protocol/orphaned": {},
  "internal/fault": { where: "background" },
  "file/unrecognized": {},
  "file/too-large": { size: 70_000_000, limit: 64_000_000 },
  "file/too-many": { files: 3 },
  "draft/no-recipient": {},
  "draft/bad-address": { address: "alice" },
  "draft/no-certificate": { addresses: ["a@example.org", "b@example.org"] },
  "draft/no-signing-identity": { address: "alice@example.org" },
  "draft/too-large": { size: 30_000_000, limit: 20_000_000 },
  "webmail/signed-out": {},
  "webmail/raw-message-unavailable": { status: 500 },
  "webmail/changed": { missing: "toolbar" },
  "webmail/offline": {},
  "webmail/import-refused": { reason: "Not a valid message" },
  "webmail/copy-differs": { expected: 1, found: 2 },
  "webmail/copy-not-found": {},
  "webmail/send-refused": { reason: "SMTP Error" },
  "webmail/too-large": { size: 30_000_000, limit: 20_000_000 },
  "webmail/outcome-unknown": {},
  "gmail/no-client": {},
  "gmail/not-allowed": {},
  "gmail/not-connected": { address: "alice@gmail.example" },
  "gmail/refused": { reason: "access_denied" },
  "gmail/scope-missing": {},
  "gmail/wrong-account": { expected: "alice@gmail.example", found: "office@gmail.example" },
  "gmail/sign-in-failed": { reason: "state" },
  "gmail/offline": {},
  "gmail/quota": { reason: "rateLimitExceeded" },
  "gmail/too-large": { size: 50_000_000, limit: 35_000_000 },
  "gmail/no-arrival": { reason: "unknown" },
  "gmail/send-refused": { status: 400, reason: "badRequest" },
  "journal/full": { letters: 100 },
  "journal/too-large": { size: 40_000_000, limit: 33_554_432 },
  "journal/unknown": {},
  "look-up/off": {},
  "look-up/forbidden": {},
  "look-up/bad-resolver": {},
  "look-up/not-allowed": { resolver: "dns.example.org" },
  "look-up/offline": { resolver: "dns.example.org" },
  "look-up/refused": { status: 503, code: 0 },
  "look-up/domain-silent": { domain: "example.org" },
  "look-up/no-record": { address: "bob@example.org", domain: "example.org" },
  "look-up/other-address": { address: "bob@example.org", domain: "example.org" },
  "look-up/unreadable": { reason: "truncated" },
  "look-up/nothing-usable": { domain: "example.org", records: 2 },
};

const JARGON =
  /ASN\.1|\bBER\b|\bDER\b|\bCMS\b|X\.509|\bOID\b|PKCS|SignedData|(?<!S\/)\bMIME\b|invalid signature|cipher|algorithm|exception|undefined|null|NaN/i;

const codes = Object.keys(DETAILS).filter((code): code is FailureCode => code in DETAILS);

describe("what people are told of failures", () => {
  it.each(codes)("%s: what happened, what is safe, what to do next", (code) => {
    const telling = tell({ code, detail: DETAILS[code] });
    for (const part of [telling.what, telling.safe, telling.next]) {
      expect(part).toMatch(/^[A-Z“].*[.]$/s);
      expect(part).not.toMatch(JARGON);
      expect(part, "a place that nothing fills").not.toMatch(/[{}]/);
      expect(part).not.toContain(code);
    }
  });

  it("never says that something unsent may have left, except where it is unknown", () => {
    for (const code of codes.filter((name) => /^(?:draft|gmail)\//.test(name)))
      expect(tell({ code, detail: DETAILS[code] }).safe).toContain("Nothing was sent");
    expect(tell({ code: "webmail/outcome-unknown", detail: {} }).safe).not.toContain("not sent");
  });

  it("says of one thing something else than of several", () => {
    const texts = [
      [1, 2].map((n) =>
        tell({ code: "draft/no-certificate", detail: { addresses: ["a@b.example", "c@d.example"].slice(0, n) } }),
      ),
      [1, 2].map((letters) => tell({ code: "journal/full", detail: { letters } })),
      [1, 2].map((minimumLength) => tell({ code: "vault/weak-passphrase", detail: { minimumLength } })),
    ].map((pair) => pair.map(({ what }) => what.replaceAll(/\d|\S+@\S+( and \S+@\S+)?/g, "")));
    for (const [one, other] of texts) expect(one).not.toBe(other);
  });

  it("tells the causes of a failed decryption apart only by whether a key fits", () => {
    expect(tellUnopened("cms/decryption-failed")).toEqual(tellUnopened("something/else"));
    expect(tellUnopened("cms/no-matching-recipient")).not.toEqual(tellUnopened("cms/decryption-failed"));
  });

  it("keeps code and detail of a failure that crossed a port", () => {
    const detail = { size: 2, limit: 1 };
    expect(failureOf({ code: "webmail/too-large", detail })).toEqual({ code: "webmail/too-large", detail });
  });

  it.each([
    new TypeError("x"),
    "text",
    null,
    { code: "webmail/none", detail: {} },
    { code: "toString", detail: {} },
    { code: "webmail/too-large" },
  ])("calls whatever else was thrown a fault of ours: %o", (thrown) => {
    expect(failureOf(thrown).code).toBe("internal/fault");
  });
});
