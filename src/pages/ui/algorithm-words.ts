/** Names of methods as people may have met them. Used in the details only. */
import { say } from "../../words/say.ts";

const NAMES: Readonly<Record<string, string>> = {
  "3des-cbc": "3DES",
  "rsassa-pkcs1-v1_5": "RSA",
  "rsassa-pss": "RSA-PSS",
  "rsaes-pkcs1-v1_5": "RSA",
  "rsaes-oaep": "RSA-OAEP",
  ed25519: "Ed25519",
  ed448: "Ed448",
};

/** "AES-256" for "aes-256-cbc", "SHA-256" for "sha-256", "RSA, 2048 bits" for "rsa-2048". */
export function algorithmWords(name: string): string {
  const known = NAMES[name];
  if (known !== undefined) return known;
  const cipher = /^(aes-\d+)-(cbc|gcm|ccm)$/.exec(name);
  if (cipher?.[1]) return cipher[1].toUpperCase();
  const rsa = /^rsa-(\d+)$/.exec(name);
  if (rsa?.[1]) return say("RSA, {bits} bits", { bits: rsa[1] });
  const curve = /^(?:ec|ecdsa)-p(\d+)$/.exec(name);
  if (curve?.[1]) return say("elliptic curve P-{curve}", { curve: curve[1] });
  return name.toUpperCase();
}
