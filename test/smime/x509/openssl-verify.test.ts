/** Random chains, judged by `openssl verify` and by `validatePath`: both must say the same. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  type Arbitrary,
  array,
  boolean,
  constantFrom,
  integer as integerBetween,
  option,
  record,
  sample,
} from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import { context } from "../../../src/smime/asn1/reader.ts";
import { encode, octetString, sequence } from "../../../src/smime/asn1/writer.ts";
import type { Bytes } from "../../../src/smime/bytes.ts";
import {
  authority,
  basicConstraints,
  DAY,
  EMAIL_PROTECTION,
  extendedKeyUsage,
  extension,
  general,
  generateKeys,
  type Issued,
  issue,
  type KeyPair,
  keyUsage,
  nameConstraints,
  NOW,
  pem,
  SERVER_AUTH,
  subjectAltName,
} from "./certificate-builder.ts";
import { validateChain } from "./path-helpers.ts";

const BASE = constantFrom(
  general.mail("good.org"),
  general.mail(".good.org"),
  general.mail("evil.org"),
  general.mail("u@good.org"),
  general.dns("good.org"),
  general.dns("evil.org"),
  general.uri(".good.org"),
  general.directory("O=Good"),
  general.directory("O=Evil"),
  general.ip(10, 0, 0, 0, 255, 255, 255, 0),
);

const NAME = constantFrom(
  general.mail("u@good.org"),
  general.mail("U@A.GOOD.ORG"),
  general.mail("v@evil.org"),
  general.utf8Mailbox("ü@good.org"),
  general.utf8Mailbox("ü@evil.org"),
  general.dns("a.good.org"),
  general.dns("evil.org"),
  general.uri("https://a.good.org:8443/x"),
  general.uri("http://evil.org"),
  general.directory("O=Good,CN=x"),
  general.ip(10, 0, 0, 5),
  general.ip(10, 0, 1, 5),
);

/** True one time in `n`. */
function rarely(n: number): Arbitrary<boolean> {
  return integerBetween({ min: 1, max: n }).map((value) => value === n);
}

const AUTHORITY = record({
  organization: constantFrom("Good", "good", "Evil"),
  selfIssued: rarely(8),
  expired: rarely(20),
  isAuthority: rarely(20).map((not) => !not),
  pathLen: option(integerBetween({ min: 0, max: 2 }), { freq: 3 }),
  usage: constantFrom("keyCertSign", "keyCertSign", "keyCertSign", "digitalSignature"),
  purpose: option(constantFrom(EMAIL_PROTECTION, SERVER_AUTH), { freq: 3 }),
  permitted: option(array(BASE, { minLength: 1, maxLength: 3 }), { freq: 2 }),
  excluded: option(array(BASE, { minLength: 1, maxLength: 2 }), { freq: 4 }),
});

const CHAIN = record({
  authorities: array(AUTHORITY, { maxLength: 3 }),
  subject: constantFrom(
    "O=Good,CN=u",
    "O=Evil,CN=u",
    "O=Good,CN=u,emailAddress=u@good.org",
    "CN=u,emailAddress=u@evil.org",
  ),
  usage: option(constantFrom("digitalSignature", "nonRepudiation", "keyEncipherment"), { freq: 2 }),
  purpose: option(constantFrom(EMAIL_PROTECTION, SERVER_AUTH), { freq: 2 }),
  names: array(NAME, { maxLength: 2 }),
  limitedRoot: boolean(),
});

type Chain = typeof CHAIN extends Arbitrary<infer T> ? T : never;
type AuthorityOrder = Chain["authorities"][number];

/** OpenSSL tells issuers of one name apart by these only. */
function keyIdentifiers(subject: KeyPair, issuer: KeyPair): readonly Bytes[] {
  const [own, issuers] = [subject.spki.slice(-20), issuer.spki.slice(-20)];
  const authorityKey = sequence(encode(context(0, false), issuers));
  return [extension("2.5.29.14", octetString(own)), extension("2.5.29.35", authorityKey)];
}

