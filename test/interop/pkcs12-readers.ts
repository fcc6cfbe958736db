/** PKCS #12 files as the engine writes them, for every tool here to open. */
import { mkdirSync } from "node:fs";
import { type PfxForm, writePfx } from "../../src/smime/pkcs12/pfx-writer.ts";
import { readPrivateKeyFile } from "../../src/smime/pkcs12/private-key.ts";
import { readCertificateFile } from "../../src/smime/x509/certificate-file.ts";
import type { Driver } from "./bouncy-castle.ts";
import type { Identities, KeyName } from "./identities.ts";
import type { Cell } from "./matrix.ts";
import { firstLine, read, Refusal, type Workshop } from "./workshop.ts";

export interface PfxReading {
  readonly label: string;
  /** By the reader's name. */
  readonly cells: ReadonlyMap<string, Cell>;
}

interface PfxFile {
  readonly label: string;
  readonly form: PfxForm;
  readonly key: KeyName;
  readonly password: string;
}

const KEYS: readonly KeyName[] = ["rsa", "rsa-4096", "p-256", "p-384", "p-521", "brainpoolP256r1", "ed25519"];
const FORMS: readonly PfxForm[] = ["modern", "compatible"];

const FILES: readonly PfxFile[] = FORMS.flatMap((form) => [
  ...KEYS.map((key) => ({ label: `${form}, key ${key}`, form, key, password: "interop" })),
  { label: `${form}, password with other letters`, form, key: "rsa", password: "pässwörd €" } as const,
]);

interface Reader {
  readonly name: string;
  /** The public key of what it found, as PEM. @throws Refusal */
  open(file: string, order: PfxFile): Promise<string> | string;
}

class Readers {
  readonly #workshop: Workshop;
  readonly #identities: Identities;
  readonly #driver: Driver | null;

  constructor(workshop: Workshop, identities: Identities, driver: Driver | null) {
    this.#workshop = workshop;
    this.#identities = identities;
    this.#driver = driver;
  }

