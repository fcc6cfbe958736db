/** Old tricks on certificates: a person's certificate that issues, a key with arithmetic of its own, a NUL in a name. */
import { beforeAll, describe, expect, it } from "vitest";
import { algorithmIdentifier, bitString, integer, sequence } from "../../src/smime/asn1/writer.ts";
import { namesAddress } from "../../src/smime/x509/subject-alt-name.ts";
import { anchorsOf } from "../../src/smime/x509/trust-anchor.ts";
import {
  authority,
  extendedKeyUsage,
  EMAIL_PROTECTION,
  generateKeys,
  type Issued,
  issue,
  mail,
  person,
  SERVER_AUTH,
  subordinate,
} from "../smime/x509/certificate-builder.ts";
import { codeOf, validateChain } from "../smime/x509/path-helpers.ts";

let root: Issued;
beforeAll(async () => {
  root = await authority();
});

describe("a person's certificate", () => {
  it("issues nothing, with or without basicConstraints (CVE-2002-0862)", async () => {
    const mallory = await person(root, "mallory@example.com");
    const victim = await person(mallory, "victim@example.com");
    expect(codeOf(await validateChain([victim, mallory, root]))).toBe("not-an-authority");
    const bare = await issue({ subject: "CN=Mallory", issuer: root });
    expect(codeOf(await validateChain([await person(bare), bare, root]))).toBe("not-an-authority");
  });

  it("issues nothing under an authority's name either", async () => {
    const issuing = await subordinate(root, "CN=Issuing");
    const mallory = await issue({ subject: "CN=Issuing", issuer: root, extensions: [mail("mallory@example.com")] });
    const victim = await person(mallory, "victim@example.com");
    expect(codeOf(await validateChain([victim, mallory, issuing, root]))).toBe("not-an-authority");
  });

  it("of the web's authorities does not speak for mail, whoever is the anchor", async () => {
    const issuing = await subordinate(root, "CN=Web");
    const server = await issue({
      subject: "CN=example.com",
      issuer: issuing,
      extensions: [extendedKeyUsage(SERVER_AUTH), mail("admin@example.com")],
    });
    expect(codeOf(await validateChain([server, issuing, root]))).toBe("extended-key-usage");
  });
});

it("a message's own root is no anchor, however it is called", async () => {
  const fake = await authority("CN=Root");
  const victim = await person(fake, "victim@example.com");
  const intermediates = [fake.certificate];
  const result = await validateChain([victim, root], { intermediates });
  expect(result.kind).toBe("refused");
  expect(codeOf(await validateChain([victim, root], { intermediates, anchors: anchorsOf([]) }))).toBe(
    "unknown-authority",
  );
});

it("a root's key with explicit curve parameters is not the root's key (CVE-2020-0601)", async () => {
  const keys = await generateKeys();
  const { publicKey } = root.certificate.subjectPublicKeyInfo;
  const spki = sequence(algorithmIdentifier("1.2.840.10045.2.1", sequence(integer(1))), bitString(publicKey));
  const fake = await authority("CN=Root", { keys: { ...keys, spki } });
  const victim = await person(fake, "victim@example.com", { signWith: keys });
  expect((await validateChain([victim, fake, root])).kind).toBe("refused");
  expect(codeOf(await validateChain([victim, fake]))).toBe("unsupported-algorithm");
});

describe("an address", () => {
  it.each([
    "ceo@example.com\0@evil.example",
    "ceo@example.com\0.evil.example",
    "ceo@example.com evil.example",
    "ceo@example.com,mallory@evil.example",
    "<ceo@example.com>@evil.example",
    "ceo@example.com@evil.example",
  ])("written %j is not ceo@example.com's (CVE-2009-2408)", async (text) => {
    const one = await issue({
      subject: "CN=CEO",
      issuer: root,
      extensions: [extendedKeyUsage(EMAIL_PROTECTION), mail(text)],
    });
    expect(namesAddress(one.certificate, "ceo@example.com")).toBe(false);
  });

  it("in the common name is nobody's", async () => {
    const one = await issue({ subject: "CN=ceo@example.com", issuer: root });
    expect(namesAddress(one.certificate, "ceo@example.com")).toBe(false);
  });
});
