/** The same by PKI.js, as its documentation does it, with its limits raised so that long messages pass. */
import * as asn1js from "asn1js";
import * as pkijs from "pkijs";
import type { Bytes } from "../../src/smime/bytes.ts";

const UNLIMITED = { maxNodes: 2 ** 31, maxContentLength: 2 ** 31, maxDepth: 1000 };

function parsed(message: Bytes): pkijs.ContentInfo {
  const { result } = asn1js.fromBER(message, UNLIMITED);
  return new pkijs.ContentInfo({ schema: result });
}

export function useWebCrypto(): void {
  pkijs.setEngine("bare", new pkijs.CryptoEngine({ name: "bare", crypto, subtle: crypto.subtle }));
}

export interface Peer {
  readonly certificate: pkijs.Certificate;
  readonly pkcs8: Bytes;
}

export function peer(certificate: Bytes, pkcs8: Bytes): Peer {
  return { certificate: pkijs.Certificate.fromBER(certificate), pkcs8 };
}

function attribute(type: string, value: asn1js.BaseBlock): pkijs.Attribute {
  return new pkijs.Attribute({ type, values: [value] });
}

export async function sign({ certificate, pkcs8 }: Peer, content: Bytes, detached: boolean): Promise<Uint8Array> {
  const algorithm = { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" };
  const key = await crypto.subtle.importKey("pkcs8", pkcs8, algorithm, false, ["sign"]);
  const digest = await crypto.subtle.digest("SHA-256", content);
  const signedAttrs = new pkijs.SignedAndUnsignedAttributes({
    type: 0,
    attributes: [
      attribute("1.2.840.113549.1.9.3", new asn1js.ObjectIdentifier({ value: pkijs.ContentInfo.DATA })),
      attribute("1.2.840.113549.1.9.5", new asn1js.UTCTime({ valueDate: new Date(0) })),
      attribute("1.2.840.113549.1.9.4", new asn1js.OctetString({ valueHex: digest })),
    ],
  });
  const sid = new pkijs.IssuerAndSerialNumber({ issuer: certificate.issuer, serialNumber: certificate.serialNumber });
  const encapContentInfo = new pkijs.EncapsulatedContentInfo({
    eContentType: pkijs.ContentInfo.DATA,
    ...(detached ? {} : { eContent: new asn1js.OctetString({ valueHex: content }) }),
  });
  const signedData = new pkijs.SignedData({
    version: 1,
    encapContentInfo,
    signerInfos: [new pkijs.SignerInfo({ version: 1, sid, signedAttrs })],
    certificates: [certificate],
  });
  await signedData.sign(key, 0, "SHA-256", content);
  const info = new pkijs.ContentInfo({
    contentType: pkijs.ContentInfo.SIGNED_DATA,
    content: signedData.toSchema(true),
  });
  return new Uint8Array(info.toSchema().toBER(false));
}

export async function verify(message: Bytes, detached: Bytes | null): Promise<void> {
  const signedData = new pkijs.SignedData({ schema: parsed(message).content });
  const sound = await signedData.verify({ signer: 0, ...(detached ? { data: detached.slice().buffer } : {}) });
  if (!sound) throw new Error("PKI.js does not verify this");
}

export async function encrypt({ certificate }: Peer, content: Bytes): Promise<Uint8Array> {
  const enveloped = new pkijs.EnvelopedData();
  enveloped.addRecipientByCertificate(certificate, { oaepHashAlgorithm: "SHA-256" });
  const cipher: AesKeyGenParams = { name: "AES-CBC", length: 256 };
  await enveloped.encrypt(cipher, content.buffer);
  const info = new pkijs.ContentInfo({ contentType: pkijs.ContentInfo.ENVELOPED_DATA, content: enveloped.toSchema() });
  return new Uint8Array(info.toSchema().toBER(false));
}

export async function decrypt({ certificate, pkcs8 }: Peer, message: Bytes): Promise<ArrayBuffer> {
  const enveloped = new pkijs.EnvelopedData({ schema: parsed(message).content });
  return enveloped.decrypt(0, { recipientCertificate: certificate, recipientPrivateKey: pkcs8.slice().buffer });
}
