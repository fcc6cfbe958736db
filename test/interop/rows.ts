/** The rows of the matrix: every order that is tried, by section. */
import type { KeyName } from "./identities.ts";
import type { Cipher, Digest, EncryptionOrder, Order, SignatureOrder } from "./order.ts";

export interface Row {
  readonly label: string;
  readonly order: Order;
}

export interface Section {
  readonly title: string;
  readonly rows: readonly Row[];
}

const TEXT = "Dear reader,\n\nthis is what was written.\n-- \nInterop\n";
const DIGESTS: readonly Digest[] = ["sha-256", "sha-384", "sha-512"];
const FORMS = ["clear", "opaque"] as const;

function signed(label: string, signature: Omit<SignatureOrder, "form" | "digest">, digests: readonly Digest[]): Row[] {
  return digests.flatMap((digest) =>
    FORMS.map((form) => ({
      label: `${label}, ${digest}, ${form}`,
      order: { text: TEXT, signature: { ...signature, form, digest } },
    })),
  );
}

const CURVES: readonly KeyName[] = ["p-256", "p-384", "p-521", "brainpoolP256r1", "brainpoolP384r1", "brainpoolP512r1"];

const signatures: Section = {
  title: "Signatures",
  rows: [
    ...signed("RSA PKCS #1 v1.5", { signers: ["rsa"] }, DIGESTS),
    ...signed("RSASSA-PSS", { signers: ["rsa"], pss: {} }, DIGESTS),
    ...signed("RSASSA-PSS, MGF1 with sha-1", { signers: ["rsa"], pss: { mgfDigest: "sha-1" } }, ["sha-256"]),
    ...signed("RSASSA-PSS, salt of 20 octets", { signers: ["rsa"], pss: { saltLength: 20 } }, ["sha-256"]),
    ...signed("key for RSASSA-PSS only", { signers: ["rsa-pss"], pss: {} }, ["sha-256"]),
    ...CURVES.flatMap((curve) => signed(`ECDSA ${curve}`, { signers: [curve] }, DIGESTS)),
    ...signed("Ed25519", { signers: ["ed25519"] }, ["sha-512"]),
    ...signed("two signers, RSA both", { signers: ["rsa", "rsa-3072"] }, ["sha-256"]),
    ...signed("two signers, RSA and P-256", { signers: ["rsa", "p-256"] }, ["sha-256"]),
  ],
};

function sealed(label: string, encryption: EncryptionOrder): Row {
  return { label, order: { text: TEXT, encryption } };
}

const CIPHERS: readonly Cipher[] = [
  "aes-128-cbc",
  "aes-192-cbc",
  "aes-256-cbc",
  "aes-128-gcm",
  "aes-192-gcm",
  "aes-256-gcm",
  "3des-cbc",
  "rc2-128-cbc",
  "rc2-64-cbc",
  "rc2-40-cbc",
];

const ciphers: Section = {
  title: "Content encryption",
  rows: CIPHERS.map((cipher) => sealed(`${cipher}, RSAES-PKCS1-v1_5`, { cipher, recipients: ["rsa"] })),
};

const CIPHER: Cipher = "aes-256-cbc";

function oaep(oaepOrder: NonNullable<EncryptionOrder["oaep"]>): Row {
  const label = oaepOrder.label === undefined ? "" : ", with a label";
  const name = `RSAES-OAEP, ${oaepOrder.digest}, MGF1 with ${oaepOrder.mgfDigest}${label}`;
  return sealed(name, { cipher: CIPHER, recipients: ["rsa"], oaep: oaepOrder });
}

function agreed(agreement: NonNullable<EncryptionOrder["agreement"]>): Row {
  const name = `ECDH p-256, ${agreement.scheme === "std" ? "standard" : "cofactor"}, KDF with ${agreement.digest}, ${agreement.wrap} wrap`;
  return sealed(name, { cipher: CIPHER, recipients: ["p-256"], agreement });
}

const keyManagement: Section = {
  title: "Key management",
  rows: [
    sealed("RSAES-PKCS1-v1_5, RSA-3072", { cipher: CIPHER, recipients: ["rsa-3072"] }),
    sealed("RSAES-PKCS1-v1_5, RSA-4096", { cipher: CIPHER, recipients: ["rsa-4096"] }),
    oaep({ digest: "sha-1", mgfDigest: "sha-1" }),
    oaep({ digest: "sha-256", mgfDigest: "sha-256" }),
    oaep({ digest: "sha-384", mgfDigest: "sha-384" }),
    oaep({ digest: "sha-512", mgfDigest: "sha-512" }),
    oaep({ digest: "sha-256", mgfDigest: "sha-1" }),
    oaep({ digest: "sha-256", mgfDigest: "sha-256", label: "interop" }),
    ...CURVES.map((curve) => sealed(`ECDH ${curve}, as the writer chooses`, { cipher: CIPHER, recipients: [curve] })),
    sealed("ECDH p-256 and aes-256-gcm", { cipher: "aes-256-gcm", recipients: ["p-256"] }),
    ...(["sha-1", "sha-224", "sha-256", "sha-384", "sha-512"] as const).map((digest) =>
      agreed({ scheme: "std", digest, wrap: "aes-256" }),
    ),
    agreed({ scheme: "std", digest: "sha-256", wrap: "aes-128" }),
    agreed({ scheme: "std", digest: "sha-256", wrap: "3des" }),
    agreed({ scheme: "cofactor", digest: "sha-1", wrap: "aes-256" }),
    agreed({ scheme: "cofactor", digest: "sha-256", wrap: "aes-256" }),
    agreed({ scheme: "cofactor", digest: "sha-512", wrap: "aes-256" }),
    sealed("X25519", { cipher: CIPHER, recipients: ["x25519"] }),
    sealed("two recipients, RSA both", { cipher: CIPHER, recipients: ["rsa", "rsa-3072"] }),
    sealed("two recipients, RSA and P-256", { cipher: CIPHER, recipients: ["rsa", "p-256"] }),
    sealed("three recipients, P-256, P-384, P-521", { cipher: CIPHER, recipients: ["p-256", "p-384", "p-521"] }),
    sealed("two recipients, aes-128-cbc", { cipher: "aes-128-cbc", recipients: ["rsa", "rsa-3072"] }),
  ],
};

