import * as fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { type Bytes, concat } from "../../../src/smime/bytes.ts";
import { isSmimeError } from "../../../src/smime/errors.ts";
import { readCertificate } from "../../../src/smime/x509/certificate.ts";
import { readCertificateFile } from "../../../src/smime/x509/certificate-file.ts";
import { readCertificateRevocationList } from "../../../src/smime/x509/certificate-revocation-list.ts";
import { nameToString } from "../../../src/smime/x509/name.ts";
import { readOcspResponse } from "../../../src/smime/x509/ocsp-response.ts";
import { readPublicKey } from "../../../src/smime/x509/public-key.ts";
import { mailAddressesOf, namesAddress } from "../../../src/smime/x509/subject-alt-name.ts";
import { summarize } from "../../../src/smime/x509/summary.ts";
import {
  authority,
  crl,
  generateKeys,
  type Issued,
  issue,
  type KeyPair,
  mail,
  ocsp,
  person,
} from "./certificate-builder.ts";

let root: Issued;
let alice: Issued;
let keys: KeyPair;
let list: Bytes;
let response: Bytes;
beforeAll(async () => {
  keys = await generateKeys();
  root = await authority();
  alice = await person(root);
  list = await crl({ issuer: root, entries: [{ serialNumber: alice.certificate.serialNumber, reason: 1 }] });
  response = await ocsp({ certificate: alice.certificate, issuer: root, status: "good", embed: true });
});

const edits = fc.array(
  fc.record({
    at: fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }),
    drop: fc.nat(6),
    insert: fc.uint8Array({ maxLength: 6 }),
  }),
  { minLength: 1, maxLength: 4 },
);

function edited(octets: Bytes, changes: typeof edits extends fc.Arbitrary<infer T> ? T : never): Bytes {
  return changes.reduce<Bytes>((out, { at, drop, insert }) => {
    const start = Math.floor(at * out.length);
    return concat(out.subarray(0, start), insert, out.subarray(start + drop));
  }, octets);
}

const TYPED = /^(?:x509|cms)\//;

function typed(work: () => unknown): void {
  try {
    work();
  } catch (error) {
    expect(isSmimeError(error) ? error.code : error).toMatch(TYPED);
  }
}

describe("reading", () => {
  it("a damaged certificate, CRL or answer ends in a typed error or in something that can be asked", async () => {
    await fc.assert(
      fc.asyncProperty(edits, async (changes) => {
        for (const octets of [alice.certificate.der, list, response].map((one) => edited(one, changes))) {
          typed(() => readCertificateRevocationList(octets));
          typed(() => readOcspResponse(octets));
          typed(() => readCertificateFile(octets));
          typed(() => readPublicKey(readCertificate(octets).subjectPublicKeyInfo));
        }
        const certificate = orNull(() => readCertificate(edited(alice.certificate.der, changes)));
        if (!certificate) return;
        await summarize(certificate);
        expect(namesAddress(certificate, "nobody@example.org")).toBe(false);
      }),
      { numRuns: 400 },
    );
  });

  it("a certificate gives back its names, whatever is in them", async () => {
    const text = fc.string({ unit: "grapheme", minLength: 1, maxLength: 30 }).filter((one) => !/[,=]/.test(one));
    await fc.assert(
      fc.asyncProperty(text, async (name) => {
        const { certificate } = await issue({ subject: `CN=${name}`, issuer: root, keys });
        expect(readCertificate(certificate.der)).toEqual(certificate);
        expect((await summarize(certificate)).name).not.toBe("");
        expect(nameToString(certificate.subject).startsWith("CN=")).toBe(true);
      }),
      { numRuns: 50 },
    );
  });

  it("an address is named exactly where it was written", async () => {
    const local = fc.stringMatching(/^[a-z0-9!#$%&'*+/=?^_`{|}~-]{1,12}$/);
    const domain = fc.stringMatching(/^[a-z0-9]{1,8}\.(?:com|example)$/);
    const address = fc.tuple(local, domain).map((parts) => parts.join("@"));
    await fc.assert(
      fc.asyncProperty(address, address, async (written, other) => {
        const { certificate } = await issue({ subject: "CN=A", issuer: root, keys, extensions: [mail(written)] });
        expect(mailAddressesOf(certificate).addresses).toEqual([written]);
        expect(namesAddress(certificate, written.toUpperCase())).toBe(true);
        expect(namesAddress(certificate, other)).toBe(other === written);
      }),
      { numRuns: 50 },
    );
  });
});

function orNull<T>(read: () => T): T | null {
  try {
    return read();
  } catch (error) {
    if (isSmimeError(error)) return null;
    throw error;
  }
}
