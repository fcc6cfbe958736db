import { beforeAll, describe, expect, it } from "vitest";
import { context } from "../../../src/smime/asn1/reader.ts";
import { encode, integer, sequence } from "../../../src/smime/asn1/writer.ts";
import type { Bytes } from "../../../src/smime/bytes.ts";
import {
  comparisons,
  constrainedNames,
  nameConstraintsOf,
  namesSatisfy,
} from "../../../src/smime/x509/name-constraints.ts";
import {
  extension,
  general,
  generateKeys,
  issue,
  type KeyPair,
  nameConstraints,
  subjectAltName,
} from "./certificate-builder.ts";

let keys: KeyPair;
beforeAll(async () => {
  keys = await generateKeys();
});

async function constraintsIn(one: Bytes) {
  return nameConstraintsOf((await issue({ subject: "CN=CA", keys, extensions: [one] })).certificate);
}

async function isAllowed(constraints: readonly Bytes[], subject: string, names: readonly Bytes[]): Promise<boolean> {
  const extensions = names.length === 0 ? [] : [subjectAltName(...names)];
  const { certificate } = await issue({ subject, keys, extensions });
  const all = await Promise.all(constraints.map(constraintsIn));
  return namesSatisfy(
    constrainedNames(certificate),
    all.flatMap((one) => one ?? []),
  );
}

type Case = readonly [base: Bytes, name: Bytes, inside: boolean];

const CASES: readonly Case[] = [
  [general.mail("example.com"), general.mail("alice@EXAMPLE.com"), true],
  [general.mail("example.com"), general.mail("alice@sub.example.com"), false],
  [general.mail(".example.com"), general.mail("alice@sub.example.com"), true],
  [general.mail(".example.com"), general.mail("alice@example.com"), false],
  [general.mail("example.com"), general.mail("alice@badexample.com"), false],
  [general.mail("alice@example.com"), general.mail("alice@example.com"), true],
  [general.mail("alice@example.com"), general.mail("bob@example.com"), false],
  [general.mail("example.com"), general.utf8Mailbox("älice@example.com"), true],
  [general.mail("xn--bcher-kva.example"), general.utf8Mailbox("älice@bücher.example"), true],
  [general.mail("example.com"), general.utf8Mailbox("älice@example.org"), false],
  [general.dns("example.com"), general.dns("a.b.EXAMPLE.com"), true],
  [general.dns(".example.com"), general.dns("a.example.com"), true],
  [general.dns("example.com"), general.dns("badexample.com"), false],
  [general.dns("example.com"), general.dns("*.example.com"), true],
  [general.uri("example.com"), general.uri("https://u:p@example.com:443/x"), true],
  [general.uri("example.com"), general.uri("https://a.example.com/"), false],
  [general.uri(".example.com"), general.uri("https://a.example.com/"), true],
  [general.ip(192, 0, 2, 0, 255, 255, 255, 0), general.ip(192, 0, 2, 77), true],
  [general.ip(192, 0, 2, 0, 255, 255, 255, 0), general.ip(192, 0, 3, 77), false],
  [general.directory("O=Example"), general.directory("O=EXAMPLE,CN=a"), true],
  [general.directory("O=Example,OU=a"), general.directory("O=Example"), false],
];

describe("one name and one subtree", () => {
  it.each(CASES.map((one, index) => [index, ...one] as const))("case %i", async (_, base, name, inside) => {
    expect(await isAllowed([nameConstraints([base])], "", [name])).toBe(inside);
    expect(await isAllowed([nameConstraints([], [base])], "", [name])).toBe(!inside);
  });

  it.each([
    ["a mailbox that is no address", general.mail("example.com"), general.mail("alice example.com")],
    ["a host that starts with a dot", general.dns("example.com"), general.dns(".example.com")],
    ["a URI without a host", general.uri("example.com"), general.uri("urn:x:y")],
    ["a URI with an address for a host", general.uri("example.com"), general.uri("https://192.0.2.1/")],
    ["an address with a mask", general.ip(192, 0, 2, 0, 255, 255, 255, 0), general.ip(192, 0, 2, 0, 255, 255, 255, 0)],
  ])("%s is neither permitted nor known not to be excluded", async (_, base, name) => {
    expect(await isAllowed([nameConstraints([base])], "", [name])).toBe(false);
    expect(await isAllowed([nameConstraints([], [base])], "", [name])).toBe(false);
  });
});