function nested(label: string, form: "clear" | "opaque", encryption: EncryptionOrder, signer: KeyName): Row {
  const signature = { form, signers: [signer], digest: "sha-256" as const };
  return { label, order: { text: TEXT, signature, encryption } };
}

const layers: Section = {
  title: "Signed, then encrypted",
  rows: [
    nested("clear in aes-256-cbc, RSA", "clear", { cipher: CIPHER, recipients: ["rsa"] }, "rsa"),
    nested("opaque in aes-256-cbc, RSA", "opaque", { cipher: CIPHER, recipients: ["rsa"] }, "rsa"),
    nested("clear in aes-128-cbc, RSA", "clear", { cipher: "aes-128-cbc", recipients: ["rsa"] }, "rsa"),
    nested("clear in aes-256-gcm, RSA", "clear", { cipher: "aes-256-gcm", recipients: ["rsa"] }, "rsa"),
    nested("clear in aes-256-cbc, P-256", "clear", { cipher: CIPHER, recipients: ["p-256"] }, "p-256"),
    nested("opaque in aes-256-cbc, P-256", "opaque", { cipher: CIPHER, recipients: ["p-256"] }, "p-256"),
  ],
};

const identifiers: Section = {
  title: "Other identifiers, no attributes",
  rows: [
    ...signed("signer by key identifier, RSA", { signers: ["rsa"], shape: "key-identifier" }, ["sha-256"]),
    ...signed("signer by key identifier, P-256", { signers: ["p-256"], shape: "key-identifier" }, ["sha-256"]),
    ...signed("no signed attributes, RSA", { signers: ["rsa"], shape: "no-attributes" }, ["sha-256"]),
    ...signed("no signed attributes, P-256", { signers: ["p-256"], shape: "no-attributes" }, ["sha-256"]),
    sealed("recipient by key identifier, RSA", { cipher: CIPHER, recipients: ["rsa"], byKeyIdentifier: true }),
    sealed("recipient by key identifier, P-256", { cipher: CIPHER, recipients: ["p-256"], byKeyIdentifier: true }),
  ],
};

const SIGNATURE: SignatureOrder = { form: "clear", signers: ["rsa"], digest: "sha-256" };
const OPAQUE: SignatureOrder = { ...SIGNATURE, form: "opaque" };
const ENCRYPTION: EncryptionOrder = { cipher: CIPHER, recipients: ["rsa"] };
const SHORT_ENCRYPTION: EncryptionOrder = { cipher: "aes-128-cbc", recipients: ["rsa"] };

const KINDS: readonly (readonly [string, Omit<Order, "text">])[] = [
  ["clear signed", { signature: SIGNATURE }],
  ["opaque signed", { signature: OPAQUE }],
  ["encrypted, aes-256-cbc", { encryption: ENCRYPTION }],
  ["encrypted, aes-128-cbc", { encryption: SHORT_ENCRYPTION }],
];

/** Lines of 64 octets, LF included; the last one may be shorter. */
function textOf(octets: number): string {
  const line = "The quick brown fox jumps over the lazy dog and comes back later\n".slice(1);
  return line.repeat(Math.ceil(octets / line.length)).slice(0, octets);
}

const SIZES: readonly (readonly [string, string])[] = [
  ["no text", ""],
  ["1 octet", "a"],
  ["15 octets", textOf(15)],
  ["16 octets", textOf(16)],
  ["1 kB", textOf(1024)],
  ["64 kB", textOf(65_536)],
  ["1 MB", textOf(1_048_576)],
];

const sizes: Section = {
  title: "Sizes",
  rows: KINDS.flatMap(([kind, order]) =>
    SIZES.map(([size, text]) => ({ label: `${kind}, ${size}`, order: { ...order, text } })),
  ),
};

const lineEnds: Section = {
  title: "Line ends",
  rows: KINDS.flatMap(([kind, order]) => [
    { label: `${kind}, entity with LF`, order: { ...order, text: TEXT, entityLines: "lf" } },
    { label: `${kind}, message arrives with LF`, order: { ...order, text: TEXT, arrives: "lf" } },
    { label: `${kind}, message arrives with CRLF`, order: { ...order, text: TEXT, arrives: "crlf" } },
  ]),
};

const streams: Section = {
  title: "BER with indefinite lengths and segments",
  rows: KINDS.slice(1).flatMap(([kind, order]) => [
    { label: `${kind}, short`, order: { ...order, text: TEXT, streamed: true } },
    { label: `${kind}, 1 MB`, order: { ...order, text: textOf(1_048_576), streamed: true } },
  ]),
};

export const SECTIONS: readonly Section[] = [
  signatures,
  ciphers,
  keyManagement,
  identifiers,
  layers,
  sizes,
  lineEnds,
  streams,
];
