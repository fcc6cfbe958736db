/** Throw-away people with throw-away keys, and the two authorities behind them; all made anew for each rig. */
import { readFileSync, writeFileSync } from "node:fs";
import type { Lifetime } from "./lifetime.ts";
import { openssl } from "./openssl.ts";

export interface Holder {
  readonly name: string;
  readonly address: string;
  /** PEM files. */
  readonly certificate: string;
  readonly key: string;
}

export interface KeyFile {
  readonly path: string;
  readonly password: string;
}

export interface Issuer {
  readonly name: string;
  /** PEM files: the self-signed certificate, and the one below it that issues. */
  readonly root: string;
  readonly intermediate: string;
}

export interface Certificates {
  /** "Waxwing Demo CA", which the rig's people work under. */
  readonly authority: Issuer;
  /** An authority that nobody here knows. */
  readonly stranger: Issuer;
  readonly alice: Holder;
  readonly bob: Holder;
  readonly carol: Holder;
  /** Issued by the stranger. */
  readonly dora: Holder;
  readonly aliceFile: KeyFile;
  readonly bobFile: KeyFile;
  /** Alice's key as old software writes it: RC2-40, 3DES and a SHA-1 MAC. */
  readonly aliceLegacyFile: KeyFile;
}

const CA = "basicConstraints=critical,CA:TRUE\nkeyUsage=critical,keyCertSign,cRLSign\nsubjectKeyIdentifier=hash\n";

function holderExtensions(address: string): string {
  const usage = "keyUsage=critical,digitalSignature,keyEncipherment\nextendedKeyUsage=emailProtection\n";
  const keys = "subjectKeyIdentifier=hash\nauthorityKeyIdentifier=keyid\n";
  return `basicConstraints=critical,CA:FALSE\n${usage}${keys}subjectAltName=email:${address}\n`;
}

interface Request {
  readonly label: string;
  readonly subject: string;
  readonly extensions: string;
  /** Label of the issuer; null for self-signed. */
  readonly issuer: string | null;
}

/** Makes `<label>.pem` and `<label>.key`, RSA with 2048 bits, valid from now for a year. */
async function issue(life: Lifetime, { label, subject, extensions, issuer }: Request): Promise<void> {
  const [key, request, file] = [".key", ".csr", ".ext"].map((suffix) => life.path(label + suffix));
  if (key === undefined || request === undefined || file === undefined) return;
  writeFileSync(file, extensions);
  const fresh = ["-newkey", "rsa:2048", "-nodes", "-keyout", key, "-out", request];
  await openssl(["req", "-new", "-utf8", "-subj", subject, "-config", "/dev/null", "-sha256", ...fresh]);
  const signer =
    issuer === null ? ["-signkey", key] : ["-CA", life.path(`${issuer}.pem`), "-CAkey", life.path(`${issuer}.key`)];
  const serial = ["-set_serial", `0x4${Buffer.from(crypto.getRandomValues(new Uint8Array(15))).toString("hex")}`];
  const from = ["x509", "-req", "-in", request, "-sha256", "-days", "365", "-extfile", file, ...serial, ...signer];
  await openssl([...from, "-out", life.path(`${label}.pem`)]);
}

async function makeIssuer(life: Lifetime, label: string, name: string): Promise<Issuer> {
  const root = { label, subject: `/O=${name}/CN=${name} Root`, extensions: CA, issuer: null };
  await issue(life, root);
  const below = `${label}-mail`;
  const extensions = CA.replace("CA:TRUE", "CA:TRUE,pathlen:0");
  await issue(life, { label: below, subject: `/O=${name}/CN=${name} Mail`, extensions, issuer: label });
  return { name, root: life.path(`${label}.pem`), intermediate: life.path(`${below}.pem`) };
}

async function makeHolder(life: Lifetime, name: string, address: string, issuer: string): Promise<Holder> {
  const label = address.split("@")[0] ?? address;
  await issue(life, { label, subject: `/CN=${name}`, extensions: holderExtensions(address), issuer });
  return { name, address, certificate: life.path(`${label}.pem`), key: life.path(`${label}.key`) };
}

async function makeKeyFile(life: Lifetime, holder: Holder, issuer: Issuer, legacy: boolean): Promise<KeyFile> {
  const password = legacy ? "old but gold" : "sealing wax";
  const chain = life.path(`${holder.name}-chain.pem`);
  writeFileSync(chain, readFileSync(issuer.intermediate, "utf8") + readFileSync(issuer.root, "utf8"));
  const path = life.path(`${holder.address}${legacy ? "-legacy" : ""}.p12`);
  const content = ["-inkey", holder.key, "-in", holder.certificate, "-certfile", chain, "-name", holder.name];
  const form = legacy ? ["-legacy", "-certpbe", "PBE-SHA1-RC2-40", "-keypbe", "PBE-SHA1-3DES", "-macalg", "sha1"] : [];
  await openssl(["pkcs12", "-export", ...form, ...content, "-passout", `pass:${password}`, "-out", path]);
  return { path, password };
}

export async function makeCertificates(life: Lifetime): Promise<Certificates> {
  const authority = await makeIssuer(life, "demo-ca", "Waxwing Demo CA");
  const stranger = await makeIssuer(life, "stranger-ca", "Faraway Trust");
  const alice = await makeHolder(life, "Alice Adler", "alice@example.org", "demo-ca-mail");
  const bob = await makeHolder(life, "Bob Baumann", "bob@example.org", "demo-ca-mail");
  const carol = await makeHolder(life, "Carol Cho", "carol@example.org", "demo-ca-mail");
  const dora = await makeHolder(life, "Dora Diaz", "dora@example.org", "stranger-ca-mail");
  const aliceFile = await makeKeyFile(life, alice, authority, false);
  const aliceLegacyFile = await makeKeyFile(life, alice, authority, true);
  const bobFile = await makeKeyFile(life, bob, authority, false);
  return { authority, stranger, alice, bob, carol, dora, aliceFile, aliceLegacyFile, bobFile };
}
