/** Waxwing's own path, from and to complete CMS objects. */
import type { Bytes, Segments } from "../../src/smime/bytes.ts";
import type { ContentCipher } from "../../src/smime/cms/content-cipher.ts";
import { openEnveloped, writeEnvelopedData } from "../../src/smime/cms/enveloped-data.ts";
import type { RecipientKey, SignerKey } from "../../src/smime/cms/keys.ts";
import type { KeyTransport } from "../../src/smime/cms/key-transport.ts";
import { readSignedData, verifySigner, writeSignedData } from "../../src/smime/cms/signed-data.ts";

export type Key = RecipientKey & SignerKey;

/** In segments, as the writer of a message takes it. */
export function sign(key: Key, content: Bytes, detached: boolean): Promise<Segments> {
  return writeSignedData({ content, detached, signers: [key], signingTime: 0 });
}

/** `detached`: the content, where the object does not carry it. */
export async function verify(message: Bytes, detached: Bytes | null): Promise<void> {
  const signedData = readSignedData(message);
  const [signer] = signedData.signerInfos;
  const content = detached ? [detached] : (signedData.content ?? []);
  const result = signer && (await verifySigner(signedData, signer, content, []));
  if (result?.kind !== "sound") throw new Error(JSON.stringify(result));
}

/** In segments likewise. */
export function encrypt(
  key: Key,
  content: Bytes,
  keyTransport: KeyTransport,
  cipher: ContentCipher = "aes-256-cbc",
): Promise<Segments> {
  return writeEnvelopedData({ content: [content], recipients: [key.certificate], keyTransport, cipher });
}

export async function decrypt(key: Key, message: Bytes): Promise<Bytes> {
  return (await openEnveloped(message, [key])).content;
}
