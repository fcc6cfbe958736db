import { afterAll, describe, expect, it } from "vitest";
import { context } from "../../src/smime/asn1/reader.ts";
import {
  algorithmIdentifier,
  encode,
  integer,
  octetString,
  oid,
  sequence,
  setOf,
} from "../../src/smime/asn1/writer.ts";
import { type Bytes, EMPTY } from "../../src/smime/bytes.ts";
import { CONTENT_TYPE, writeContentInfo } from "../../src/smime/cms/content-info.ts";
import { CMS_LIMITS } from "../../src/smime/cms/limits.ts";
import { People } from "../smime/people.ts";
import { password } from "../smime/cms/secrets.ts";
import { opaqueLetter } from "./carrier.ts";

/** Mail under a password that names work of centuries before anything can be checked (RFC 8018 sections 4.2 and 8). */
const people = new People();
afterAll(() => people.remove());

const AES_CBC = algorithmIdentifier("2.16.840.1.101.3.4.1.42", octetString(new Uint8Array(16)));
const HMAC = "1.2.840.113549.2.9";
const SCRYPT = "1.3.6.1.4.1.11591.4.11";
const MOST = CMS_LIMITS.passwordIterations;

function pbkdf2(iterations: number, keyLength?: number): readonly [string, Bytes] {
  const length = keyLength === undefined ? EMPTY : integer(keyLength);
  const parameters = sequence(octetString(new Uint8Array(8)), integer(iterations), length, algorithmIdentifier(HMAC));
  return ["1.2.840.113549.1.5.12", parameters];
}

function info(algorithm: Bytes): Bytes {
  return sequence(oid(CONTENT_TYPE.data), algorithm, encode(context(0, false), new Uint8Array(32)));
}

/** A PasswordRecipientInfo. */
function recipient([derivation, parameters]: readonly [string, Bytes]): Bytes {
  const wrap = algorithmIdentifier("1.2.840.113549.1.9.16.3.9", AES_CBC);
  const keyDerivation = encode(context(0), oid(derivation), parameters);
  return encode(context(3), integer(0), keyDerivation, wrap, octetString(new Uint8Array(48)));
}

function enveloped(...recipients: readonly Bytes[]): Bytes {
  return writeContentInfo("enveloped-data", integer(3), setOf(recipients), info(AES_CBC));
}

function encryptedData([derivation, parameters]: readonly [string, Bytes]): Bytes {
  const pbes2 = algorithmIdentifier(
    "1.2.840.113549.1.5.13",
    sequence(algorithmIdentifier(derivation, parameters), AES_CBC),
  );
  return writeContentInfo("encrypted-data", integer(0), info(pbes2));
}

async function answerTo(cms: Bytes) {
  return (await people.open(opaqueLetter(cms), { secrets: [password("wax")] })).report.encryption;
}

const EXCEEDED = { kind: "failed", code: "cms/limit-exceeded" };

describe("a password", () => {
  it.each([
    ["2^31 iterations", pbkdf2(2 ** 31 - 1)],
    ["2^53 iterations", pbkdf2(Number.MAX_SAFE_INTEGER)],
    ["one iteration more than allowed", pbkdf2(MOST + 1)],
  ])("of %s is not derived from", async (_, derivation) => {
    expect(await answerTo(enveloped(recipient(derivation)))).toEqual(EXCEEDED);
    expect(await answerTo(encryptedData(derivation))).toEqual(EXCEEDED);
  });

  it("of a recipient named again and again costs one budget", async () => {
    const many = Array.from({ length: 30 }, () => recipient(pbkdf2(MOST / 10 + 1)));
    expect(await answerTo(enveloped(...many))).toEqual(EXCEEDED);
  });

  it("of few iterations is answered like any that is wrong", async () => {
    expect(await answerTo(enveloped(recipient(pbkdf2(1))))).toEqual({ kind: "failed", code: "cms/decryption-failed" });
  });

  it.each([
    ["a key of 2^31 octets", pbkdf2(1, 2 ** 31 - 1)],
    ["no iteration", pbkdf2(0)],
  ])("with %s ends soon, and in a failure", async (_, derivation) => {
    for (const cms of [enveloped(recipient(derivation)), encryptedData(derivation)])
      expect((await answerTo(cms)).kind).toBe("failed");
  });

  it("under scrypt, whose memory a message could name, is not supported at all", async () => {
    const parameters = sequence(octetString(new Uint8Array(8)), integer(2 ** 40), integer(2 ** 20), integer(2 ** 20));
    expect(await answerTo(encryptedData([SCRYPT, parameters]))).toEqual({
      kind: "failed",
      code: "cms/unsupported-algorithm",
    });
  });
});
