/** Chains that a widely used chain engine accepts and RFC 5280 refuses, each beside the sound chain it differs from. */
import { beforeAll, describe, expect, it } from "vitest";
import { sequence } from "../../src/smime/asn1/writer.ts";
import type { Bytes } from "../../src/smime/bytes.ts";
import {
  authority,
  basicConstraints,
  EMAIL_PROTECTION,
  extendedKeyUsage,
  extension,
  general,
  type Issued,
  issue,
  keyUsage,
  nameConstraints,
  person,
  SERVER_AUTH,
  subjectAltName,
  subordinate,
} from "../smime/x509/certificate-builder.ts";
import { codeOf, validateChain } from "../smime/x509/path-helpers.ts";

const CA = [basicConstraints(true), keyUsage("keyCertSign", "cRLSign")];
const MAIL = [keyUsage("digitalSignature"), extendedKeyUsage(EMAIL_PROTECTION)];
const CRITICAL = extension("1.3.6.1.4.1.55738.666.1", sequence(), true);
const GOOD = general.mail("good.org");
const EVIL = general.mail("evil.org");
const u = (domain: string) => general.mail(`u@${domain}`);

interface Chain {
  readonly root?: readonly Bytes[];
  readonly issuing?: readonly Bytes[];
  readonly below?: readonly Bytes[];
  readonly subject?: string;
  readonly leaf?: readonly Bytes[];
  readonly names?: readonly Bytes[];
}

async function outcomeOf(chain: Chain): Promise<string> {
  const root = await authority("CN=Root", { extensions: [...CA, ...(chain.root ?? [])] });
  const issuing = await subordinate(root, "CN=Issuing", { extensions: chain.issuing ?? CA });
  const below = chain.below ? [await subordinate(issuing, "CN=Below", { extensions: chain.below })] : [];
  const names = chain.names ? [subjectAltName(...chain.names)] : [];
  const extensions = [...(chain.leaf ?? MAIL), ...names];
  const leaf = await issue({ subject: chain.subject ?? "CN=U", issuer: below[0] ?? issuing, extensions });
  return codeOf(await validateChain([leaf, ...below, issuing, root], { use: "sign" }));
}

const CHAINS: readonly (readonly [string, string, Chain])[] = [
  ["leaf only for the web", "extended-key-usage", { leaf: [extendedKeyUsage(SERVER_AUTH)] }],
  ["authority only for the web", "extended-key-usage", { issuing: [...CA, extendedKeyUsage(SERVER_AUTH)] }],
  [
    "leaf's key not for signing",
    "key-usage",
    { leaf: [keyUsage("keyEncipherment"), extendedKeyUsage(EMAIL_PROTECTION)] },
  ],
  ["path length", "path-too-long", { issuing: [basicConstraints(true, 0), keyUsage("keyCertSign")], below: CA }],
  ["unknown critical extension, leaf", "unknown-critical-extension", { leaf: [...MAIL, CRITICAL] }],
  ["unknown critical extension, authority", "unknown-critical-extension", { issuing: [...CA, CRITICAL] }],
  [
    "one permitted name beside one that is not",
    "name-constraints",
    { issuing: [...CA, nameConstraints([GOOD])], names: [u("good.org"), u("evil.org")] },
  ],
  [
    "address in the subject, DNS name beside it",
    "name-constraints",
    {
      issuing: [...CA, nameConstraints([GOOD])],
      subject: "CN=U,emailAddress=u@evil.org",
      names: [general.dns("good.org")],
    },
  ],
  [
    "constraints replaced instead of intersected",
    "name-constraints",
    { issuing: [...CA, nameConstraints([GOOD])], below: [...CA, nameConstraints([EVIL])], names: [u("evil.org")] },
  ],
  [
    "excluded address in the subject only",
    "name-constraints",
    { issuing: [...CA, nameConstraints([], [EVIL])], subject: "CN=U,emailAddress=u@evil.org" },
  ],
  ["constraints in the anchor", "name-constraints", { root: [nameConstraints([GOOD])], names: [u("evil.org")] }],
];

describe("refused", () => {
  it.each(CHAINS)("%s: %s", async (_, code, chain) => {
    expect(await outcomeOf(chain)).toBe(code);
  });
});

describe("accepted: the sound relatives", () => {
  it.each<[string, Chain]>([
    ["nothing special", {}],
    ["for the web and for mail", { leaf: [extendedKeyUsage(SERVER_AUTH, EMAIL_PROTECTION)] }],
    ["path length kept", { issuing: [basicConstraints(true, 1), keyUsage("keyCertSign")], below: CA }],
    ["unknown extension, not critical", { leaf: [...MAIL, extension("1.3.6.1.4.1.55738.666.1", sequence())] }],
    [
      "all names permitted",
      { issuing: [...CA, nameConstraints([GOOD])], names: [u("good.org"), general.mail("v@good.org")] },
    ],
    [
      "constraints narrowed",
      { root: [nameConstraints([GOOD, EVIL])], issuing: [...CA, nameConstraints([GOOD])], names: [u("good.org")] },
    ],
  ])("%s", async (_, chain) => {
    expect(await outcomeOf(chain)).toBe("valid");
  });
});

describe("accepted: what the same engine refuses", () => {
  let root: Issued;
  beforeAll(async () => {
    root = await authority();
  });

  it("a certificate that is trusted directly", async () => {
    const pinned = await person(root);
    expect(codeOf(await validateChain([pinned, pinned]))).toBe("valid");
  });
});
