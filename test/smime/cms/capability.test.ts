import { describe, expect, it } from "vitest";
import { readSole } from "../../../src/smime/asn1/reader.ts";
import { chooseContentEncryption, readCapabilities, writeCapabilities } from "../../../src/smime/cms/capability.ts";

const OID = {
  gcm256: "2.16.840.1.101.3.4.1.46",
  gcm128: "2.16.840.1.101.3.4.1.6",
  cbc256: "2.16.840.1.101.3.4.1.42",
  cbc192: "2.16.840.1.101.3.4.1.22",
  cbc128: "2.16.840.1.101.3.4.1.2",
  tripleDes: "1.2.840.113549.3.7",
  rc2: "1.2.840.113549.3.2",
} as const;

const MODERN = [OID.gcm256, OID.gcm128, OID.cbc256, OID.cbc128];
const OUTLOOK = [OID.cbc256, OID.cbc192, OID.cbc128, OID.tripleDes];

describe("chooseContentEncryption", () => {
  it.each<[string, readonly (readonly string[])[], string]>([
    ["nobody", [], "aes-256-cbc"],
    ["somebody nothing is known of", [[]], "aes-256-cbc"],
    ["somebody who reads everything", [MODERN], "aes-256-gcm"],
    ["two who read everything", [MODERN, MODERN], "aes-256-gcm"],
    ["one who announced GCM, one who did not", [MODERN, OUTLOOK], "aes-256-cbc"],
    ["one who announced GCM, one nothing is known of", [MODERN, []], "aes-256-cbc"],
    ["two who share AES-128-GCM alone", [MODERN, [OID.gcm128, OID.cbc128]], "aes-128-gcm"],
    ["one who reads AES-192 at most", [[OID.cbc192, OID.cbc128]], "aes-192-cbc"],
    ["one who reads AES-128 at most", [OUTLOOK, [OID.cbc128, OID.tripleDes]], "aes-128-cbc"],
    ["one who announced only what is never written", [[OID.tripleDes, OID.rc2]], "aes-256-cbc"],
    ["one who reads AES-128 at most, and one nothing is known of", [[OID.cbc128], []], "aes-128-cbc"],
    ["two who share nothing", [[OID.cbc128], [OID.gcm256]], "aes-256-cbc"],
  ])("for %s", (_, recipients, cipher) => {
    expect(chooseContentEncryption(recipients)).toBe(cipher);
  });

  it("two Waxwings write AES-256-GCM to each other", () => {
    const own = readCapabilities(readSole(writeCapabilities())).map(({ oid }) => oid);
    expect(chooseContentEncryption([own, own])).toBe("aes-256-gcm");
  });
});
