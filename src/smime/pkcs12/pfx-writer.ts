/** Writes PFX (RFC 7292), as DER: a safe with the certificates and one with the keys, both encrypted by the password. */
import { context, TAG } from "../asn1/reader.ts";
import { encode, integer, octetString, oid, sequence, setOf } from "../asn1/writer.ts";
import { type Bytes, EMPTY, equal } from "../bytes.ts";
import { digestSync } from "../crypto/digest.ts";
import { SmimeError } from "../errors.ts";
import type { Certificate } from "../x509/certificate.ts";
import { CONTENT_TYPE } from "./authenticated-safe.ts";
import type { PfxIdentity } from "./identity.ts";
import { type PfxForm, pfxSealing, type Sealed } from "./pfx-sealing.ts";

export { PFX_ITERATIONS, type PfxForm } from "./pfx-sealing.ts";

export interface PfxOrder {
  /** Each with the chain to send along. Identities of one key share its bag. */
  readonly identities: readonly PfxIdentity[];
  /** Certificates beside those of the identities. */
  readonly certificates?: readonly Certificate[];
  readonly password: string;
  readonly form: PfxForm;
  /** Of each key derivation; `PFX_ITERATIONS` if absent. */
  readonly iterations?: number;
}

const BAG = {
  shroudedKey: "1.2.840.113549.1.12.10.1.2",
  certificate: "1.2.840.113549.1.12.10.1.3",
} as const;
const X509_CERTIFICATE = "1.2.840.113549.1.9.22.1";
const LOCAL_KEY_ID = "1.2.840.113549.1.9.21";
const FRIENDLY_NAME = "1.2.840.113549.1.9.20";

function bmpString(text: string): Bytes {
  const out = new Uint8Array(2 * text.length);
  const view = new DataView(out.buffer);
  for (let i = 0; i < text.length; i++) view.setUint16(2 * i, text.charCodeAt(i));
  return encode(TAG.bmpString, out);
}

/** What ties a key to its certificate: SHA-1 of the certificate, as everybody else writes it. */
function attributesOf({ certificate, friendlyName }: PfxIdentity): Bytes {
  const identifier = sequence(oid(LOCAL_KEY_ID), setOf([octetString(digestSync("sha-1", certificate.der))]));
  const name = friendlyName === null ? [] : [sequence(oid(FRIENDLY_NAME), setOf([bmpString(friendlyName)]))];
  return setOf([identifier, ...name]);
}

function bag(type: string, value: Bytes, attributes: Bytes = EMPTY): Bytes {
  return sequence(oid(type), encode(context(0), value), attributes);
}

function certificateBag({ der }: Certificate, attributes?: Bytes): Bytes {
  return bag(BAG.certificate, sequence(oid(X509_CERTIFICATE), encode(context(0), octetString(der))), attributes);
}

/** The identities' certificates first, with their attributes, then all others once. */
function certificateBags({ identities, certificates = [] }: PfxOrder): readonly Bytes[] {
  const own = identities.map(({ certificate }) => certificate);
  const others = [...identities.flatMap(({ chain }) => chain), ...certificates];
  const rest = others.filter(
    (one, i) => !own.some(({ der }) => equal(der, one.der)) && others.findIndex(({ der }) => equal(der, one.der)) === i,
  );
  return [
    ...identities.map((identity) => certificateBag(identity.certificate, attributesOf(identity))),
    ...rest.map((certificate) => certificateBag(certificate)),
  ];
}

/** The first identity of each key. */
function keysOf(identities: readonly PfxIdentity[]): readonly PfxIdentity[] {
  return identities.filter(({ pkcs8 }, i) => identities.findIndex((one) => equal(one.pkcs8, pkcs8)) === i);
}

function dataSafe(content: Bytes): Bytes {
  return sequence(oid(CONTENT_TYPE.data), encode(context(0), octetString(content)));
}

function encryptedSafe({ algorithm, ciphertext }: Sealed): Bytes {
  const info = sequence(oid(CONTENT_TYPE.data), algorithm, encode(context(0, false), ciphertext));
  return sequence(oid(CONTENT_TYPE.encryptedData), encode(context(0), sequence(integer(0), info)));
}

/**
 * @throws SmimeError pkcs12/no-key for an order without identities
 */
export async function writePfx(order: PfxOrder): Promise<Bytes> {
  const { identities, certificates = [], password, form, iterations } = order;
  if (identities.length === 0) throw new SmimeError("pkcs12/no-key", { certificates: certificates.length });
  const sealing = pfxSealing(form, password, iterations);
  const shrouded = keysOf(identities).map(async (identity) => {
    const { algorithm, ciphertext } = await sealing.encrypt(identity.pkcs8);
    return bag(BAG.shroudedKey, sequence(algorithm, octetString(ciphertext)), attributesOf(identity));
  });
  const certificateSafe = encryptedSafe(await sealing.encrypt(sequence(...certificateBags(order))));
  const keySafe = dataSafe(sequence(...(await Promise.all(shrouded))));
  const authenticatedSafe = sequence(certificateSafe, keySafe);
  return sequence(integer(3), dataSafe(authenticatedSafe), await sealing.macData(authenticatedSafe));
}
