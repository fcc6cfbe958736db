/** AuthenticatedSafe (RFC 7292 section 4.1): a sequence of safes, plain, encrypted by password or to a public key. */
import { context, type Element, Fields, readSole, TAG } from "../asn1/reader.ts";
import { octetStringOf, oidOf } from "../asn1/values.ts";
import type { Bytes } from "../bytes.ts";
import { isSmimeError } from "../errors.ts";
import { readAlgorithmIdentifier } from "../x509/algorithm-identifier.ts";
import { limitExceeded, malformed, PKCS12_LIMITS, unsupported, type WorkBudget } from "./limits.ts";
import type { PasswordForms } from "./password.ts";
import { type Decrypted, decryptWithPassword } from "./password-based-encryption.ts";
import { type Bag, type CertificateBag, type KeyBag, readSafeContents, type ShroudedKeyBag } from "./safe-contents.ts";

export const CONTENT_TYPE = {
  data: "1.2.840.113549.1.7.1",
  envelopedData: "1.2.840.113549.1.7.3",
  encryptedData: "1.2.840.113549.1.7.6",
} as const;

interface ContentInfo {
  readonly oid: string;
  /** The element inside [0]; null where RFC 5652's optional content is left out. */
  readonly content: Element | null;
}

export function readContentInfo(element: Element): ContentInfo {
  const fields = new Fields(element);
  const oid = oidOf(fields.any());
  const wrapper = fields.optional(context(0));
  return { oid, content: wrapper && new Fields(wrapper).any() };
}

/** Opens what is encrypted by the password, and keeps a list of how it was. */
export interface Opener {
  readonly forms: PasswordForms;
  readonly budget: WorkBudget;
  readonly encryption: Set<string>;
}

async function open(opener: Opener, algorithm: Element, ciphertext: Bytes): Promise<Decrypted["plaintext"]> {
  const identifier = readAlgorithmIdentifier(algorithm);
  const { plaintext, encryption } = await decryptWithPassword(identifier, ciphertext, opener.forms, opener.budget);
  opener.encryption.add(encryption);
  return plaintext;
}

async function openEncryptedData(encryptedData: Element, opener: Opener): Promise<Bytes> {
  const fields = new Fields(encryptedData);
  fields.required(TAG.integer);
  const info = new Fields(fields.required(TAG.sequence));
  if (oidOf(info.any()) !== CONTENT_TYPE.data) throw malformed("EncryptedContentInfo");
  const algorithm = info.required(TAG.sequence);
  return open(opener, algorithm, octetStringOf(info.any(), context(0, false)));
}

const ENVELOPED = "enveloped-data";

/** Safes encrypted to a public key need a key of another vault: they are named in `encryption` and passed over. */
async function openSafe(element: Element, opener: Opener): Promise<readonly Bag[]> {
  const { oid, content } = readContentInfo(element);
  if (!content) throw malformed("ContentInfo");
  switch (oid) {
    case CONTENT_TYPE.data:
      return readSafeContents(octetStringOf(content));
    case CONTENT_TYPE.encryptedData:
      return readSafeContents(await openEncryptedData(content, opener));
    case CONTENT_TYPE.envelopedData:
      opener.encryption.add(ENVELOPED);
      return [];
    default:
      throw unsupported(oid);
  }
}

/** @throws SmimeError pkcs12/*, asn1/malformed */
export async function openSafes(authenticatedSafe: Bytes, opener: Opener): Promise<readonly Bag[]> {
  const bags: Bag[] = [];
  for (const element of new Fields(readSole(authenticatedSafe, TAG.sequence)).rest()) {
    bags.push(...(await openSafe(element, opener)));
    if (bags.length > PKCS12_LIMITS.bags) throw limitExceeded("bags");
  }
  return bags;
}

async function unshroud(bag: ShroudedKeyBag, opener: Opener): Promise<KeyBag> {
  const { localKeyId, friendlyName } = bag;
  const { plaintext, encryption } = await decryptWithPassword(
    bag.algorithm,
    bag.ciphertext,
    opener.forms,
    opener.budget,
  );
  opener.encryption.add(encryption);
  return { kind: "key", pkcs8: plaintext, localKeyId, friendlyName };
}

export interface OpenedBags {
  readonly keys: readonly KeyBag[];
  readonly certificates: readonly CertificateBag[];
}

/** Keys in the clear, one after another: each may cost a derivation. */
export async function openBags(bags: readonly Bag[], opener: Opener): Promise<OpenedBags> {
  const keys: KeyBag[] = [];
  const certificates: CertificateBag[] = [];
  for (const bag of bags) {
    if (bag.kind === "certificate") certificates.push(bag);
    else keys.push(bag.kind === "key" ? bag : await unshroud(bag, opener));
  }
  return { keys, certificates };
}

/** The work's result; nothing where it failed for a reason of the file's, short of the work limit. */
async function orNothing<T>(work: Promise<T>): Promise<T | readonly []> {
  try {
    return await work;
  } catch (error) {
    if (isSmimeError(error) && error.code !== "pkcs12/limit-exceeded") return [];
    throw error;
  }
}

/** Whether the password opens any one thing the file encrypts by a password: then it is the right one. */
export async function opensAnything(authenticatedSafe: Bytes, opener: Opener): Promise<boolean> {
  const trial = { ...opener, encryption: new Set<string>() };
  try {
    for (const safe of new Fields(readSole(authenticatedSafe, TAG.sequence)).rest()) {
      const bags: readonly Bag[] = await orNothing(openSafe(safe, trial));
      for (const bag of bags) if (bag.kind === "shrouded-key") await orNothing(openBags([bag], trial));
    }
  } catch (error) {
    if (!isSmimeError(error)) throw error;
  }
  trial.encryption.delete(ENVELOPED);
  return trial.encryption.size > 0;
}
