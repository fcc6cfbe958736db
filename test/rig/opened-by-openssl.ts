/** What a sealed message says to somebody who has OpenSSL and a key, and nothing of ours. */
import type { Certificates, Holder } from "./certificates.ts";
import { decoded, leavesOf, parameterOf, partOf } from "./entity.ts";
import type { Lifetime } from "./lifetime.ts";
import { openssl } from "./openssl.ts";

export interface OpenedByOpenssl {
  readonly text: string;
  readonly attachments: readonly { readonly name: string; readonly content: Buffer }[];
  /** Whether the one who signed is the one expected. */
  readonly signedByExpected: boolean;
}

async function sameCertificate(pem: string, other: string): Promise<boolean> {
  const [one, two] = await Promise.all(
    [pem, other].map((file) => openssl(["x509", "-in", file, "-noout", "-fingerprint", "-sha256"])),
  );
  return one !== undefined && two !== undefined && one.equals(two);
}

/** What came out of the envelope. @throws Error with OpenSSL's words where the key opens nothing */
export function decryptedByOpenssl(raw: Buffer, { certificate, key }: Holder): Promise<Buffer> {
  return openssl(["cms", "-decrypt", "-recip", certificate, "-inkey", key], raw);
}

export interface VerifiedByOpenssl {
  /** The entity that was signed. */
  readonly content: Buffer;
  /** Whether the one who signed is the one expected. */
  readonly signedByExpected: boolean;
}

/** @throws Error with OpenSSL's words where it cannot verify */
export async function verifiedByOpenssl(
  life: Lifetime,
  signed: Buffer,
  signer: Holder,
  { authority }: Certificates,
): Promise<VerifiedByOpenssl> {
  const seen = life.path(`signer-${crypto.randomUUID()}.pem`);
  const content = await openssl(["cms", "-verify", "-CAfile", authority.root, "-signer", seen], signed);
  return { content, signedByExpected: await sameCertificate(seen, signer.certificate) };
}

/** @throws Error with OpenSSL's words where it can neither decrypt nor verify */
export async function openByOpenssl(
  life: Lifetime,
  raw: Buffer,
  reader: Holder,
  signer: Holder,
  certificates: Certificates,
): Promise<OpenedByOpenssl> {
  const signed = await decryptedByOpenssl(raw, reader);
  const { content, signedByExpected } = await verifiedByOpenssl(life, signed, signer, certificates);
  const leaves = leavesOf(partOf(content));
  const [text] = leaves.filter((leaf) => /^text\/plain/i.test(leaf.header.get("content-type") ?? "text/plain"));
  const attachments = leaves
    .filter((leaf) => /^attachment/i.test(leaf.header.get("content-disposition") ?? ""))
    .map((leaf) => ({ name: parameterOf(leaf, "content-disposition", "filename") ?? "", content: decoded(leaf) }));
  return {
    text: text === undefined ? "" : decoded(text).toString("utf8"),
    attachments,
    signedByExpected,
  };
}
