/** `--p12 FILE --password P` and `--key FILE --cert FILE`, as often as they come. */
import type { RecipientKey, SignerKey } from "../smime/cms/keys.ts";
import { SmimeError } from "../smime/errors.ts";
import { readPfx } from "../smime/pkcs12/pfx.ts";
import { belongsTo, keyFor, readPrivateKeyFile } from "../smime/pkcs12/private-key.ts";
import type { Certificate } from "../smime/x509/certificate.ts";
import { readCertificateFile } from "../smime/x509/certificate-file.ts";
import { permitsAny } from "../smime/x509/key-usage.ts";
import { namesEqual } from "../smime/x509/name.ts";
import { type Arguments, UsageError } from "./arguments.ts";
import { readInput } from "./files.ts";

export type Key = RecipientKey & SignerKey;

export const KEY_OPTIONS: readonly string[] = ["--p12", "--password", "--key", "--cert"];

/** What goes along with a signature: issuers, without a self-issued anchor. */
function withoutAnchor(chain: readonly Certificate[]): readonly Certificate[] {
  return chain.filter((certificate) => !namesEqual(certificate.subject, certificate.issuer));
}

async function keysOfPfx(name: string, password: string): Promise<Key[]> {
  const { identities } = await readPfx(readInput(name), password);
  return identities.map(({ pkcs8, certificate, chain }) => keyFor(pkcs8, certificate, withoutAnchor(chain)));
}

/** The certificate file may hold the chain too. */
async function keyOfFiles(keyName: string, certificateName: string): Promise<Key> {
  const pkcs8 = readPrivateKeyFile(readInput(keyName));
  const certificates = readCertificateFile(readInput(certificateName));
  for (const certificate of certificates)
    if (await belongsTo(pkcs8, certificate))
      return keyFor(pkcs8, certificate, withoutAnchor(certificates.filter((other) => other !== certificate)));
  throw new SmimeError("pkcs12/key-mismatch", {});
}

/** @throws UsageError, SmimeError pkcs12/*, x509/* */
export async function readKeys(given: Arguments): Promise<readonly Key[]> {
  const passwords = given.all("--password");
  const keyNames = given.all("--key");
  const certificateNames = given.all("--cert");
  if (keyNames.length !== certificateNames.length) throw new UsageError("every --key needs a --cert");
  const keys: Key[] = [];
  for (const [index, name] of given.all("--p12").entries())
    keys.push(...(await keysOfPfx(name, passwords[index] ?? passwords.at(-1) ?? "")));
  for (const [index, name] of keyNames.entries()) keys.push(await keyOfFiles(name, certificateNames[index] ?? ""));
  return keys;
}

/** The first key whose certificate allows signatures. @throws UsageError */
export async function readSigner(given: Arguments): Promise<SignerKey> {
  const keys = await readKeys(given);
  const signer = keys.find((key) => permitsAny(key.certificate, "digitalSignature", "nonRepudiation"));
  if (signer) return signer;
  if (keys.length > 0) throw new SmimeError("cms/cannot-write", { reason: "no key that may sign" });
  throw new UsageError("a key is needed: --p12 FILE --password P, or --key FILE --cert FILE");
}