function authorityExtensions({ isAuthority, pathLen, usage, purpose, permitted, excluded }: AuthorityOrder): Bytes[] {
  return [
    basicConstraints(isAuthority, isAuthority ? (pathLen ?? undefined) : undefined),
    keyUsage(usage, "cRLSign"),
    ...(purpose === null ? [] : [extendedKeyUsage(purpose)]),
    ...(permitted || excluded ? [nameConstraints(permitted ?? [], excluded ?? [])] : []),
  ];
}

/** Target first, root last. */
async function build(
  { authorities, limitedRoot, ...leaf }: Chain,
  keys: readonly KeyPair[],
): Promise<readonly Issued[]> {
  const [rootKeys, leafKeys] = [keys[0] ?? (await generateKeys()), keys[1] ?? (await generateKeys())];
  const rootExtensions = [basicConstraints(true, limitedRoot ? 2 : undefined), keyUsage("keyCertSign")];
  let issuer = await authority("O=Good,CN=Root", {
    keys: rootKeys,
    extensions: [...rootExtensions, ...keyIdentifiers(rootKeys, rootKeys)],
  });
  let issuerName = "O=Good,CN=Root";
  const chain = [issuer];
  for (const [index, order] of authorities.entries()) {
    issuerName = order.selfIssued ? issuerName : `O=${order.organization},CN=CA ${index}`;
    const own = keys[index + 2] ?? (await generateKeys());
    const extensions = [...authorityExtensions(order), ...keyIdentifiers(own, issuer.keys)];
    issuer = await issue({
      subject: issuerName,
      issuer,
      keys: own,
      extensions,
      ...(order.expired && { notAfter: NOW - DAY }),
    });
    chain.unshift(issuer);
  }
  const extensions = [
    ...(leaf.usage === null ? [] : [keyUsage(leaf.usage)]),
    ...(leaf.purpose === null ? [] : [extendedKeyUsage(leaf.purpose)]),
    ...(leaf.names.length === 0 ? [] : [subjectAltName(...leaf.names)]),
    ...keyIdentifiers(leafKeys, issuer.keys),
  ];
  return [await issue({ subject: leaf.subject, issuer, keys: leafKeys, extensions }), ...chain];
}

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "waxwing-verify-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

function opensslAccepts(chain: readonly Issued[]): boolean {
  const write = (file: string, certificates: readonly Issued[]) =>
    writeFileSync(
      join(folder, file),
      certificates.map(({ certificate }) => pem("CERTIFICATE", certificate.der)).join(""),
    );
  write("leaf.pem", chain.slice(0, 1));
  write("between.pem", chain.slice(1, -1));
  write("root.pem", chain.slice(-1));
  const between = chain.length > 2 ? ["-untrusted", "between.pem"] : [];
  const options = [
    "-purpose",
    "smimesign",
    "-attime",
    String(NOW / 1000),
    "-no-CApath",
    "-no-CAstore",
    "-CAfile",
    "root.pem",
  ];
  const { status } = spawnSync("openssl", ["verify", ...options, ...between, "leaf.pem"], { cwd: folder });
  if (status === null) throw new Error("openssl did not run");
  return status === 0;
}

it("a hundred random chains get OpenSSL's answer", async () => {
  const keys = await Promise.all(Array.from({ length: 5 }, () => generateKeys()));
  const answers = { valid: 0, refused: 0 };
  for (const order of sample(CHAIN, { numRuns: 100, seed: 20_260_601 })) {
    const chain = await build(order, keys);
    const { kind } = await validateChain(chain, { use: "sign" });
    answers[kind]++;
    expect({ order, kind }).toEqual({ order, kind: opensslAccepts(chain) ? "valid" : "refused" });
  }
  // A comparison of refusals alone would prove little.
  expect(Math.min(answers.valid, answers.refused)).toBeGreaterThan(10);
});
