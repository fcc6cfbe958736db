/** NSS: `cmsutil` over a certificate database of its own. It reads and writes CMS objects; the MIME is ours. */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { type Identities, type KeyName, legacyPfx } from "./identities.ts";
import { unwrap, unwrapClear, wrap, wrapClear } from "./mime.ts";
import type { LayerParty } from "./party.ts";
import { firstLine, packageVersion, read, Refusal, type Workshop } from "./workshop.ts";

const PASSWORD = "interop";

class Database {
  readonly folder: string;
  readonly #workshop: Workshop;
  readonly #identities: Identities;
  readonly #imported = new Map<KeyName, string | null>();

  constructor(workshop: Workshop, identities: Identities) {
    this.#workshop = workshop;
    this.#identities = identities;
    const folder = join(workshop.folder, "nss");
    mkdirSync(folder);
    this.folder = `sql:${folder}`;
    workshop.run("certutil", ["-N", "-d", this.folder, "--empty-password"]);
    workshop.run("certutil", ["-A", "-d", this.folder, "-n", "authority", "-t", "CT,C,C", "-i", identities.authority]);
  }

  #importKey(name: KeyName): string | null {
    const file = legacyPfx(this.#workshop, this.#identities.of(name), this.#identities.authority, PASSWORD);
    try {
      this.#workshop.run("pk12util", ["-i", file, "-W", PASSWORD, "-d", this.folder]);
      return null;
    } catch (error) {
      if (error instanceof Refusal) return error.message;
      throw error;
    }
  }

  /** Has the key in the database. @throws Refusal each time anew where it cannot be imported */
  hold(name: KeyName): void {
    const before = this.#imported.get(name);
    const complaint = before === undefined ? this.#importKey(name) : before;
    this.#imported.set(name, complaint);
    if (complaint !== null) throw new Refusal(`the key cannot be imported: ${complaint}`);
  }

  cmsutil(words: readonly string[]): Buffer {
    return this.#workshop.run("cmsutil", [...words, "-d", this.folder]).stdout;
  }
}

export function nssParty(workshop: Workshop, identities: Identities): LayerParty | null {
  const version = packageVersion("libnss3") ?? "unknown version";
  if (firstLine("cmsutil", []) === null || firstLine("pk12util", []) === null) return null;
  const database = new Database(workshop, identities);
  return {
    name: "NSS",
    version: `NSS ${version.replace(/^\d+:/, "").replace(/-.*/, "")}`,
    async sign(entity, order) {
      if (order.pss) throw new Refusal("cmsutil(1) has no option to sign with RSASSA-PSS");
      if (order.shape) throw new Refusal("cmsutil(1) has no option for key identifiers or the lack of attributes");
      const [signer, other] = order.signers;
      if (signer === undefined || other !== undefined) throw new Refusal("cmsutil(1) takes one signer only");
      database.hold(signer);
      const out = workshop.fresh(".p7");
      const digest = order.digest.replace("-", "").toUpperCase();
      const form = order.form === "clear" ? ["-T"] : [];
      const words = ["-S", ...form, "-G", "-P", "-N", signer, "-H", digest, "-i", workshop.put(entity), "-o", out];
      database.cmsutil(words);
      return order.form === "clear" ? wrapClear(entity, read(out), order.digest) : wrap(read(out), "signed-data");
    },
    async encrypt(entity, order) {
      if (order.oaep) throw new Refusal("cmsutil(1) has no option for RSAES-OAEP");
      if (order.byKeyIdentifier) throw new Refusal("cmsutil(1) has no option for key identifiers");
      // What it takes for recipients whose SMIMECapabilities it has not seen.
      if (order.cipher !== "aes-128-cbc") throw new Refusal("cmsutil(1) has no option for the cipher");
      for (const name of order.recipients) database.hold(name);
      const out = workshop.fresh(".p7");
      const recipients = order.recipients.map((name) => identities.of(name).address).join(",");
      database.cmsutil(["-E", "-r", recipients, "-i", workshop.put(entity), "-o", out]);
      return wrap(read(out), "enveloped-data");
    },
    async verify(message, order) {
      const out = workshop.fresh(".out");
      const { entity, signature } =
        order.form === "clear" ? unwrapClear(message) : { entity: null, signature: unwrap(message) };
      const detached = entity ? ["-c", workshop.put(entity)] : [];
      database.cmsutil(["-D", ...detached, "-i", workshop.put(signature), "-o", out]);
      return entity ?? read(out);
    },
    async decrypt(message, recipient) {
      database.hold(recipient.name);
      const out = workshop.fresh(".out");
      database.cmsutil(["-D", "-i", workshop.put(unwrap(message)), "-o", out]);
      return read(out);
    },
    end: () => undefined,
  };
}
