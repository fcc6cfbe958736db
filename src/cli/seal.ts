/** `waxwing sign` and `waxwing encrypt`: a MIME entity in, a MIME entity out. */
import type { Bytes } from "../smime/bytes.ts";
import { encryptEntity, signEntity } from "../smime/seal-entity.ts";
import type { Certificate } from "../smime/x509/certificate.ts";
import { summarize } from "../smime/x509/summary.ts";
import { readArguments, UsageError } from "./arguments.ts";
import { readCertificates, readInput } from "./files.ts";
import { KEY_OPTIONS, readSigner } from "./keys.ts";

const DIGESTS = ["sha-256", "sha-384", "sha-512"] as const;
const CIPHERS = ["aes-256-cbc", "aes-192-cbc", "aes-128-cbc", "aes-256-gcm", "aes-128-gcm"] as const;

export async function sign(words: readonly string[]): Promise<Bytes> {
  const given = readArguments(words, {
    flags: ["--opaque", "--pss"],
    values: [...KEY_OPTIONS, "--digest", "--at"],
  });
  const digest = given.choice("--digest", DIGESTS);
  const at = given.time();
  const signer = await readSigner(given);
  return signEntity(readInput(given.operand), signer, {
    form: given.has("--opaque") ? "opaque" : "clear",
    at,
    ...(digest && { digest }),
    ...(given.has("--pss") && { scheme: "rsassa-pss" }),
  });
}

/** Of a file with a whole chain, the certificate that is a person's. */
async function recipientOf(name: string): Promise<Certificate | null> {
  const certificates = readCertificates([name]);
  for (const certificate of certificates) if (!(await summarize(certificate)).usages.issue) return certificate;
  return certificates[0] ?? null;
}

export async function encrypt(words: readonly string[]): Promise<Bytes> {
  const given = readArguments(words, { flags: ["--oaep"], values: ["--cipher", "--at"], lists: ["--to"] });
  const cipher = given.choice("--cipher", CIPHERS);
  if (given.all("--to").length === 0) throw new UsageError("a recipient is needed: --to CERTIFICATE");
  const found = await Promise.all(given.all("--to").map(recipientOf));
  const recipients = found.filter((certificate) => certificate !== null);
  return encryptEntity(readInput(given.operand), recipients, {
    ...(cipher && { cipher }),
    ...(given.has("--oaep") && { keyTransport: "rsaes-oaep" }),
  });
}
