/** Key files in every form that the engine writes, and private keys without a password. */
import { context } from "../../src/smime/asn1/reader.ts";
import { encode, octetString, oid, sequence } from "../../src/smime/asn1/writer.ts";
import type { Bytes } from "../../src/smime/bytes.ts";
import { type PfxForm, writePfx } from "../../src/smime/pkcs12/pfx-writer.ts";
import { type Certificate, readCertificate } from "../../src/smime/x509/certificate.ts";
import { bag, dataSafe, pfx } from "../smime/pkcs12/pfx-writer.ts";
import { pem } from "../smime/x509/certificate-builder.ts";
import { PASSWORD, type Person, type Seed, seed } from "./world.ts";

/** As few as can be: what is tested is reading, not the cost of a guess. */
const ITERATIONS = 2;

function keyFile(people: readonly Person[], issuer: Certificate, form: PfxForm): Promise<Bytes> {
  const identities = people.map(({ pkcs8, certificate }, i) => ({
    pkcs8,
    certificate: readCertificate(certificate),
    chain: [issuer],
    friendlyName: i === 0 ? "Älice" : null,
  }));
  return writePfx({ identities, password: PASSWORD, form, iterations: ITERATIONS });
}

/** Nothing encrypted and no MAC: every change gets through to the readers of bags and keys. */
function openKeyFile(people: readonly Person[]): Bytes {
  const bags = people.flatMap(({ pkcs8, certificate }) => [
    bag(1, pkcs8),
    bag(3, sequence(oid("1.2.840.113549.1.9.22.1"), encode(context(0), octetString(certificate)))),
  ]);
  return pfx([dataSafe(sequence(...bags)), dataSafe(sequence(bag(6, sequence(...bags))))]);
}

export async function keyFileSeeds(people: readonly Person[], issuer: Certificate): Promise<Seed[]> {
  const [alice, bob] = [people.slice(0, 1), people.slice(1, 2)];
  return [
    seed("pkcs12", "modern", await keyFile(alice, issuer, "modern")),
    seed("pkcs12", "compatible", await keyFile(bob, issuer, "compatible")),
    seed("pkcs12", "of all", await keyFile(people, issuer, "modern")),
    seed("pkcs12", "open", openKeyFile(people)),
    ...people.map(({ pkcs8 }, i) => seed("pkcs12", `private key ${i}`, pkcs8)),
    ...alice.map(({ pkcs8 }) => seed("pkcs12", "armoured", new TextEncoder().encode(pem("PRIVATE KEY", pkcs8)))),
  ];
}
