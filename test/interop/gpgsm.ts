/** GnuPG's `gpgsm` in a home of its own. It reads and writes CMS objects; the MIME around them is ours. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Identities, type Identity, type KeyName, legacyPfx } from "./identities.ts";
import { unwrap, unwrapClear, wrap, wrapClear } from "./mime.ts";
import type { Cipher, SignatureOrder } from "./order.ts";
import type { LayerParty } from "./party.ts";
import { firstLine, read, Refusal, type Workshop } from "./workshop.ts";

const PASSWORD = "interop";
const QUIET = ["--batch", "--no-tty", "--disable-dirmngr", "--disable-crl-checks", "--pinentry-mode", "loopback"];

const CIPHERS: Readonly<Partial<Record<Cipher, string>>> = {
  "aes-128-cbc": "AES",
  "aes-192-cbc": "AES192",
  "aes-256-cbc": "AES256",
  "3des-cbc": "3DES",
  "rc2-128-cbc": "1.2.840.113549.3.2",
};

function lastComplaint(error: unknown): never {
  if (!(error instanceof Refusal)) throw error;
  const lines = error.message.split("\n").filter((line) => line.startsWith("gpgsm: "));
  throw new Refusal(lines.length === 0 ? error.message : lines.join("; "));
}

function atom(value: string | Buffer): Buffer {
  return Buffer.concat([Buffer.from(`${value.length}:`), Buffer.from(value)]);
}

function list(...items: readonly Buffer[]): Buffer {
  return Buffer.concat([Buffer.from("("), ...items, Buffer.from(")")]);
}

/** A canonical S-expression of the numbers that `openssl pkey -text` shows. */
function ecKeyExpression(name: KeyName, text: string): Buffer {
  const number = (label: string): Buffer => {
    const [, digits = ""] = new RegExp(`${label}:\\s*((?:[0-9a-f]{2}[:\\s]*)+)`).exec(text) ?? [];
    return Buffer.from(digits.replace(/[^0-9a-f]/g, ""), "hex");
  };
  const curve = list(atom("curve"), atom(name.replace("p-", "NIST P-")));
  const [q, d] = [list(atom("q"), atom(number("pub"))), list(atom("d"), atom(number("priv")))];
  return list(atom("private-key"), list(atom("ecc"), curve, q, d));
}

class Home {
  readonly #workshop: Workshop;
  readonly #folder: string;
  readonly #imported = new Map<KeyName, string | null>();
  readonly #identities: Identities;

