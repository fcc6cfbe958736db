/** A signed mail of 10 kB, opened again and again: against the public-key operations that it cannot do without. */
import type { Bytes } from "../src/smime/bytes.ts";
import { readMessage } from "../src/smime/read-message.ts";
import { anchorsOf } from "../src/smime/x509/trust-anchor.ts";
import { seal } from "./letter.ts";
import { type Material, makeMaterial } from "./material.ts";
import { medians } from "./measure.ts";

const ROUNDS = 301;
/** Turns after which the engine is compiled: a worker that has read a mailbox for a while. */
const WARM_UP = 500;
const RSA = { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" };

/** 10 kB of text, clear-signed. */
export function signedMail(key: Material["key"], date: number): Promise<Bytes> {
  const text = "A line of a letter, as long as lines of letters are.\n".repeat(190);
  return seal(key, { text, sign: true, encrypt: false, date });
}

/** One check of the message by its signer's key, and one of the signer's certificate by its authority's. */
async function operations({ pkcs8, certificate, authority }: Material): Promise<() => Promise<void>> {
  const { subtle } = crypto;
  const attributes = new Uint8Array(250);
  const signing = await subtle.importKey("pkcs8", pkcs8, RSA, false, ["sign"]);
  const signature = await subtle.sign(RSA, signing, attributes);
  const check = async (spki: Bytes): Promise<void> => {
    const key = await subtle.importKey("spki", spki, RSA, false, ["verify"]);
    await subtle.verify(RSA, key, signature, attributes);
  };
  return async () => {
    await check(certificate.subjectPublicKeyInfo.der);
    await check(authority.subjectPublicKeyInfo.der);
  };
}

export async function signedMailSection(): Promise<readonly string[]> {
  const material = makeMaterial();
  const now = Date.now();
  const raw = await signedMail(material.key, now);
  const context = { keys: [], anchors: anchorsOf([material.authority]), certificates: [], now };
  const open = async (): Promise<void> => {
    const { report } = await readMessage(raw, context);
    if (report.signature.kind !== "verified") throw new Error(JSON.stringify(report.signature));
  };
  const [bare = 0, ours = 0] = await medians([await operations(material), open], ROUNDS, WARM_UP);
  return [
    "## A signed mail of 10 kB, opened warm",
    "",
    "The bare column is its two public-key operations alone (the signer's signature and the authority's on the signer's certificate,",
    "RSA-2048), with the import of the keys. Waxwing's is everything: MIME, CMS, certification path, verdict.",
    "",
    "| bare, ms | Waxwing, ms | ratio | goal |",
    "|---|---|---|---|",
    `| ${bare.toFixed(2)} | ${ours.toFixed(2)} | ${(ours / bare).toFixed(2)} | ≤ 2 |`,
    "",
  ];
}
