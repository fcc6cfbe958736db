/** Throw-away people with throw-away keys, and the two authorities behind them; made anew for each run. */
import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { basename } from "node:path";
import { Lifetime } from "./lifetime.ts";
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
  /** Carol, with a certificate that has run out. */
  readonly carolBefore: Holder;
  /** Issued by the stranger. */
  readonly dora: Holder;
  /** Nobody's acquaintance: her domain publishes her certificate. */
  readonly erin: Holder;
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
  /** A year unless told; 0 for one that runs out as it is made. */
  readonly days?: number;
}

/** Makes `<label>.pem` and `<label>.key`, RSA with 2048 bits, valid from now. */
async function issue(life: Lifetime, { label, subject, extensions, issuer, days = 365 }: Request): Promise<void> {
  const [key, request, file] = [".key", ".csr", ".ext"].map((suffix) => life.path(label + suffix));
  if (key === undefined || request === undefined || file === undefined) return;
  writeFileSync(file, extensions);
  const fresh = ["-newkey", "rsa:2048", "-nodes", "-keyout", key, "-out", request];
  await openssl(["req", "-new", "-utf8", "-subj", subject, "-config", "/dev/null", "-sha256", ...fresh]);
  const signer =
    issuer === null ? ["-signkey", key] : ["-CA", life.path(`${issuer}.pem`), "-CAkey", life.path(`${issuer}.key`)];
  const serial = ["-set_serial", `0x4${Buffer.from(crypto.getRandomValues(new Uint8Array(15))).toString("hex")}`];
  const from = ["x509", "-req", "-in", request, "-sha256", "-days", `${days}`, "-extfile", file];
  await openssl([...from, ...serial, ...signer, "-out", life.path(`${label}.pem`)]);
}

async function makeIssuer(life: Lifetime, label: string, name: string): Promise<void> {
  const root = { label, subject: `/O=${name}/CN=${name} Root`, extensions: CA, issuer: null };
  await issue(life, root);
  const extensions = CA.replace("CA:TRUE", "CA:TRUE,pathlen:0");
  await issue(life, { label: `${label}-mail`, subject: `/O=${name}/CN=${name} Mail`, extensions, issuer: label });
}

function issuerIn(life: Lifetime, label: string, name: string): Issuer {
  return { name, root: life.path(`${label}.pem`), intermediate: life.path(`${label}-mail.pem`) };
}

async function makeHolder(
  life: Lifetime,
  { name, address, certificate }: Holder,
  issuer: string,
  days?: number,
): Promise<void> {
  const label = basename(certificate, ".pem");
  const lasting = days === undefined ? {} : { days };
  await issue(life, { label, subject: `/CN=${name}`, extensions: holderExtensions(address), issuer, ...lasting });
}

function holderIn(life: Lifetime, name: string, address: string, label = address.split("@")[0] ?? address): Holder {
  return { name, address, certificate: life.path(`${label}.pem`), key: life.path(`${label}.key`) };
}

const LEGACY_FORM = ["-legacy", "-certpbe", "PBE-SHA1-RC2-40", "-keypbe", "PBE-SHA1-3DES", "-macalg", "sha1"];

async function makeKeyFile(
  { path, password }: KeyFile,
  holder: Holder,
  issuer: Issuer,
  form: readonly string[] = [],
): Promise<void> {
  const chain = `${path}-chain.pem`;
  writeFileSync(chain, readFileSync(issuer.intermediate, "utf8") + readFileSync(issuer.root, "utf8"));
  const content = ["-inkey", holder.key, "-in", holder.certificate, "-certfile", chain, "-name", holder.name];
  await openssl(["pkcs12", "-export", ...form, ...content, "-passout", `pass:${password}`, "-out", path]);
}

/** Where each of them is, or is to be. */
function certificatesIn(life: Lifetime): Certificates {
  const alice = holderIn(life, "Alice Adler", "alice@example.org");
  const bob = holderIn(life, "Bob Baumann", "bob@example.org");
  return {
    authority: issuerIn(life, "demo-ca", "Waxwing Demo CA"),
    stranger: issuerIn(life, "stranger-ca", "Faraway Trust"),
    alice,
    bob,
    carol: holderIn(life, "Carol Cho", "carol@example.org"),
    carolBefore: holderIn(life, "Carol Cho", "carol@example.org", "carol-before"),
    dora: holderIn(life, "Dora Diaz", "dora@example.org"),
    erin: holderIn(life, "Erin Eklund", "erin@example.org"),
    aliceFile: { path: life.path(`${alice.address}.p12`), password: "sealing wax" },
    bobFile: { path: life.path(`${bob.address}.p12`), password: "sealing wax" },
    aliceLegacyFile: { path: life.path(`${alice.address}-legacy.p12`), password: "old but gold" },
  };
}

async function issueAll(life: Lifetime, made: Certificates): Promise<void> {
  const { authority, stranger, alice, bob, carol, carolBefore, dora, erin } = made;
  await Promise.all([makeIssuer(life, "demo-ca", authority.name), makeIssuer(life, "stranger-ca", stranger.name)]);
  await Promise.all([
    ...[alice, bob, carol, erin].map((holder) => makeHolder(life, holder, "demo-ca-mail")),
    makeHolder(life, carolBefore, "demo-ca-mail", 0),
    makeHolder(life, dora, "stranger-ca-mail"),
  ]);
  await makeKeyFile(made.aliceFile, alice, authority);
  await makeKeyFile(made.aliceLegacyFile, alice, authority, LEGACY_FORM);
  await makeKeyFile(made.bobFile, bob, authority);
}

/** Names a folder that this run's certificates are already in. */
const MADE_BEFORE = "WAXWING_CERTIFICATES";

/** Copies what this run has made, if it has; else makes all of it anew. */
export async function makeCertificates(life: Lifetime): Promise<Certificates> {
  const made = certificatesIn(life);
  const before = process.env[MADE_BEFORE];
  if (before === undefined) await issueAll(life, made);
  else cpSync(before, life.folder, { recursive: true });
  return made;
}

/** One set for all rigs of this process and of those it starts. @returns what undoes it */
export async function makeCertificatesOnce(): Promise<() => Promise<void>> {
  if (process.env[MADE_BEFORE] !== undefined) return async () => {};
  const life = new Lifetime("waxwing-certificates");
  process.env[MADE_BEFORE] = life.folder;
  await issueAll(life, certificatesIn(life));
  return () => life.end();
}