  constructor(workshop: Workshop, identities: Identities) {
    this.#workshop = workshop;
    this.#identities = identities;
    this.#folder = join(workshop.folder, "gnupg");
    mkdirSync(this.#folder, { mode: 0o700 });
    const shown = workshop.run("openssl", ["x509", "-in", identities.authority, "-noout", "-fingerprint", "-sha1"]);
    const fingerprint = shown.stdout.toString().trim().split("=")[1] ?? "";
    writeFileSync(join(this.#folder, "trustlist.txt"), `${fingerprint} S relax\n`);
    this.gpgsm(["--import", identities.authority]);
  }

  gpgsm(words: readonly string[]): string {
    try {
      const env = { GNUPGHOME: this.#folder };
      const all = [...QUIET, "--passphrase-fd", "0", "--status-fd", "1", ...words];
      return this.#workshop.run("gpgsm", all, { input: `${PASSWORD}\n`, env }).stdout.toString();
    } catch (error) {
      return lastComplaint(error);
    }
  }

  /** Into the agent's folder, as an S-expression: gpgsm 2.2 dies of PKCS #12 files with EC keys. */
  #placeEcKey(identity: Identity): void {
    const listed = this.gpgsm(["--with-keygrip", "--list-keys", identity.address]);
    const keygrip = /keygrip: ([0-9A-F]{40})/.exec(listed)?.[1] ?? "";
    const text = this.#workshop.run("openssl", ["pkey", "-in", identity.key, "-noout", "-text"]).stdout.toString();
    const folder = join(this.#folder, "private-keys-v1.d");
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    writeFileSync(join(folder, `${keygrip}.key`), ecKeyExpression(identity.name, text), { mode: 0o600 });
  }

  #importKey(name: KeyName): string | null {
    const identity = this.#identities.of(name);
    try {
      this.gpgsm(["--import", identity.certificate]);
      if (/^(p-|brainpool)/.test(name)) {
        this.#placeEcKey(identity);
        return null;
      }
      this.gpgsm(["--import", legacyPfx(this.#workshop, identity, this.#identities.authority, PASSWORD)]);
      return null;
    } catch (error) {
      if (error instanceof Refusal) return error.message;
      throw error;
    }
  }

  /** Has the key in the home. @throws Refusal each time anew where it cannot be imported */
  hold(name: KeyName): void {
    const before = this.#imported.get(name);
    const complaint = before === undefined ? this.#importKey(name) : before;
    this.#imported.set(name, complaint);
    if (complaint !== null) throw new Refusal(`the key cannot be imported: ${complaint}`);
  }

  holdCertificate(name: KeyName): void {
    this.gpgsm(["--import", this.#identities.of(name).certificate]);
  }

  kill(): void {
    this.#workshop.run("gpgconf", ["--homedir", this.#folder, "--kill", "all"]);
  }
}

function refuseWithoutOption(order: SignatureOrder): void {
  if (order.pss) throw new Refusal("gpgsm(1) has no option to sign with RSASSA-PSS");
  if (order.shape) throw new Refusal("gpgsm(1) has no option for key identifiers or the lack of attributes");
}

export function gpgsmParty(workshop: Workshop, identities: Identities): LayerParty | null {
  const version = firstLine("gpgsm", ["--version"]);
  if (version === null) return null;
  const home = new Home(workshop, identities);
  return {
    name: "GnuPG",
    version,
    async sign(entity, order) {
      refuseWithoutOption(order);
      for (const name of order.signers) home.hold(name);
      const out = workshop.fresh(".p7");
      const users = order.signers.flatMap((name) => ["--local-user", identities.of(name).address]);
      const form = order.form === "clear" ? "--detach-sign" : "--sign";
      const digest = order.digest.replace("-", "").toUpperCase();
      home.gpgsm(["--digest-algo", digest, ...users, "--output", out, form, workshop.put(entity)]);
      return order.form === "clear" ? wrapClear(entity, read(out), order.digest) : wrap(read(out), "signed-data");
    },
    async encrypt(entity, order) {
      const cipher = CIPHERS[order.cipher];
      if (cipher === undefined) throw new Refusal(`gpgsm(1) knows no cipher for ${order.cipher}`);
      if (order.oaep) throw new Refusal("gpgsm(1) has no option for RSAES-OAEP");
      if (order.byKeyIdentifier) throw new Refusal("gpgsm(1) has no option for key identifiers");
      if (order.agreement?.scheme === "cofactor") throw new Refusal("gpgsm(1) has no option for the scheme");
      for (const name of order.recipients) home.holdCertificate(name);
      const out = workshop.fresh(".p7");
      const users = order.recipients.flatMap((name) => ["--recipient", identities.of(name).address]);
      home.gpgsm(["--cipher-algo", cipher, ...users, "--output", out, "--encrypt", workshop.put(entity)]);
      return wrap(read(out), "enveloped-data");
    },
    async verify(message, order) {
      const out = workshop.fresh(".out");
      const { entity, signature } =
        order.form === "clear" ? unwrapClear(message) : { entity: null, signature: unwrap(message) };
      const words = entity ? [workshop.put(signature), workshop.put(entity)] : [workshop.put(signature)];
      const status = home.gpgsm(entity ? ["--verify", ...words] : ["--output", out, "--verify", ...words]);
      if (!/\bGOODSIG\b/.test(status) || /\b(BADSIG|ERRSIG)\b/.test(status)) throw new Refusal(status.trim());
      return entity ?? read(out);
    },
    async decrypt(message, recipient) {
      home.hold(recipient.name);
      const out = workshop.fresh(".out");
      home.gpgsm(["--output", out, "--decrypt", workshop.put(unwrap(message))]);
      return read(out);
    },
    end: () => home.kill(),
  };
}
