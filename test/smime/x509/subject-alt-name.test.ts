import { beforeAll, describe, expect, it } from "vitest";
import { utf8 } from "../../../src/smime/bytes.ts";
import { mailAddressesOf, namesAddress, subjectAltNames } from "../../../src/smime/x509/subject-alt-name.ts";
import { extension, general, issue, type KeyPair, generateKeys, subjectAltName } from "./certificate-builder.ts";

let keys: KeyPair;
beforeAll(async () => {
  keys = await generateKeys();
});

async function certificate(subject: string, ...extensions: readonly Uint8Array<ArrayBuffer>[]) {
  return (await issue({ subject, keys, extensions })).certificate;
}

describe("mail addresses of a certificate", () => {
  it("are all rfc822Names and SmtpUTF8Mailboxes, once each", async () => {
    const names = [
      general.dns("example.com"),
      general.mail("alice@example.com"),
      general.utf8Mailbox("älice@example.com"),
      general.mail("adams@example.org"),
      general.mail("alice@example.com"),
    ];
    const { addresses, onlyInSubject } = mailAddressesOf(await certificate("CN=Alice", subjectAltName(...names)));
    expect(addresses).toEqual(["alice@example.com", "älice@example.com", "adams@example.org"]);
    expect(onlyInSubject).toBe(false);
  });

  it("stand in the subject only where the subjectAltName has none", async () => {
    const subject = "CN=Alice,emailAddress=alice@example.com";
    const old = { addresses: ["alice@example.com"], onlyInSubject: true };
    expect(mailAddressesOf(await certificate(subject))).toEqual(old);
    expect(mailAddressesOf(await certificate(subject, subjectAltName(general.dns("example.com"))))).toEqual(old);
    const other = await certificate(subject, subjectAltName(general.mail("bob@example.com")));
    expect(mailAddressesOf(other)).toEqual({ addresses: ["bob@example.com"], onlyInSubject: false });
    expect(namesAddress(other, "alice@example.com")).toBe(false);
  });

  it("are none where the subjectAltName cannot be read or names no mailbox at all", async () => {
    const none = { addresses: [], onlyInSubject: false };
    const broken = await certificate(
      "emailAddress=alice@example.com",
      extension("2.5.29.17", utf8("alice@example.com")),
    );
    expect(mailAddressesOf(broken)).toEqual(none);
    expect(() => subjectAltNames(broken)).toThrow(expect.objectContaining({ code: "asn1/malformed" }));
    expect(mailAddressesOf(await certificate("CN=alice@example.com"))).toEqual(none);
  });

  it("leave out what is no address, without falling back to the subject", async () => {
    const nul = subjectAltName(general.mail("bob@example.com\0.evil.example"));
    const one = await certificate("emailAddress=bob@example.com", nul);
    expect(mailAddressesOf(one)).toEqual({ addresses: [], onlyInSubject: false });
    expect(namesAddress(one, "bob@example.com")).toBe(false);
  });
});

describe("naming an address", () => {
  it.each([
    ["alice@example.com", true],
    ["ALICE@EXAMPLE.COM", true],
    ['"alice"@example.com', true],
    ["adams@xn--bcher-kva.example", true],
    ["adams@BÜCHER.example", true],
    ["alice@example.org", false],
    ["alice@sub.example.com", false],
    ["alice@example.com.", false],
    ["lice@example.com", false],
    ["", false],
    ["example.com", false],
  ])("%s: %s", async (address, expected) => {
    const names = subjectAltName(general.mail("Alice@example.com"), general.utf8Mailbox("adams@bücher.example"));
    expect(namesAddress(await certificate("CN=Alice", names), address)).toBe(expected);
  });
});
