/** Bouncy Castle, driven by a Java program that is compiled for the run and answers one order a line. */
import { type ChildProcessWithoutNullStreams, spawn, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Identities, KeyName } from "./identities.ts";
import { unwrap, wrap } from "./mime.ts";
import type { EncryptionOrder, SignatureOrder } from "./order.ts";
import type { LayerParty } from "./party.ts";
import { read, Refusal, type Workshop } from "./workshop.ts";

const JARS = ["bcprov", "bcpkix", "bcutil", "bcmail", "javax.mail", "javax.activation"];
const CLASS_PATH = JARS.map((name) => `/usr/share/java/${name}.jar`);

/** The running driver. Orders are answered in turn. */
export class Driver {
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #answers: AsyncIterator<string>;

  constructor(classes: string) {
    this.#child = spawn("java", ["-cp", [classes, ...CLASS_PATH].join(":"), "Driver"]);
    this.#child.stderr.resume();
    this.#answers = createInterface({ input: this.#child.stdout })[Symbol.asyncIterator]();
  }

  /** @throws Refusal with the library's words */
  async ask(...words: readonly string[]): Promise<string> {
    this.#child.stdin.write(`${words.join("\t")}\n`);
    const { value, done } = await this.#answers.next();
    if (done) throw new Error("the driver of Bouncy Castle ended");
    const [verdict, ...rest] = value.split("\t");
    if (verdict !== "ok") throw new Refusal(rest.join(" "));
    return rest.join("\t");
  }

  end(): void {
    this.#child.stdin.end();
  }
}

/** Null where there is no JDK or no Bouncy Castle. */
export function startDriver(workshop: Workshop): Driver | null {
  if (!CLASS_PATH.every((jar) => existsSync(jar))) return null;
  const source = join(import.meta.dirname, "bouncy-castle/Driver.java");
  const classes = join(workshop.folder, "classes");
  const { status } = spawnSync("javac", ["-nowarn", "-d", classes, "-cp", CLASS_PATH.join(":"), source]);
  return status === 0 ? new Driver(classes) : null;
}

/** What `Driver.java` calls it. */
function signatureAlgorithm(signer: KeyName, { digest, pss }: SignatureOrder): string {
  if (signer === "ed25519") return "Ed25519";
  const hash = digest.replace("-", "").toUpperCase();
  if (!signer.startsWith("rsa")) return `${hash}withECDSA`;
  if (pss?.mgfDigest === undefined && pss?.saltLength === undefined)
    return pss ? `${hash}withRSAandMGF1` : `${hash}withRSA`;
  return `PSS/${digest}/${pss.mgfDigest ?? digest}/${pss.saltLength ?? Number(digest.slice(4)) / 8}`.toUpperCase();
}

/** What `Driver.java` calls the key management. Where the order leaves it open: the digest that fits the curve. */
function management({ recipients, oaep, agreement }: EncryptionOrder): string {
  if (oaep) return `rsaes-oaep/${oaep.digest.toUpperCase()}/${oaep.mgfDigest.toUpperCase()}/${oaep.label ?? ""}`;
  if (agreement) return `ecdh/${agreement.scheme}-${agreement.digest}/${agreement.wrap}`;
  if (recipients.includes("x25519"))
    throw new Refusal("CMSAlgorithm names no key agreement with HKDF, which RFC 8418 asks for with X25519");
  const strong = recipients.some((name) => /521|512/.test(name));
  const medium = recipients.some((name) => name.includes("384"));
  return `ecdh/std-sha-${strong ? 512 : medium ? 384 : 256}/aes-256`;
}

export async function bouncyCastleParty(
  workshop: Workshop,
  identities: Identities,
  driver: Driver,
): Promise<LayerParty> {
  const [provider = "", java = ""] = (await driver.ask("version")).split("\t");
  return {
    name: "Bouncy Castle",
    version: `Bouncy Castle ${provider} on Java ${java}`,
    async sign(entity, order) {
      const signers = order.signers.flatMap((name) => {
        const { key, certificate } = identities.of(name);
        return [signatureAlgorithm(name, order), key, certificate];
      });
      const out = workshop.fresh(".eml");
      await driver.ask("sign", order.form, order.shape ?? "usual", workshop.put(entity), out, ...signers);
      return read(out);
    },
    async encrypt(entity, order) {
      const out = workshop.fresh(".p7");
      const named = order.byKeyIdentifier ? "by-key-identifier" : "by-issuer";
      const cipher = order.cipher.replace(/^rc2-(\d+)-cbc$/, "rc2-cbc/$1");
      const recipients = order.recipients.map((name) => identities.of(name).certificate);
      await driver.ask("encrypt", cipher, management(order), named, workshop.put(entity), out, ...recipients);
      return wrap(read(out), cipher.endsWith("-gcm") ? "authEnveloped-data" : "enveloped-data");
    },
    async verify(message) {
      const out = workshop.fresh(".out");
      await driver.ask("verify", workshop.put(message), identities.authority, out);
      return read(out);
    },
    async decrypt(message, { certificate, key }) {
      const out = workshop.fresh(".out");
      await driver.ask("decrypt", workshop.put(unwrap(message)), certificate, key, out);
      return read(out);
    },
    end: () => driver.end(),
  };
}
