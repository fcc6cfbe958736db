/** Brings the recipients of a message together with the keys and secrets at hand. */
import type { Bytes } from "../bytes.ts";
import type { Certificate } from "../x509/certificate.ts";
import { identifies } from "./certificate-identifier.ts";
import { namesKey, receiveByKek } from "./kek-recipient.ts";
import { receiveByAgreement } from "./key-agreement.ts";
import { kemName, receiveByEncapsulation } from "./key-encapsulation.ts";
import { receive } from "./key-transport.ts";
import type { RecipientKey, Secret } from "./keys.ts";
import { receiveByPassword } from "./password-recipient.ts";
import type { DerivationBudget } from "./pbkdf2-params.ts";
import type { KeyTransRecipientInfo, RecipientInfo } from "./recipient-info.ts";

export interface Holdings {
  readonly keys: readonly RecipientKey[];
  readonly secrets: readonly Secret[];
}

export interface Wanted {
  /** Octets a content-encryption key may have. */
  readonly keyLengths: readonly number[];
  readonly originatorCertificates: readonly Certificate[];
  readonly budget: DerivationBudget;
}

/** A content-encryption key that may be the right one; null for every failure alike. */
export interface Attempt {
  readonly keyManagement: string;
  readonly contentKey: Bytes | null;
}

/**
 * What one key may make of one recipient.
 * @throws SmimeError cms/unsupported-algorithm, cms/limit-exceeded, asn1/malformed
 */
export type Match = (wanted: Wanted) => AsyncGenerator<Attempt>;

/** With implicit rejection every length the cipher may want gives another key. */
function byTransport(recipient: KeyTransRecipientInfo, key: RecipientKey): Match {
  return async function* attempts({ keyLengths }) {
    const transported = receive(recipient, key);
    for (const length of keyLengths)
      yield { keyManagement: transported.name, contentKey: await transported.key(length) };
  };
}

function bySoleKey(keyManagement: string, receiveKey: (wanted: Wanted) => Promise<Bytes | null>): Match {
  return async function* attempts(wanted) {
    const contentKey = await receiveKey(wanted);
    const fits = contentKey && wanted.keyLengths.includes(contentKey.length);
    yield { keyManagement, contentKey: fits ? contentKey : null };
  };
}

function matchesWithKeys(
  recipient: Extract<RecipientInfo, { kind: "key-trans" | "key-agree" | "kem" }>,
  keys: readonly RecipientKey[],
): readonly Match[] {
  const named = keys.filter(({ certificate }) => identifies(recipient.rid, certificate));
  switch (recipient.kind) {
    case "key-trans":
      return named.map((key) => byTransport(recipient, key));
    case "key-agree":
      return named.map((key) =>
        bySoleKey("ecdh", (wanted) => receiveByAgreement(recipient, key, wanted.originatorCertificates)),
      );
    case "kem":
      return named.map((key) => bySoleKey(kemName(recipient), () => receiveByEncapsulation(recipient, key)));
  }
}

/** In the order of the keys; none where nothing at hand can open what this recipient was sent. */
export function matchesOf(recipient: RecipientInfo, { keys, secrets }: Holdings): readonly Match[] {
  switch (recipient.kind) {
    case "key-trans":
    case "key-agree":
    case "kem":
      return matchesWithKeys(recipient, keys);
    case "kek":
      return secrets.flatMap((secret) =>
        secret.kind === "secret-key" && namesKey(recipient, secret)
          ? [bySoleKey("kek", () => receiveByKek(recipient, secret))]
          : [],
      );
    case "password":
      return secrets.flatMap((secret) =>
        secret.kind === "password"
          ? [bySoleKey("password", ({ budget }) => receiveByPassword(recipient, secret, budget))]
          : [],
      );
    case "unsupported":
      return [];
  }
}
