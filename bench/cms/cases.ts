/** What is compared, for content of one size: in Node and in a browser's worker alike. */
import { type Bytes, joined } from "../../src/smime/bytes.ts";
import { keyFor } from "../../src/smime/pkcs12/private-key.ts";
import { readCertificate } from "../../src/smime/x509/certificate.ts";
import { medians, type Work } from "../measure.ts";
import { bareWorks } from "./bare.ts";
import { inChunks } from "./ber.ts";
import * as pkiJs from "./pki-js.ts";
import * as waxwing from "./waxwing.ts";

/** One RSA identity, as octets that can be sent to a worker. */
export interface Material {
  readonly pkcs8: Bytes;
  readonly certificate: Bytes;
}

export interface Case {
  readonly name: string;
  /** What the ratio to the bare primitives must not exceed; null where they cannot do the same. */
  readonly most: number | null;
  readonly bare: Work;
  readonly ours: Work;
  /** Null: PKI.js cannot. */
  readonly peer: Work | null;
}

/** Milliseconds, medians of interleaved turns. */
export interface Timing extends Pick<Case, "name" | "most"> {
  readonly size: string;
  readonly bare: number;
  readonly ours: number;
  readonly peer: number | null;
}

export const SIZES = [
  { label: "1 kB", octets: 1_000, rounds: 61 },
  { label: "1 MB", octets: 1_000_000, rounds: 21 },
  { label: "25 MB", octets: 25_000_000, rounds: 7 },
] as const;

export type Size = (typeof SIZES)[number];

const [DER, CHUNKED] = [1.25, 1.75];
const CHUNKS = [
  ["BER, 4 kB chunks", 4096],
  ["BER, 1 kB chunks", 1024],
] as const;

/** Octets that do not repeat, the same in every run. */
export function contentOf({ octets }: Size): Bytes {
  return new Uint8Array(octets).map((_, index) => (index * 2_654_435_761) >>> 24);
}

async function signatureCases(content: Bytes, { pkcs8, certificate }: Material): Promise<readonly Case[]> {
  const key = keyFor(pkcs8, readCertificate(certificate), []);
  const { sign, verify } = await bareWorks(content, pkcs8, key.certificate.subjectPublicKeyInfo.der);
  const peer = pkiJs.peer(certificate, pkcs8);
  const clear = joined(await waxwing.sign(key, content, true));
  const opaque = joined(await waxwing.sign(key, content, false));
  const verifying = (name: string, message: Bytes, detached: Bytes | null, most: number): Case => ({
    name: `verify, ${name}`,
    most,
    bare: verify,
    ours: () => waxwing.verify(message, detached),
    peer: () => pkiJs.verify(message, detached),
  });
  const signing = (name: string, detached: boolean): Case => ({
    name: `sign, ${name}`,
    most: DER,
    bare: sign,
    ours: () => waxwing.sign(key, content, detached),
    peer: () => pkiJs.sign(peer, content, detached),
  });
  return [
    signing("clear", true),
    signing("opaque", false),
    verifying("clear", clear, content, DER),
    verifying("opaque, DER", opaque, null, DER),
    ...CHUNKS.map(([name, size]) => verifying(`opaque, ${name}`, inChunks(opaque, size), null, CHUNKED)),
  ];
}

async function encryptionCases(content: Bytes, { pkcs8, certificate }: Material): Promise<readonly Case[]> {
  const key = keyFor(pkcs8, readCertificate(certificate), []);
  const { encrypt, decrypt } = await bareWorks(content, pkcs8, key.certificate.subjectPublicKeyInfo.der);
  const peer = pkiJs.peer(certificate, pkcs8);
  const oaep = joined(await waxwing.encrypt(key, content, "rsaes-oaep"));
  const old = joined(await waxwing.encrypt(key, content, "rsaes-pkcs1-v1_5"));
  const decrypting = (name: string, message: Bytes, most: number | null): Case => ({
    name: `decrypt, ${name}`,
    most,
    bare: decrypt,
    ours: () => waxwing.decrypt(key, message),
    peer: most === null ? null : () => pkiJs.decrypt(peer, message),
  });
  return [
    {
      name: "encrypt, OAEP",
      most: DER,
      bare: encrypt,
      ours: () => waxwing.encrypt(key, content, "rsaes-oaep"),
      peer: () => pkiJs.encrypt(peer, content),
    },
    {
      name: "encrypt, PKCS #1 v1.5",
      most: null,
      bare: encrypt,
      ours: () => waxwing.encrypt(key, content, "rsaes-pkcs1-v1_5"),
      peer: null,
    },
    decrypting("OAEP, DER", oaep, DER),
    ...CHUNKS.map(([name, size]) => decrypting(`OAEP, ${name}`, inChunks(oaep, size), CHUNKED)),
    decrypting("PKCS #1 v1.5, DER", old, null),
  ];
}

/** Every case for content of this size. PKI.js takes minutes for the long ones: fewer turns there. */
export async function timingsFor(size: Size, material: Material): Promise<readonly Timing[]> {
  pkiJs.useWebCrypto();
  const content = contentOf(size);
  const cases = [...(await signatureCases(content, material)), ...(await encryptionCases(content, material))];
  const timings: Timing[] = [];
  for (const { name, most, bare, ours, peer } of cases) {
    const [a = 0, b = 0] = await medians([bare, ours], size.rounds);
    const [c = null] = peer ? await medians([peer], Math.ceil(size.rounds / 7)) : [];
    timings.push({ name, most, size: size.label, bare: a, ours: b, peer: c });
  }
  return timings;
}
