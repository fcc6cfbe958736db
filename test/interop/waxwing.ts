/** Waxwing, by the words of its command line. */
import { run } from "../../src/cli/command-line.ts";
import type { Identities, Identity } from "./identities.ts";
import { type EncryptionOrder, entityOf, type Order, type SignatureOrder } from "./order.ts";
import type { Party } from "./party.ts";
import { Refusal, type Workshop } from "./workshop.ts";

const WRITTEN_CIPHERS: readonly string[] = ["aes-128-cbc", "aes-192-cbc", "aes-256-cbc", "aes-128-gcm", "aes-256-gcm"];

async function wax(words: readonly string[]): Promise<Buffer> {
  const { status, output, complaint } = await run(words);
  if (status !== 0) throw new Error(complaint === "" ? String(output).replace(/\s+/g, " ") : complaint);
  return Buffer.from(output);
}

/** Whether Waxwing means to write this at all. */
export function isWritten({ signature, encryption, streamed }: Order): boolean {
  if (streamed) return false;
  if (
    signature &&
    (signature.signers.length > 1 || signature.pss?.mgfDigest || signature.pss?.saltLength !== undefined)
  )
    return false;
  if (signature?.shape || encryption?.byKeyIdentifier) return false;
  if (!encryption) return true;
  const { cipher, oaep, agreement } = encryption;
  const isOwnOaep = !oaep || (oaep.digest === "sha-256" && oaep.mgfDigest === "sha-256" && oaep.label === undefined);
  return WRITTEN_CIPHERS.includes(cipher) && isOwnOaep && !agreement;
}

/** Only what the matrix looks at. */
interface Opened {
  readonly signature: { readonly kind: string; readonly reason?: string };
  readonly signer: { readonly digest: string | null; readonly scheme: string | null } | null;
  readonly encryption: { readonly kind: string; readonly contentEncryption?: string; readonly keyManagement?: string };
  readonly text: string;
}

function schemeOf({ signers: [name = "rsa"], pss }: SignatureOrder): string {
  if (name === "ed25519") return "ed25519";
  if (!name.startsWith("rsa")) return `ecdsa-${name.replace("p-", "p")}`;
  return pss || name === "rsa-pss" ? "rsassa-pss" : "rsassa-pkcs1-v1_5";
}

function managementOf({ oaep }: EncryptionOrder, recipient: Identity): string {
  if (recipient.name.startsWith("rsa")) return oaep ? "rsaes-oaep" : "rsaes-pkcs1-v1_5";
  return "ecdh";
}

/** What the report must say, told as one line. */
function expected({ signature, encryption }: Order, recipient: Identity | null): string {
  const signed = signature ? `verified ${signature.digest} ${schemeOf(signature)}` : "unsigned";
  if (!encryption || !recipient) return `${signed}, not encrypted`;
  return `${signed}, ${encryption.cipher} ${managementOf(encryption, recipient)}`;
}

function told({ signature, signer, encryption }: Opened): string {
  const { kind, reason } = signature;
  const verified = `${kind}${reason === undefined ? "" : ` (${reason})`} ${signer?.digest} ${signer?.scheme}`;
  const signed = kind === "unsigned" ? "unsigned" : verified;
  if (encryption.kind === "none") return `${signed}, not encrypted`;
  if (encryption.kind !== "decrypted") return `${signed}, ${JSON.stringify(encryption)}`;
  return `${signed}, ${encryption.contentEncryption} ${encryption.keyManagement}`;
}

function mailHeader(order: Order, identities: Identities): string {
  const from = identities.of(order.signature?.signers[0] ?? "rsa").address;
  const lines = [
    `From: <${from}>`,
    "To: <somebody@interop.example>",
    "Subject: interop",
    `Date: ${new Date().toUTCString()}`,
  ];
  const end = order.arrives === "lf" ? "\n" : "\r\n";
  return lines.map((line) => line + end).join("");
}

export function waxwingParty(workshop: Workshop, identities: Identities, version: string): Party {
  return {
    name: "Waxwing",
    version,
    async write(order) {
      if (!isWritten(order)) throw new Refusal("Waxwing does not write this");
      const { signature, encryption } = order;
      let message = entityOf(order);
      if (signature) {
        const { key, certificate } = identities.of(signature.signers[0] ?? "rsa");
        const words = ["--key", key, "--cert", certificate, "--digest", signature.digest];
        if (signature.form === "opaque") words.push("--opaque");
        if (signature.pss) words.push("--pss");
        message = await wax(["sign", ...words, workshop.put(message)]);
      }
      if (!encryption) return message;
      const to = encryption.recipients.flatMap((name) => ["--to", identities.of(name).certificate]);
      const oaep = encryption.oaep ? ["--oaep"] : [];
      return wax(["encrypt", ...to, "--cipher", encryption.cipher, ...oaep, workshop.put(message)]);
    },
    async read(message, order, recipient) {
      const file = workshop.put(Buffer.concat([Buffer.from(mailHeader(order, identities)), message]));
      const keys = recipient ? ["--key", recipient.key, "--cert", recipient.certificate] : [];
      const trust = ["--no-default-trust", `--trust=${identities.authority}`];
      const opened: Opened = JSON.parse((await wax(["open", ...keys, ...trust, file])).toString());
      const [want, got] = [expected(order, recipient), told(opened)];
      if (want !== got) throw new Error(`expected ${want}; got ${got}`);
      if (opened.text !== order.text) throw new Error("another text came out");
      return entityOf(order);
    },
    end: () => undefined,
  };
}