describe("several", () => {
  const good = general.mail("good.example");

  it("asks every name, not one of them", async () => {
    const names = [general.mail("u@good.example"), general.mail("u@evil.example")];
    expect(await isAllowed([nameConstraints([good])], "CN=u", names)).toBe(false);
  });

  it("asks the emailAddress in the subject, whatever the subjectAltName says", async () => {
    const subject = "CN=u,emailAddress=u@evil.example";
    expect(await isAllowed([nameConstraints([good])], subject, [])).toBe(false);
    expect(await isAllowed([nameConstraints([good])], subject, [general.dns("a.example")])).toBe(false);
    expect(await isAllowed([nameConstraints([], [general.mail("evil.example")])], subject, [])).toBe(false);
  });

  it("intersects the authorities' subtrees: none widens what another narrowed", async () => {
    const chain = [nameConstraints([good]), nameConstraints([general.mail("evil.example")])];
    expect(await isAllowed(chain, "CN=u", [general.mail("u@evil.example")])).toBe(false);
    expect(await isAllowed(chain, "CN=u", [general.mail("u@good.example")])).toBe(false);
  });

  it("leaves other forms of names alone", async () => {
    expect(await isAllowed([nameConstraints([good])], "CN=u", [general.dns("evil.example")])).toBe(true);
  });

  it("lets exclusion win over permission", async () => {
    expect(await isAllowed([nameConstraints([good], [good])], "CN=u", [general.mail("u@good.example")])).toBe(false);
  });

  it("applies directory names to the subject", async () => {
    const one = nameConstraints([general.directory("O=Example")]);
    expect(await isAllowed([one], "O=Example,CN=u", [])).toBe(true);
    expect(await isAllowed([one], "O=Other,CN=u", [])).toBe(false);
    expect(await isAllowed([one], "", [general.dns("a.example")])).toBe(true);
  });

  it("refuses names of forms nobody compares, where they are constrained", async () => {
    const registered = encode(context(8, false), Uint8Array.of(0x2a, 3));
    expect(await isAllowed([nameConstraints([registered])], "CN=u", [registered])).toBe(false);
    expect(await isAllowed([nameConstraints([], [registered])], "CN=u", [registered])).toBe(false);
    expect(await isAllowed([nameConstraints([good])], "CN=u", [registered])).toBe(true);
  });
});

function extensionOfParts(...parts: readonly Bytes[]): Bytes {
  return extension("2.5.29.30", sequence(...parts), true);
}

describe("the extension", () => {
  const subtree = sequence(general.mail("example.com"));

  it.each([
    ["nothing", extensionOfParts()],
    ["empty subtrees", extensionOfParts(encode(context(0)))],
    ["a wildcard", nameConstraints([general.dns("*.example.com")])],
    ["an address without a mask", nameConstraints([general.ip(192, 0, 2, 0)])],
    ["an SmtpUTF8Mailbox", nameConstraints([general.utf8Mailbox("ä@example.com")])],
    [
      "a minimum",
      extensionOfParts(
        encode(context(0), sequence(general.mail("example.com"), encode(context(0, false), Uint8Array.of(1)))),
      ),
    ],
    [
      "a maximum",
      extensionOfParts(
        encode(context(0), sequence(general.mail("example.com"), encode(context(1, false), Uint8Array.of(1)))),
      ),
    ],
    ["a further field", extensionOfParts(encode(context(0), subtree), integer(1))],
  ])("with %s is malformed", async (_, one) => {
    await expect(constraintsIn(one)).rejects.toMatchObject({ code: "asn1/malformed" });
  });

  it("may be absent", async () => {
    expect(nameConstraintsOf((await issue({ subject: "CN=CA", keys })).certificate)).toBeNull();
  });
});

it("counts the comparisons it would make", async () => {
  const one = await constraintsIn(
    nameConstraints([general.mail("a.example"), general.mail("b.example")], [general.dns("c")]),
  );
  const { certificate } = await issue({
    subject: "CN=u",
    keys,
    extensions: [subjectAltName(general.mail("u@a.example"))],
  });
  expect(comparisons(constrainedNames(certificate), one ? [one, one] : [])).toBe(12);
});
