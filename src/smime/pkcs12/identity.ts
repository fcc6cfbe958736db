/** Brings keys and certificates of a file together. */
import { type Bytes, equal } from "../bytes.ts";
import { isSmimeError } from "../errors.ts";
import type { Certificate } from "../x509/certificate.ts";
import { authorityKeyIdentifierOf, subjectKeyIdentifierOf } from "../x509/key-identifier.ts";
import { namesEqual } from "../x509/name.ts";
import { belongsTo } from "./private-key.ts";
import type { CertificateBag, KeyBag } from "./safe-contents.ts";

export interface PfxIdentity {
  readonly pkcs8: Bytes;
  readonly certificate: Certificate;
  /** The issuers the file holds, nearest first, a self-signed one included. Nothing about them is verified. */
  readonly chain: readonly Certificate[];
  readonly friendlyName: string | null;
}

/** Longer chains than this have loops or are made to be long. */
const CHAIN_LIMIT = 16;

/** Null where absent or unreadable: an identifier is a hint (RFC 5280 section 4.2.1.1). */
function hint(read: () => Bytes | null): Bytes | null {
  try {
    return read();
  } catch (error) {
    if (isSmimeError(error)) return null;
    throw error;
  }
}

function issuerOf(certificate: Certificate, certificates: readonly Certificate[]): Certificate | null {
  const named = certificates.filter((candidate) => namesEqual(candidate.subject, certificate.issuer));
  const wanted = hint(() => authorityKeyIdentifierOf(certificate));
  const identified = named.find((candidate) => {
    const identifier = hint(() => subjectKeyIdentifierOf(candidate));
    return wanted !== null && identifier !== null && equal(wanted, identifier);
  });
  return identified ?? named[0] ?? null;
}

/** The issuers among `certificates`, nearest first, up to one that is self-issued or missing. */
export function assembleChain(certificate: Certificate, certificates: readonly Certificate[]): readonly Certificate[] {
  const chain: Certificate[] = [];
  let current = certificate;
  while (chain.length < CHAIN_LIMIT && !namesEqual(current.subject, current.issuer)) {
    const issuer = issuerOf(current, certificates);
    if (!issuer || issuer === certificate || chain.includes(issuer)) break;
    chain.push(issuer);
    current = issuer;
  }
  return chain;
}

/**
 * Certificates whose public key is this key's: a renewed certificate may share it with the old one. The bag's
 * localKeyId only says whose friendly name counts: it has been wrong in files that people have.
 */
async function certificatesOf(key: KeyBag, bags: readonly CertificateBag[]): Promise<readonly CertificateBag[]> {
  const owned = await Promise.all(bags.map(async (bag) => belongsTo(key.pkcs8, bag.certificate)));
  const linked = (bag: CertificateBag) =>
    key.localKeyId !== null && bag.localKeyId !== null && equal(key.localKeyId, bag.localKeyId);
  const own = bags.filter((_, i) => owned[i] === true);
  return own.toSorted((a, b) => Number(linked(b)) - Number(linked(a)));
}

/** The identities of one key, the one its localKeyId names first; none if the file has no certificate of it. */
export async function identitiesOf(key: KeyBag, bags: readonly CertificateBag[]): Promise<readonly PfxIdentity[]> {
  const certificates = bags.map((bag) => bag.certificate);
  return (await certificatesOf(key, bags)).map((bag) => ({
    pkcs8: key.pkcs8,
    certificate: bag.certificate,
    chain: assembleChain(bag.certificate, certificates),
    friendlyName: bag.friendlyName ?? key.friendlyName,
  }));
}
