/**
 * Seals and opens whole messages, MIME and certification path included: how many times as long that takes as the bare
 * WebCrypto primitives on the same content in the same run.
 */
import type { Bytes } from "../src/smime/bytes.ts";
import { readMessage } from "../src/smime/read-message.ts";
import { anchorsOf } from "../src/smime/x509/trust-anchor.ts";
import { type Bare, bareOn } from "./bare.ts";
import { seal } from "./letter.ts";
import { makeMaterial } from "./material.ts";
import { medians, type Work } from "./measure.ts";

const material = makeMaterial();
const NOW = Date.now();
const context = {
  keys: [material.key],
  anchors: anchorsOf([material.authority]),
  certificates: [],
  now: NOW,
};

type Form = "clear" | "opaque" | "encrypted" | "signed and encrypted";

function sealed(content: Bytes, form: Form): Promise<Bytes> {
  return seal(material.key, {
    attached: content,
    sign: form !== "encrypted",
    encrypt: form === "encrypted" || form === "signed and encrypted",
    form: form === "clear" ? "clear" : "opaque",
    date: NOW,
  });
}

async function open(raw: Bytes, form: Form): Promise<void> {
  const { report } = await readMessage(raw, context);
  const sound = form === "encrypted" ? report.encryption.kind === "decrypted" : report.signature.kind === "verified";
  if (!sound) throw new Error(`${form}: ${JSON.stringify(report.signature)}`);
}

const both =
  (first: Work, second: Work): Work =>
  async () => {
    await first();
    await second();
  };

function comparisons(bare: Bare): readonly (readonly [Form, Work, Work])[] {
  return [
    ["clear", bare.sign, bare.verify],
    ["opaque", bare.sign, bare.verify],
    ["encrypted", bare.encrypt, bare.decrypt],
    ["signed and encrypted", both(bare.sign, bare.encrypt), both(bare.decrypt, bare.verify)],
  ];
}

const SIZES = [
  ["10 kB", 10_000, 21],
  ["1 MB", 1_000_000, 11],
  ["25 MB", 25_000_000, 5],
] as const;

function row(name: string, size: string, bare: number, ours: number): string {
  return `| ${name} | ${size} | ${bare.toFixed(1)} | ${ours.toFixed(1)} | ${(ours / bare).toFixed(2)} |`;
}

async function table(): Promise<string[]> {
  const rows: string[] = [];
  const { pkcs8, certificate } = material;
  for (const [label, size, rounds] of SIZES) {
    const content = new Uint8Array(size).map((_, index) => (index * 2_654_435_761) >>> 24);
    const bare = await bareOn(content, pkcs8, certificate.subjectPublicKeyInfo.der);
    for (const [form, bareSeal, bareOpen] of comparisons(bare)) {
      const raw = await sealed(content, form);
      const works = [bareSeal, () => sealed(content, form), bareOpen, () => open(raw, form)];
      const [a = 0, b = 0, c = 0, d = 0] = await medians(works, rounds);
      rows.push(row(`seal, ${form}`, label, a, b), row(`open, ${form}`, label, c, d));
    }
  }
  return rows;
}

/** Whole messages as a section of the report. */
export async function messagesSection(): Promise<readonly string[]> {
  return [
    "## Whole messages",
    "",
    "With one attachment: MIME, base64, CMS and certification path included; PKCS #1 v1.5 for encryption, as nearly all mail has it.",
    "The bare column is WebCrypto alone on the attachment's octets, with OAEP in place of RSAES-PKCS1-v1_5, which it lacks, and keys imported beforehand.",
    "",
    "| work | content | bare, ms | Waxwing, ms | ratio |",
    "|---|---|---|---|---|",
    ...(await table()),
    "",
  ];
}
