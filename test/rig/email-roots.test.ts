import { createHash } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { integer } from "../../src/smime/asn1/writer.ts";
import { utf8 } from "../../src/smime/bytes.ts";
import { authority, type Issued } from "../smime/x509/certificate-builder.ts";
import { readEmailRoots } from "./email-roots.mjs";

const octal = (octets: Uint8Array): string =>
  `MULTILINE_OCTAL\n${Array.from(octets, (octet) => `\\${octet.toString(8).padStart(3, "0")}`)
    .join("")
    .replaceAll(/.{1,64}/g, "$&\n")}END`;

interface Entry {
  readonly root: Issued;
  readonly serial: number;
  /** The serial number in the trust record; `serial` by default. */
  readonly trusted?: number;
  readonly email: string;
  readonly distrustAfter?: string;
  /** Octets instead of the certificate's SHA-1. */
  readonly hash?: Uint8Array;
}

/** A certificate and its trust as certdata.txt has them. */
function objects({ root: { certificate }, serial, trusted = serial, email, distrustAfter, hash }: Entry): string {
  const identity = (number: number) => [
    `CKA_ISSUER ${octal(certificate.issuer)}`,
    `CKA_SERIAL_NUMBER ${octal(integer(number))}`,
  ];
  const sha1 = hash ?? createHash("sha1").update(certificate.der).digest();
  return [
    "# Certificate, with a comment",
    "CKA_CLASS CK_OBJECT_CLASS CKO_CERTIFICATE",
    'CKA_LABEL UTF8 "END of CKA_CLASS"',
    ...identity(serial),
    `CKA_VALUE ${octal(certificate.der)}`,
    "CKA_NSS_SERVER_DISTRUST_AFTER CK_BBOOL CK_FALSE",
    `CKA_NSS_EMAIL_DISTRUST_AFTER ${distrustAfter === undefined ? "CK_BBOOL CK_FALSE" : octal(utf8(distrustAfter))}`,
    "",
    "CKA_CLASS CK_OBJECT_CLASS CKO_NSS_TRUST",
    ...identity(trusted),
    `CKA_CERT_SHA1_HASH ${octal(sha1)}`,
    "CKA_TRUST_SERVER_AUTH CK_TRUST CKT_NSS_TRUSTED_DELEGATOR",
    `CKA_TRUST_EMAIL_PROTECTION CK_TRUST ${email}`,
    "",
  ].join("\n");
}

const certdata = (...entries: readonly Entry[]): string =>
  [
    "# CKA_CLASS before the data",
    "BEGINDATA",
    "CKA_CLASS CK_OBJECT_CLASS CKO_NSS_BUILTIN_ROOT_LIST",
    ...entries.map(objects),
  ].join("\n");

const TRUSTED = "CKT_NSS_TRUSTED_DELEGATOR";

describe("reading certdata.txt", () => {
  let one: Issued;
  let two: Issued;
  beforeAll(async () => {
    [one, two] = [await authority("CN=One", { serial: 7 }), await authority("CN=Two", { serial: 8 })];
  });
  const first = (): Entry => ({ root: one, serial: 7, email: TRUSTED });
  const second = (): Entry => ({ root: two, serial: 8, email: TRUSTED });

  it("keeps what is trusted for mail, octet for octet", () => {
    const roots = readEmailRoots(certdata(first(), second()));
    expect(roots.map(({ der }) => new Uint8Array(der))).toEqual([one.certificate.der, two.certificate.der]);
  });

  it.each(["CKT_NSS_MUST_VERIFY_TRUST", "CKT_NSS_NOT_TRUSTED"])("leaves out %s", (email) => {
    const roots = readEmailRoots(certdata({ ...first(), email }, second()));
    expect(roots.map(({ der }) => new Uint8Array(der))).toEqual([two.certificate.der]);
  });

  it("takes the date after which mail is distrusted", () => {
    const roots = readEmailRoots(certdata({ ...first(), distrustAfter: "240630000000Z" }, second()));
    expect(roots.map(({ distrustAfter }) => distrustAfter)).toEqual(["2024-06-30T00:00:00Z", null]);
  });

  it.each<[string, () => Entry]>([
    ["no certificate of that serial number", () => ({ ...first(), trusted: 9 })],
    ["another certificate's hash", () => ({ ...first(), hash: utf8("another") })],
    ["a date that is none", () => ({ ...first(), distrustAfter: "never" })],
  ])("stops at %s", (_, entry) => {
    expect(() => readEmailRoots(certdata(entry()))).toThrow(Error);
  });

  it("stops at octets that are none, and at an end that is missing", () => {
    const text = certdata(first());
    expect(() =>
      readEmailRoots(text.replace("CKA_VALUE MULTILINE_OCTAL\n\\060", "CKA_VALUE MULTILINE_OCTAL\n\\06")),
    ).toThrow();
    expect(() => readEmailRoots(text.replaceAll("\nEND", ""))).toThrow();
  });
});
