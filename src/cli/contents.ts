/** `waxwing p12` and `waxwing certs`: what a file holds. Nothing in it is verified. */
import type { Bytes } from "../smime/bytes.ts";
import { toHex } from "../smime/bytes.ts";
import { isSmimeError, SmimeError } from "../smime/errors.ts";
import type { Entity } from "../smime/mime/entity.ts";
import { parseEntity } from "../smime/mime/parse.ts";
import { cmsOctets, smimeKindOf } from "../smime/mime/smime-type.ts";
import { readPfx } from "../smime/pkcs12/pfx.ts";
import type { Certificate } from "../smime/x509/certificate.ts";
import { readCertificateFile } from "../smime/x509/certificate-file.ts";
import { summarize } from "../smime/x509/summary.ts";
import { readArguments } from "./arguments.ts";
import { readInput } from "./files.ts";

function withoutDuplicates(certificates: readonly Certificate[]): readonly Certificate[] {
  return [...new Map(certificates.map((certificate) => [toHex(certificate.der), certificate])).values()];
}

export async function p12(words: readonly string[]): Promise<object> {
  const given = readArguments(words, { values: ["--password"] });
  const contents = await readPfx(readInput(given.operand), given.last("--password") ?? "");
  const { identities, certificates, keysWithoutCertificate, mac, encryption } = contents;
  const all = [...identities.flatMap(({ certificate, chain }) => [certificate, ...chain]), ...certificates];
  const owned = await Promise.all(
    identities.map(async ({ certificate, friendlyName }) => {
      const { publicKey, subject, serial, fingerprint } = await summarize(certificate);
      return { publicKey, friendlyName, certificate: { subject, serial, fingerprint } };
    }),
  );
  return {
    certificates: await Promise.all(withoutDuplicates(all).map(summarize)),
    keys: [...owned, ...keysWithoutCertificate.map(() => ({ publicKey: null, friendlyName: null, certificate: null }))],
    mac,
    encryption,
  };
}

function certificatesIn(octets: Bytes): readonly Certificate[] {
  try {
    return readCertificateFile(octets);
  } catch (error) {
    if (isSmimeError(error)) return [];
    throw error;
  }
}

function certificatesInEntity(entity: Entity): readonly Certificate[] {
  const own = entity.parts.length === 0 && smimeKindOf(entity) !== null ? certificatesIn(cmsOctets(entity)) : [];
  return [...own, ...entity.parts.flatMap(certificatesInEntity)];
}

export async function certs(words: readonly string[]): Promise<object> {
  const given = readArguments(words, {});
  const file = readInput(given.operand);
  const direct = certificatesIn(file);
  const found = direct.length > 0 ? direct : certificatesInEntity(parseEntity(file));
  if (found.length === 0) throw new SmimeError("x509/no-certificate", {});
  return { certificates: await Promise.all(withoutDuplicates(found).map(summarize)) };
}
