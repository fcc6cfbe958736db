/** MacData (RFC 7292 section 4) and PBMAC1 (RFC 9579): whether the safes are as the holder of the password left them. */
import { type Element, Fields, TAG } from "../asn1/reader.ts";
import { octetStringOf, smallInteger } from "../asn1/values.ts";
import type { Bytes } from "../bytes.ts";
import { equalConstantTime } from "../crypto/constant-time.ts";
import { type DigestName, digestLength } from "../crypto/digest.ts";
import { hmac } from "../crypto/hmac.ts";
import { type AlgorithmIdentifier, readAlgorithmIdentifier } from "../x509/algorithm-identifier.ts";
import { deriveKey, PURPOSE } from "./key-derivation.ts";
import { firstAccepted, malformed, unsupported, type WorkBudget } from "./limits.ts";
import type { PasswordForms } from "./password.ts";
import { derive, hmacDigest, readPbkdf2Params } from "./pbkdf2-params.ts";

const PBMAC1 = "1.2.840.113549.1.5.14";

const DIGEST: ReadonlyMap<string, DigestName> = new Map([
  ["1.2.840.113549.2.5", "md5"],
  ["1.3.14.3.2.26", "sha-1"],
  ["2.16.840.1.101.3.4.2.4", "sha-224"],
  ["2.16.840.1.101.3.4.2.1", "sha-256"],
  ["2.16.840.1.101.3.4.2.2", "sha-384"],
  ["2.16.840.1.101.3.4.2.3", "sha-512"],
  ["2.16.840.1.101.3.4.2.5", "sha-512/224"],
  ["2.16.840.1.101.3.4.2.6", "sha-512/256"],
]);

export interface Mac {
  /** "hmac-sha-256", "pbmac1 hmac-sha-256" */
  readonly name: string;
  /**
   * The forms of the password with the one that makes the MAC of `content` in front: whoever wrote it used it for the
   * rest of the file too. Null if no form does.
   */
  verify(content: Bytes, forms: PasswordForms, budget: WorkBudget): Promise<PasswordForms | null>;
}

type KeyDerivation = (password: Bytes, budget: WorkBudget) => Promise<Bytes>;

function macOver(
  name: string,
  digest: DigestName,
  expected: Bytes,
  key: KeyDerivation,
  kind: keyof PasswordForms,
): Mac {
  return {
    name,
    async verify(content, forms, budget) {
      const verified = await firstAccepted(forms[kind], async (password) => {
        const computed = await hmac(digest, await key(password, budget), content);
        return equalConstantTime(computed, expected) ? password : null;
      });
      if (verified === null) return null;
      return { ...forms, [kind]: [verified, ...forms[kind].filter((form) => form !== verified)] };
    },
  };
}

/** RFC 9579 section 9: a shorter key is within reach of guessing it. */
const MINIMUM_KEY_LENGTH = 20;

/** RFC 9579 section 4: keyLength must be there, and the salt and iterations of MacData are not used. */
function readPbmac1(parameters: AlgorithmIdentifier["parameters"], expected: Bytes): Mac {
  if (!parameters) throw malformed("PBMAC1-params");
  const fields = new Fields(parameters);
  const params = readPbkdf2Params(readAlgorithmIdentifier(fields.required(TAG.sequence)));
  const digest = hmacDigest(readAlgorithmIdentifier(fields.required(TAG.sequence)).oid);
  const { keyLength } = params;
  if (keyLength === null || keyLength < MINIMUM_KEY_LENGTH) throw malformed("PBMAC1-params");
  const key: KeyDerivation = async (password, budget) => derive(password, params, keyLength, budget);
  return macOver(`pbmac1 hmac-${digest}`, digest, expected, key, "octets");
}

/** @throws SmimeError pkcs12/unsupported-algorithm, pkcs12/malformed, asn1/malformed */
export function readMacData(element: Element): Mac {
  const fields = new Fields(element);
  const digestInfo = new Fields(fields.required(TAG.sequence));
  const algorithm = readAlgorithmIdentifier(digestInfo.required(TAG.sequence));
  const expected = octetStringOf(digestInfo.any());
  if (algorithm.oid === PBMAC1) return readPbmac1(algorithm.parameters, expected);
  const digest = DIGEST.get(algorithm.oid);
  if (!digest) throw unsupported(algorithm.oid);
  const salt = octetStringOf(fields.any());
  const iterationField = fields.optional(TAG.integer);
  const iterations = iterationField ? smallInteger(iterationField) : 1;
  const wanted = { digest, salt, iterations, purpose: PURPOSE.macKey, length: digestLength(digest) };
  const key: KeyDerivation = async (password, budget) => deriveKey(password, wanted, budget);
  return macOver(`hmac-${digest}`, digest, expected, key, "bmp");
}
