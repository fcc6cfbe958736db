/** A small world of people under one authority, made by openssl for a test file, and the letters they write. */
import { type Bytes, concat, fromLatin1, latin1, utf8 } from "../../src/smime/bytes.ts";
import type { ReadingContext } from "../../src/smime/reading.ts";
import { readMessage } from "../../src/smime/read-message.ts";
import { encryptEntity, signEntity } from "../../src/smime/write-message.ts";
import type { SignatureForm } from "../../src/smime/writing.ts";
import { anchorsOf } from "../../src/smime/x509/trust-anchor.ts";
import { type Identity, type KeyKind, OpenSsl } from "./cms/openssl.ts";

/** After everything was issued, and before it runs out. */
export const NOW = Date.now() + 60_000;
export const DATE = new Date(NOW).toUTCString().replace("GMT", "+0000");

interface Request {
  readonly kind?: KeyKind;
  readonly address?: string;
  readonly usage?: string;
}

export class People {
  readonly openssl = new OpenSsl();
  readonly authority = this.openssl.issue("p256", "authority", [
    "basicConstraints=critical,CA:TRUE",
    "keyUsage=critical,keyCertSign,cRLSign",
  ]);
  readonly alice = this.issue("alice");
  readonly bob = this.issue("bob", { kind: "rsa" });
  readonly eve = this.issue("eve", { address: "eve@evil.example" });

  /** A certificate of the authority for `<name>@example.com`. */
  issue(name: string, { kind = "p256", address = `${name}@example.com`, usage }: Request = {}): Identity {
    const made = this.openssl.issue(kind, name);
    const extensions = [
      "basicConstraints=critical,CA:FALSE",
      `keyUsage=critical,${usage ?? (kind.startsWith("rsa") ? "digitalSignature,keyEncipherment" : "digitalSignature,keyAgreement")}`,
      "extendedKeyUsage=emailProtection",
      `subjectAltName=email:${address}`,
    ];
    this.openssl.write(`${name}.san`, utf8(extensions.join("\n")));
    const { certificatePath, keyPath } = this.authority;
    this.openssl.run([
      "x509", "-new", "-force_pubkey", `${made.keyPath}.pub`, "-CA", certificatePath, "-CAkey", keyPath,
      "-subj", `/CN=${name}`, "-set_serial", `0x5${Buffer.from(name).toString("hex").slice(0, 30)}`, "-days", "30",
      "-extfile", `${name}.san`, "-out", made.certificatePath,
    ]); // biome-ignore format: one option a word
    return this.openssl.load(made.keyPath, made.certificatePath);
  }

  context(change: Partial<ReadingContext> = {}): ReadingContext {
    const anchors = anchorsOf([this.authority.certificate]);
    return { keys: [this.bob.key, this.alice.key], anchors, certificates: [], now: NOW, ...change };
  }

  async open(message: Bytes | string, change: Partial<ReadingContext> = {}) {
    return readMessage(typeof message === "string" ? utf8(message) : message, this.context(change));
  }

  sign(entity: Bytes | string, signer: Identity = this.alice, form: SignatureForm = "clear", at = NOW): Promise<Bytes> {
    return signEntity(typeof entity === "string" ? utf8(entity) : entity, signer.key, { form, at });
  }

  encrypt(entity: Bytes | string, recipient: Identity = this.bob): Promise<Bytes> {
    return encryptEntity(typeof entity === "string" ? utf8(entity) : entity, [recipient.certificate], {});
  }

  remove(): void {
    this.openssl.remove();
  }
}

export const TEXT = "Content-Type: text/plain; charset=utf-8\r\n\r\nThe wax is still warm.\r\n";

/** A message from an entity: header fields before its own. */
export function letter(entity: Bytes, fields: Readonly<Record<string, string>> = {}): Bytes {
  const all = { From: "Alice <alice@example.com>", To: "bob@example.com", Subject: "Outside", Date: DATE, ...fields };
  const header = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  return concat(utf8(header.join("")), entity);
}

let mixtures = 0;

/** multipart/mixed around entities. */
export function mixed(...parts: readonly (Bytes | string)[]): Bytes {
  const boundary = `mixture-${(mixtures += 1)}-`;
  const octets = parts.flatMap((part) => [
    utf8(`--${boundary}\r\n`),
    typeof part === "string" ? utf8(part) : part,
    utf8("\r\n"),
  ]);
  const header = utf8(`Content-Type: multipart/mixed; boundary=${boundary}\r\n\r\n`);
  return concat(header, ...octets, utf8(`--${boundary}--\r\n`));
}

/** Octets with one replacement, which must find its place. */
export function edit(octets: Bytes, from: string | RegExp, to: string): Bytes {
  const changed = latin1(octets).replace(from, to);
  if (changed === latin1(octets)) throw new Error("nothing was edited");
  return fromLatin1(changed);
}
