/**
 * PFX (RFC 7292): opens a key file with its password. It never stores anything, and hands keys to its caller alone.
 *
 * A wrong password and a damaged file are told apart as far as the octets can tell. A MAC that verifies proves the
 * password right and the safes whole. One that does not is a wrong password, unless the same password opens what the
 * file encrypts: then the file was altered. Without a MAC, ciphertext that does not open could be either, and is
 * called a wrong password.
 */
import { Fields, readElement, TAG } from "../asn1/reader.ts";
import { octetStringOf, smallInteger } from "../asn1/values.ts";
import { type Bytes, fromLatin1, latin1 } from "../bytes.ts";
import { isSmimeError, SmimeError } from "../errors.ts";
import type { Certificate } from "../x509/certificate.ts";
import {
  CONTENT_TYPE,
  openBags,
  type Opener,
  openSafes,
  opensAnything,
  readContentInfo,
} from "./authenticated-safe.ts";
import { identitiesOf, type PfxIdentity } from "./identity.ts";
import { limitExceeded, malformed, PKCS12_LIMITS, unsupported, WorkBudget } from "./limits.ts";
import { type Mac, readMacData } from "./mac-data.ts";
import { passwordForms } from "./password.ts";
import type { CertificateBag, KeyBag } from "./safe-contents.ts";

export type { PfxIdentity } from "./identity.ts";

export interface PfxContents {
  /** One for every certificate of a key, in the file's order of keys. */
  readonly identities: readonly PfxIdentity[];
  /** Certificates that belong to no key and stand in no identity's chain. */
  readonly certificates: readonly Certificate[];
  /** PKCS #8 octets of keys that none of the certificates belongs to. */
  readonly keysWithoutCertificate: readonly Bytes[];
  /** "hmac-sha-256", "pbmac1 hmac-sha-256"; null without a MAC. */
  readonly mac: string | null;
  /** Without duplicates: "pbes2 aes-256-cbc", "pbeWithSHAAnd40BitRC2-CBC", … */
  readonly encryption: readonly string[];
}

const ARMOUR = /-----BEGIN [^-]+-----([A-Za-z0-9+/=\s]+)-----END [^-]+-----/;

/** The DER inside PEM armour, or the octets themselves. */
function withoutArmour(file: Bytes): Bytes {
  if (file[0] === TAG.sequence) return file;
  const base64 = ARMOUR.exec(latin1(file))?.[1];
  if (base64 === undefined) throw malformed("PFX");
  try {
    return fromLatin1(atob(base64.replaceAll(/\s/g, "")));
  } catch (cause) {
    throw new SmimeError("pkcs12/malformed", { structure: "PFX" }, { cause });
  }
}

interface Pfx {
  /** The content of authSafe: what the MAC is over. */
  readonly authenticatedSafe: Bytes;
  readonly mac: Mac | null;
}

function readStructure(file: Bytes): Pfx {
  // Octets behind the PFX are passed over: files padded by mail systems and cards are common.
  const fields = new Fields(readElement(withoutArmour(file)));
  if (smallInteger(fields.required(TAG.integer)) !== 3) throw malformed("PFX");
  const { oid, content } = readContentInfo(fields.required(TAG.sequence));
  // Public-key integrity mode signs the safes instead; nobody is known to write it.
  if (oid !== CONTENT_TYPE.data) throw unsupported(oid);
  if (!content) throw malformed("AuthenticatedSafe");
  const macData = fields.optional(TAG.sequence);
  return { authenticatedSafe: octetStringOf(content), mac: macData && readMacData(macData) };
}

/** The opener for the rest of the file. @throws SmimeError pkcs12/wrong-password, pkcs12/malformed */
async function verifyMac({ authenticatedSafe, mac }: Pfx, opener: Opener): Promise<Opener> {
  if (!mac) return opener;
  const forms = await mac.verify(authenticatedSafe, opener.forms, opener.budget);
  if (forms) return { ...opener, forms };
  const damaged = await opensAnything(authenticatedSafe, opener);
  throw damaged ? malformed("MacData") : new SmimeError("pkcs12/wrong-password", {});
}

async function link(
  keys: readonly KeyBag[],
  bags: readonly CertificateBag[],
): Promise<Pick<PfxContents, "identities" | "certificates" | "keysWithoutCertificate">> {
  const perKey = await Promise.all(keys.map(async (key) => ({ key, identities: await identitiesOf(key, bags) })));
  const identities = perKey.flatMap((entry) => entry.identities);
  const used = new Set(identities.flatMap(({ certificate, chain }) => [certificate, ...chain]));
  return {
    identities,
    certificates: bags.map((bag) => bag.certificate).filter((certificate) => !used.has(certificate)),
    keysWithoutCertificate: perKey.filter((entry) => entry.identities.length === 0).map((entry) => entry.key.pkcs8),
  };
}

async function open(file: Bytes, password: string): Promise<PfxContents> {
  if (file.length > PKCS12_LIMITS.fileOctets) throw limitExceeded("fileOctets");
  const pfx = readStructure(file);
  const fresh = { forms: passwordForms(password), budget: new WorkBudget(), encryption: new Set<string>() };
  const opener = await verifyMac(pfx, fresh);
  const bags = await openBags(await openSafes(pfx.authenticatedSafe, opener), opener);
  const linked = await link(bags.keys, bags.certificates);
  return { ...linked, mac: pfx.mac?.name ?? null, encryption: [...opener.encryption] };
}

/**
 * @param file DER or BER, plain or PEM-armoured
 * @param password "" also stands for the absent password of RFC 7292 appendix B.1
 * @throws SmimeError pkcs12/wrong-password, pkcs12/malformed, pkcs12/unsupported-algorithm, pkcs12/limit-exceeded
 */
export async function readPfx(file: Bytes, password: string): Promise<PfxContents> {
  try {
    return await open(file, password);
  } catch (cause) {
    if (isSmimeError(cause, "asn1/malformed"))
      throw new SmimeError("pkcs12/malformed", { structure: "PFX" }, { cause });
    if (isSmimeError(cause, "asn1/limit-exceeded"))
      throw new SmimeError("pkcs12/limit-exceeded", cause.detail, { cause });
    throw cause;
  }
}
