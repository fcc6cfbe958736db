/** What the operations work on. */
import { type Bytes, joined } from "../../src/smime/bytes.ts";
import { inChunks } from "../cms/ber.ts";
import * as waxwing from "../cms/waxwing.ts";
import { seal } from "../letter.ts";
import type { Material } from "../material.ts";
import { bareGcm, type OperationName } from "./operations.ts";

export interface Inputs {
  readonly inputs: Readonly<Record<OperationName, Bytes>>;
  /** Octets of the message as it travels: the rise is held against these. */
  readonly lengths: Readonly<Record<OperationName, number>>;
}

function lengthsOf(inputs: Inputs["inputs"]): Inputs["lengths"] {
  const length = (name: OperationName) => inputs[name].length;
  return {
    "sign, clear": length("sign, clear"),
    "sign, opaque": length("sign, opaque"),
    "verify, opaque, DER": length("verify, opaque, DER"),
    "verify, opaque, BER, 1 kB chunks": length("verify, opaque, BER, 1 kB chunks"),
    "encrypt, CBC": length("encrypt, CBC"),
    "encrypt, GCM": length("encrypt, GCM"),
    "decrypt, CBC, DER": length("decrypt, CBC, DER"),
    "decrypt, CBC, BER, 1 kB chunks": length("decrypt, CBC, BER, 1 kB chunks"),
    "decrypt, GCM": length("decrypt, GCM"),
    "encrypt, GCM, WebCrypto alone": length("encrypt, GCM, WebCrypto alone"),
    "decrypt, GCM, WebCrypto alone": length("decrypt, GCM, WebCrypto alone"),
    "seal a message, clear": length("open a message, clear"),
    "seal a message, signed and encrypted": length("open a message, signed and encrypted"),
    "open a message, clear": length("open a message, clear"),
    "open a message, signed and encrypted": length("open a message, signed and encrypted"),
  };
}

export async function inputsOf({ key }: Material, octets: number): Promise<Inputs> {
  const content = new Uint8Array(octets).map((_, index) => (index * 2_654_435_761) >>> 24);
  const opaque = joined(await waxwing.sign(key, content, false));
  const cbc = joined(await waxwing.encrypt(key, content, "rsaes-oaep"));
  const letter = { attached: content, sign: true, date: Date.now() };
  const inputs: Inputs["inputs"] = {
    "sign, clear": content,
    "sign, opaque": content,
    "verify, opaque, DER": opaque,
    "verify, opaque, BER, 1 kB chunks": inChunks(opaque, 1024),
    "encrypt, CBC": content,
    "encrypt, GCM": content,
    "decrypt, CBC, DER": cbc,
    "decrypt, CBC, BER, 1 kB chunks": inChunks(cbc, 1024),
    "decrypt, GCM": joined(await waxwing.encrypt(key, content, "rsaes-oaep", "aes-256-gcm")),
    "encrypt, GCM, WebCrypto alone": content,
    "decrypt, GCM, WebCrypto alone": await bareGcm("encrypt", content),
    "seal a message, clear": content,
    "seal a message, signed and encrypted": content,
    "open a message, clear": await seal(key, { ...letter, encrypt: false }),
    "open a message, signed and encrypted": await seal(key, { ...letter, encrypt: true }),
  };
  return { inputs, lengths: lengthsOf(inputs) };
}
