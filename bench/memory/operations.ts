/** What is measured, in Node and in a browser's worker alike. */
import { RunningWork } from "../../src/background/long-work.ts";
import type { Bytes } from "../../src/smime/bytes.ts";
import { keyFor } from "../../src/smime/pkcs12/private-key.ts";
import { readMessage } from "../../src/smime/read-message.ts";
import { readCertificate } from "../../src/smime/x509/certificate.ts";
import { anchorsOf } from "../../src/smime/x509/trust-anchor.ts";
import * as waxwing from "../cms/waxwing.ts";
import { seal } from "../letter.ts";

/** One RSA identity and its authority, DER. */
export interface Identity {
  readonly key: Bytes;
  readonly certificate: Bytes;
  readonly authority: Bytes;
}

export const OPERATION_NAMES = [
  "sign, clear",
  "sign, opaque",
  "verify, opaque, DER",
  "verify, opaque, BER, 1 kB chunks",
  "encrypt, CBC",
  "encrypt, GCM",
  "decrypt, CBC, DER",
  "decrypt, CBC, BER, 1 kB chunks",
  "decrypt, GCM",
  "encrypt, GCM, WebCrypto alone",
  "decrypt, GCM, WebCrypto alone",
  "seal a message, clear",
  "seal a message, signed and encrypted",
  "open a message, clear",
  "open a message, signed and encrypted",
] as const;

export type OperationName = (typeof OPERATION_NAMES)[number];

export type Operations = Readonly<Record<OperationName, (input: Bytes) => Promise<unknown>>>;

const SMALL_ONES = 50;

/** Loads code and tables, and fills the engine's own young generation, which does not grow with the message. */
export async function warmUp(operation: (input: Bytes) => Promise<unknown>, small: Bytes): Promise<void> {
  for (let i = 0; i < SMALL_ONES; i++) await operation(small);
}

/** Under a key and a nonce that never change: `inputs.ts` encrypts what is decrypted here. */
export async function bareGcm(direction: "encrypt" | "decrypt", input: Bytes): Promise<Bytes> {
  const key = await crypto.subtle.importKey("raw", new Uint8Array(32), "AES-GCM", false, [direction]);
  return new Uint8Array(await crypto.subtle[direction]({ name: "AES-GCM", iv: new Uint8Array(12) }, key, input));
}

function verify(input: Bytes): Promise<void> {
  return waxwing.verify(input, null);
}

export function operationsOf(identity: Identity): Operations {
  const key = keyFor(identity.key, readCertificate(identity.certificate), []);
  const anchors = anchorsOf([readCertificate(identity.authority)]);
  const open = async (raw: Bytes): Promise<unknown> => {
    const pace = new RunningWork().pace();
    const opened = await readMessage(raw, { keys: [key], anchors, certificates: [], now: Date.now(), pace });
    if (opened.report.signature.kind !== "verified") throw new Error(JSON.stringify(opened.report.signature));
    return opened;
  };
  const decrypt = (input: Bytes) => waxwing.decrypt(key, input);
  const sealed = (encrypt: boolean) => (attached: Bytes) =>
    seal(key, { attached, sign: true, encrypt, date: Date.now(), pace: new RunningWork().pace() });
  return {
    "sign, clear": (input) => waxwing.sign(key, input, true),
    "sign, opaque": (input) => waxwing.sign(key, input, false),
    "verify, opaque, DER": verify,
    "verify, opaque, BER, 1 kB chunks": verify,
    "encrypt, CBC": (input) => waxwing.encrypt(key, input, "rsaes-oaep"),
    "encrypt, GCM": (input) => waxwing.encrypt(key, input, "rsaes-oaep", "aes-256-gcm"),
    "decrypt, CBC, DER": decrypt,
    "decrypt, CBC, BER, 1 kB chunks": decrypt,
    "decrypt, GCM": decrypt,
    "encrypt, GCM, WebCrypto alone": (input) => bareGcm("encrypt", input),
    "decrypt, GCM, WebCrypto alone": (input) => bareGcm("decrypt", input),
    "seal a message, clear": sealed(false),
    "seal a message, signed and encrypted": sealed(true),
    "open a message, clear": open,
    "open a message, signed and encrypted": open,
  };
}
