/** Private key files without a password: PKCS #8, PKCS #1 and SEC 1, as DER or PEM. */
import { Fields, TAG } from "../asn1/reader.ts";
import { smallInteger } from "../asn1/values.ts";
import { algorithmIdentifier, integer, NULL, octetString, sequence } from "../asn1/writer.ts";
import { type Bytes, fromLatin1, latin1 } from "../bytes.ts";
import { isSmimeError, SmimeError } from "../errors.ts";
import { readAlgorithmIdentifier } from "../x509/algorithm-identifier.ts";
import { KEY_OID, ownCurveOf } from "./private-key-info.ts";

/** Blocks with header lines are encrypted by a password and hold a colon, which base64 does not. */
const ARMOUR = /-----BEGIN ((?:RSA |EC |ENCRYPTED )?PRIVATE KEY)-----([^-:]*)-----END \1-----/;

function malformed(cause?: unknown): SmimeError<"pkcs12/malformed"> {
  return new SmimeError("pkcs12/malformed", { structure: "PrivateKeyInfo" }, { cause });
}

function wrapped(algorithm: Bytes, key: Bytes): Bytes {
  return sequence(integer(0), algorithm, octetString(key));
}

/** What tells the forms apart is what follows the version: an INTEGER, an OCTET STRING or an AlgorithmIdentifier. */
function toPrivateKeyInfo(der: Bytes): Bytes {
  const fields = Fields.ofSequence(der);
  const first = fields.any();
  if (first.tag === TAG.sequence)
    throw new SmimeError("pkcs12/unsupported-algorithm", { oid: readAlgorithmIdentifier(first).oid });
  smallInteger(first);
  switch (fields.peek()?.tag) {
    case TAG.sequence:
      return der;
    case TAG.integer:
      return wrapped(algorithmIdentifier(KEY_OID.rsaEncryption, NULL), der);
    case TAG.octetString: {
      const curve = ownCurveOf(Fields.ofSequence(der));
      if (!curve) throw malformed();
      return wrapped(algorithmIdentifier(KEY_OID.ecPublicKey, curve.octets), der);
    }
    default:
      throw malformed();
  }
}

function fromArmour(text: string): Bytes {
  const body = ARMOUR.exec(text)?.[2];
  if (body === undefined) throw malformed();
  try {
    return fromLatin1(atob(body.replaceAll(/\s/g, "")));
  } catch (cause) {
    throw malformed(cause);
  }
}

/**
 * PKCS #8 DER of the first private key in the file.
 * @throws SmimeError pkcs12/malformed, pkcs12/unsupported-algorithm (a file sealed by a password)
 */
export function readPrivateKeyFile(file: Bytes): Bytes {
  try {
    return toPrivateKeyInfo(file[0] === TAG.sequence ? file : fromArmour(latin1(file)));
  } catch (cause) {
    if (isSmimeError(cause, "asn1/malformed") || isSmimeError(cause, "asn1/limit-exceeded")) throw malformed(cause);
    throw cause;
  }
}