  #publicKeyOf(privateKey: string, form: "PEM" | "DER"): string {
    return this.#workshop.run("openssl", ["pkey", "-in", privateKey, "-inform", form, "-pubout"]).stdout.toString();
  }

  #withOpenssl(file: string, password: string): string {
    const out = this.#workshop.fresh(".key");
    const words = ["-in", file, "-passin", `pass:${password}`, "-nodes", "-nocerts", "-out", out];
    this.#workshop.run("openssl", ["pkcs12", ...words]);
    return this.#publicKeyOf(out, "PEM");
  }

  /** Into a new database, and out of it again. */
  #withNss(file: string, { key, password }: PfxFile): string {
    const folder = this.#workshop.fresh(".nss");
    mkdirSync(folder);
    const database = ["-d", `sql:${folder}`];
    this.#workshop.run("certutil", ["-N", ...database, "--empty-password"]);
    this.#workshop.run("pk12util", ["-i", file, "-W", password, ...database]);
    const out = this.#workshop.fresh(".p12");
    this.#workshop.run("pk12util", ["-o", out, "-n", key, "-W", "interop", ...database]);
    return this.#withOpenssl(out, "interop");
  }

  /** Into a new home; `--import` says how many secret keys it took. */
  #withGpgsm(file: string, { key, password }: PfxFile): string {
    const home = this.#workshop.fresh(".gnupg");
    mkdirSync(home, { mode: 0o700 });
    const quiet = ["--homedir", home, "--batch", "--no-tty", "--disable-dirmngr", "--pinentry-mode", "loopback"];
    const words = ["--p12-charset", "utf-8", "--passphrase-fd", "0", "--status-fd", "1", "--import", file];
    try {
      const status = this.#workshop.run("gpgsm", [...quiet, ...words], { input: `${password}\n` }).stdout.toString();
      const [, secretKeys] = /IMPORT_RES (?:\d+ ){9}(\d+)/.exec(status) ?? [];
      if (secretKeys !== "1") throw new Refusal("gpgsm: no secret key imported");
    } finally {
      this.#workshop.run("gpgconf", ["--homedir", home, "--kill", "all"]);
    }
    return this.#publicKeyOf(this.#identities.of(key).key, "PEM");
  }

  async #withJava(driver: Driver, provider: string, file: string, password: string): Promise<string> {
    const key = await driver.ask("p12-read", provider, password, file);
    return this.#publicKeyOf(this.#workshop.put(Buffer.from(key, "base64")), "DER");
  }

  all(): readonly Reader[] {
    const driver = this.#driver;
    const java = (name: string, provider: string): Reader[] =>
      driver ? [{ name, open: (file, { password }) => this.#withJava(driver, provider, file, password) }] : [];
    return [
      { name: "OpenSSL", open: (file, { password }) => this.#withOpenssl(file, password) },
      ...(firstLine("gpgsm", ["--version"]) !== null ? [{ name: "GnuPG", open: this.#withGpgsm.bind(this) }] : []),
      ...(firstLine("pk12util", ["-H"]) !== null ? [{ name: "NSS", open: this.#withNss.bind(this) }] : []),
      ...java("Java", "SunJSSE"),
      ...java("Bouncy Castle", "BC"),
    ];
  }

  async #complaintOf(reader: Reader, file: string, order: PfxFile): Promise<string | null> {
    try {
      const wanted = this.#publicKeyOf(this.#identities.of(order.key).key, "PEM");
      return (await reader.open(file, order)) === wanted ? null : "another key came out";
    } catch (error) {
      if (error instanceof Refusal) return error.message;
      throw error;
    }
  }

  async #ours({ form, key, password }: PfxFile): Promise<string> {
    const identity = this.#identities.of(key);
    const certificates = [identity.certificate, this.#identities.authority].flatMap((path) =>
      readCertificateFile(new Uint8Array(read(path))),
    );
    const [certificate, ...chain] = certificates;
    if (!certificate) throw new Error(identity.certificate);
    const pkcs8 = readPrivateKeyFile(new Uint8Array(read(identity.key)));
    const identities = [{ pkcs8, certificate, chain, friendlyName: key }];
    return this.#workshop.put(await writePfx({ identities, password, form }), ".p12");
  }

  /** OpenSSL's file of the same kind. */
  #theirs({ form, key, password }: PfxFile): string {
    const { key: keyFile, certificate } = this.#identities.of(key);
    const out = this.#workshop.fresh(".p12");
    const scheme =
      form === "modern" ? [] : ["-keypbe", "PBE-SHA1-3DES", "-certpbe", "PBE-SHA1-3DES", "-macalg", "sha1"];
    const input = ["-inkey", keyFile, "-in", certificate, "-certfile", this.#identities.authority, "-name", key];
    this.#workshop.run("openssl", [
      "pkcs12",
      "-export",
      ...input,
      "-passout",
      `pass:${password}`,
      "-out",
      out,
      ...scheme,
    ]);
    return out;
  }

  async judge(order: PfxFile): Promise<PfxReading> {
    const ours = await this.#ours(order);
    const cells = new Map<string, Cell>();
    for (const reader of this.all()) {
      const reason = await this.#complaintOf(reader, ours, order);
      if (reason === null) cells.set(reader.name, { kind: "ok" });
      else if ((await this.#complaintOf(reader, this.#theirs(order), order)) === null)
        cells.set(reader.name, { kind: "wrong", reason });
      else cells.set(reader.name, { kind: "lacking", reason, proof: "it refuses that of OpenSSL too" });
    }
    return { label: order.label, cells };
  }
}

/** @returns one row for each file */
export async function judgePfxReaders(
  workshop: Workshop,
  identities: Identities,
  driver: Driver | null,
): Promise<readonly PfxReading[]> {
  const readers = new Readers(workshop, identities, driver);
  const rows: PfxReading[] = [];
  for (const file of FILES) rows.push(await readers.judge(file));
  return rows;
}
