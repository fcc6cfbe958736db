/** `openssl cms`, with S/MIME on its input and output. */
import type { Identities, Identity } from "./identities.ts";
import type { Cipher, EncryptionOrder, SignatureOrder } from "./order.ts";
import type { LayerParty } from "./party.ts";
import { firstLine, read, Refusal, type Workshop } from "./workshop.ts";

const PROVIDERS = ["-provider", "legacy", "-provider", "default"];

function cipherWords(cipher: Cipher): readonly string[] {
  if (cipher.startsWith("rc2-")) return [`-${cipher === "rc2-128-cbc" ? "rc2-cbc" : cipher}`, ...PROVIDERS];
  return [cipher === "3des-cbc" ? "-des3" : `-${cipher}`];
}

const bare = (digest: string): string => digest.replace("-", "");

function signerWords(identities: Identities, { signers, pss }: SignatureOrder): readonly string[] {
  const options = [
    ...(pss ? ["rsa_padding_mode:pss", `rsa_pss_saltlen:${pss.saltLength ?? "digest"}`] : []),
    ...(pss?.mgfDigest ? [`rsa_mgf1_md:${bare(pss.mgfDigest)}`] : []),
  ];
  return signers.flatMap((name) => {
    const { certificate, key } = identities.of(name);
    return ["-signer", certificate, "-inkey", key, ...options.flatMap((option) => ["-keyopt", option])];
  });
}

const SHAPE_WORDS = { "key-identifier": ["-keyid"], "no-attributes": ["-noattr"] } as const;

function keyOptions({ oaep, agreement }: EncryptionOrder, isRsa: boolean): readonly string[] {
  if (isRsa && oaep) {
    const label = oaep.label === undefined ? [] : [`rsa_oaep_label:${Buffer.from(oaep.label).toString("hex")}`];
    return [
      "rsa_padding_mode:oaep",
      `rsa_oaep_md:${bare(oaep.digest)}`,
      `rsa_mgf1_md:${bare(oaep.mgfDigest)}`,
      ...label,
    ];
  }
  if (isRsa || !agreement) return [];
  return [
    `ecdh_kdf_md:${bare(agreement.digest)}`,
    ...(agreement.scheme === "cofactor" ? ["ecdh_cofactor_mode:1"] : []),
  ];
}

function wrapWords({ agreement }: EncryptionOrder): readonly string[] {
  if (!agreement) return [];
  return [agreement.wrap === "3des" ? "-des3-wrap" : `-${agreement.wrap.replace("-", "")}-wrap`];
}

function recipientWords(identities: Identities, order: EncryptionOrder): readonly string[] {
  return order.recipients.flatMap((name) => {
    const options = keyOptions(order, name.startsWith("rsa")).flatMap((option) => ["-keyopt", option]);
    return ["-recip", identities.of(name).certificate, ...options];
  });
}

export function opensslParty(workshop: Workshop, identities: Identities): LayerParty | null {
  const version = firstLine("openssl", ["version"]);
  if (version === null) return null;
  const cms = (words: readonly string[], input: Buffer): Buffer => {
    const out = workshop.fresh(".out");
    workshop.run("openssl", ["cms", ...words, "-in", workshop.put(input), "-out", out]);
    return read(out);
  };
  const decryptWith = (message: Buffer, { certificate, key }: Identity, more: readonly string[]): Buffer =>
    cms(["-decrypt", "-inform", "SMIME", "-recip", certificate, "-inkey", key, ...more], message);
  return {
    name: "OpenSSL",
    version: version.split(" ").slice(0, 2).join(" "),
    async sign(entity, order, streamed) {
      const form = [
        ...(order.form === "opaque" ? ["-nodetach"] : []),
        ...(order.shape ? SHAPE_WORDS[order.shape] : []),
      ];
      const words = ["-md", bare(order.digest), ...signerWords(identities, order), ...(streamed ? ["-stream"] : [])];
      return cms(["-sign", ...form, ...words, "-outform", "SMIME"], entity);
    },
    async encrypt(entity, order, streamed) {
      const named = order.byKeyIdentifier ? ["-keyid"] : [];
      const words = [...cipherWords(order.cipher), ...named, ...recipientWords(identities, order), ...wrapWords(order)];
      return cms(["-encrypt", "-outform", "SMIME", ...words, ...(streamed ? ["-stream"] : [])], entity);
    },
    async verify(message) {
      return cms(["-verify", "-inform", "SMIME", "-CAfile", identities.authority], message);
    },
    async decrypt(message, recipient) {
      try {
        return decryptWith(message, recipient, []);
      } catch (error) {
        if (error instanceof Refusal) return decryptWith(message, recipient, PROVIDERS);
        throw error;
      }
    },
    end: () => undefined,
  };
}
