/** One authority and one person for each kind of key, made anew by OpenSSL for each run. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Workshop } from "./workshop.ts";

export interface Identity {
  readonly name: KeyName;
  readonly address: string;
  /** PEM files; the key is PKCS #8. */
  readonly certificate: string;
  readonly key: string;
}

const curve = (name: string): readonly string[] => ["-algorithm", "EC", "-pkeyopt", `ec_paramgen_curve:${name}`];

/** How `openssl genpkey` makes each key. */
const KEYS = {
  rsa: ["-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:2048"],
  "rsa-3072": ["-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:3072"],
  "rsa-4096": ["-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:4096"],
  "rsa-pss": ["-algorithm", "RSA-PSS", "-pkeyopt", "rsa_keygen_bits:2048"],
  "p-256": curve("P-256"),
  "p-384": curve("P-384"),
  "p-521": curve("P-521"),
  brainpoolP256r1: curve("brainpoolP256r1"),
  brainpoolP384r1: curve("brainpoolP384r1"),
  brainpoolP512r1: curve("brainpoolP512r1"),
  ed25519: ["-algorithm", "ED25519"],
  x25519: ["-algorithm", "X25519"],
} as const;

export type KeyName = keyof typeof KEYS;

const KEY_NAMES: readonly KeyName[] = [
  "rsa",
  "rsa-3072",
  "rsa-4096",
  "rsa-pss",
  "p-256",
  "p-384",
  "p-521",
  "brainpoolP256r1",
  "brainpoolP384r1",
  "brainpoolP512r1",
  "ed25519",
  "x25519",
];

function usagesOf(name: KeyName): string {
  if (name === "x25519") return "keyAgreement";
  if (name === "ed25519" || name === "rsa-pss") return "digitalSignature";
  return name.startsWith("rsa") ? "digitalSignature,keyEncipherment" : "digitalSignature,keyAgreement";
}

export interface Identities {
  /** PEM file of the authority that issued all the others. */
  readonly authority: string;
  of(name: KeyName): Identity;
}

interface Issuer {
  readonly certificate: string;
  readonly key: string;
}

function makeAuthority(workshop: Workshop): Issuer {
  const certificate = join(workshop.folder, "authority.pem");
  const key = join(workshop.folder, "authority.key");
  const extensions = ["basicConstraints=critical,CA:TRUE", "keyUsage=critical,keyCertSign,cRLSign"];
  workshop.run("openssl", [
    "req",
    "-x509",
    "-new",
    "-newkey",
    "rsa:2048",
    "-nodes",
    "-keyout",
    key,
    "-out",
    certificate,
    "-days",
    "30",
    "-config",
    "/dev/null",
    "-subj",
    "/O=Waxwing Interop/CN=Interop CA",
    "-sha256",
    "-set_serial",
    "1",
    ...extensions.flatMap((extension) => ["-addext", extension]),
  ]);
  return { certificate, key };
}

/** The request is signed by another key and the public key put in afterwards: X25519 keys cannot sign requests. */
function makeIdentity(workshop: Workshop, issuer: Issuer, name: KeyName, serial: number): Identity {
  const address = `${name.toLowerCase()}@interop.example`;
  const certificate = join(workshop.folder, `${name}.pem`);
  const key = join(workshop.folder, `${name}.key`);
  const publicKey = join(workshop.folder, `${name}.pub`);
  workshop.run("openssl", ["genpkey", ...KEYS[name], "-out", key]);
  workshop.run("openssl", ["pkey", "-in", key, "-pubout", "-out", publicKey]);
  const request = workshop.fresh(".csr");
  const subject = ["-subj", `/O=Waxwing Interop/CN=${name}`, "-config", "/dev/null"];
  workshop.run("openssl", ["req", "-new", "-key", issuer.key, "-out", request, ...subject]);
  const extensions = workshop.fresh(".ext");
  writeFileSync(
    extensions,
    `basicConstraints=critical,CA:FALSE\nkeyUsage=critical,${usagesOf(name)}\nextendedKeyUsage=emailProtection\nsubjectKeyIdentifier=hash\nauthorityKeyIdentifier=keyid\nsubjectAltName=email:${address}\n`,
  );
  workshop.run("openssl", [
    "x509",
    "-req",
    "-in",
    request,
    "-force_pubkey",
    publicKey,
    "-CA",
    issuer.certificate,
    "-CAkey",
    issuer.key,
    "-sha256",
    "-days",
    "30",
    "-set_serial",
    String(serial),
    "-extfile",
    extensions,
    "-out",
    certificate,
  ]);
  return { name, address, certificate, key };
}

export function makeIdentities(workshop: Workshop): Identities {
  const issuer = makeAuthority(workshop);
  const all = new Map(
    KEY_NAMES.map((name, index) => [name, makeIdentity(workshop, issuer, name, 0x1000 + index)] as const),
  );
  return {
    authority: issuer.certificate,
    of(name) {
      const identity = all.get(name);
      if (!identity) throw new Error(name);
      return identity;
    },
  };
}

/** A PKCS #12 file that old importers read: 3DES and a SHA-1 MAC. */
export function legacyPfx(workshop: Workshop, identity: Identity, authority: string, password: string): string {
  const out = workshop.fresh(".p12");
  workshop.run("openssl", [
    "pkcs12",
    "-export",
    "-inkey",
    identity.key,
    "-in",
    identity.certificate,
    "-certfile",
    authority,
    "-name",
    identity.name,
    "-passout",
    `pass:${password}`,
    "-out",
    out,
    "-macalg",
    "sha1",
    "-keypbe",
    "PBE-SHA1-3DES",
    "-certpbe",
    "PBE-SHA1-3DES",
  ]);
  return out;
}
