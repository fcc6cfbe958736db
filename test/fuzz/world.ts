/**
 * The people, keys and objects of one run. A world can be written down and read again, keys and all, so that a finding
 * stays one: what was signed and what was encrypted is part of the question whether the engine answered rightly.
 */
import type { Bytes } from "../../src/smime/bytes.ts";
import type { RecipientKey, Secret, SignerKey } from "../../src/smime/cms/keys.ts";
import { keyFor } from "../../src/smime/pkcs12/private-key.ts";
import { readCertificate } from "../../src/smime/x509/certificate.ts";
import { password, secretKey } from "../smime/cms/secrets.ts";

export const TARGETS = ["asn1", "mime", "message", "inner", "cms", "x509", "revocation", "pkcs12"] as const;
export type TargetName = (typeof TARGETS)[number];

export interface Seed {
  readonly target: TargetName;
  readonly name: string;
  readonly octets: Bytes;
}

export function seed(target: TargetName, name: string, octets: Bytes): Seed {
  return { target, name, octets };
}

export interface Person {
  readonly certificate: Bytes;
  readonly pkcs8: Bytes;
}

export interface World {
  /** Milliseconds since 1970: the clock of everything read. */
  readonly now: number;
  /** DER certificates. */
  readonly root: Bytes;
  readonly intermediates: readonly Bytes[];
  readonly people: readonly Person[];
  readonly seeds: readonly Seed[];
}

/** What opens the symmetric objects of every world. */
export const PASSWORD = "the wax is warm";
export const SECRET_KEY = "2a".repeat(32);
export const SECRETS: readonly Secret[] = [password(PASSWORD), secretKey(SECRET_KEY)];

export function keyOf({ pkcs8, certificate }: Person): RecipientKey & SignerKey {
  return keyFor(pkcs8, readCertificate(certificate), []);
}

/** Octets as base64, everything else as JSON has it. */
export function freeze(value: unknown): string {
  return JSON.stringify(value, withBase64, 1);
}

function withBase64(_: string, part: unknown): unknown {
  return part instanceof Uint8Array ? { base64: Buffer.from(part).toString("base64") } : part;
}

export function thaw(text: string): unknown {
  return JSON.parse(text, (_, part: unknown) =>
    typeof part === "object" && part !== null && "base64" in part && typeof part.base64 === "string"
      ? Uint8Array.from(Buffer.from(part.base64, "base64"))
      : part,
  );
}
