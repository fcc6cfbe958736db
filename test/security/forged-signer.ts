/** Letters whose signature octets are made up: a certified key, and whatever its holder never signed. */
import { type Bytes, utf8 } from "../../src/smime/bytes.ts";
import type { SignerKey } from "../../src/smime/cms/keys.ts";
import { readMessage } from "../../src/smime/read-message.ts";
import type { SignatureVerdict } from "../../src/smime/verdict/vocabulary.ts";
import { anchorsOf } from "../../src/smime/x509/trust-anchor.ts";
import { attribute, buildSignedData, type SignedDataPlan } from "../smime/cms/signed-data-builder.ts";
import { authority, type Issued, type KeyPair, NOW, person } from "../smime/x509/certificate-builder.ts";
import { opaqueLetter } from "./carrier.ts";

const CONTENT = utf8("Content-Type: text/plain\r\n\r\nPay Eve.\r\n");

export interface Forger {
  readonly victim: Issued;
  /** What is said of a letter from the victim with this signature. `forge` is given what it must be over. */
  verdictOf(
    forge: (covered: Bytes) => Bytes | Promise<Bytes>,
    plan?: Partial<SignedDataPlan>,
  ): Promise<SignatureVerdict>;
}

/** A victim with this key, certified by an authority that is trusted. */
export async function forgerOf(keys: KeyPair): Promise<Forger> {
  const root = await authority();
  const victim = await person(root, "alice@example.com", { keys });
  const context = { keys: [], anchors: anchorsOf([root.certificate]), certificates: [], now: NOW };
  const date = new Date(NOW).toUTCString().replace("GMT", "+0000");
  return {
    victim,
    verdictOf: async (forge, plan = {}) => {
      const sign: SignerKey["sign"] = async (_, covered) => forge(covered);
      const signer = { certificate: victim.certificate, chain: [], sign };
      const attributes = [attribute.contentType(), await attribute.messageDigest(CONTENT)];
      const cms = await buildSignedData({ signer, content: CONTENT, attributes, ...plan });
      return (await readMessage(opaqueLetter(cms, { Date: date }), context)).report.signature;
    },
  };
}
