/** Makes a world: an authority, its people, and at least one object of every kind that the engine reads. */
import { integer, octetString } from "../../src/smime/asn1/writer.ts";
import {
  authority,
  basicConstraints,
  certificatePolicies,
  crl,
  distributionPoint,
  EMAIL_PROTECTION,
  extendedKeyUsage,
  extension,
  general,
  generateKeys,
  type Issued,
  issue,
  type KeyKind,
  keyUsage,
  nameConstraints,
  NOW,
  ocsp,
  OCSP_SIGNING,
  pem,
  subjectAltName,
} from "../smime/x509/certificate-builder.ts";
import { postQuantumIdentity } from "../smime/cms/post-quantum-identity.ts";
import { cmsSeeds } from "./cms-seeds.ts";
import { keyFileSeeds } from "./key-file-seeds.ts";
import { messageSeeds, mimeSeeds } from "./message-seeds.ts";
import { type Person, type Seed, seed, type World } from "./world.ts";

async function personOf(issuer: Issued, name: string, kind: KeyKind): Promise<Issued> {
  const extensions = [
    keyUsage("digitalSignature", kind === "p-256" ? "keyAgreement" : "keyEncipherment"),
    extendedKeyUsage(EMAIL_PROTECTION),
    subjectAltName(general.mail(`${name}@example.com`), general.utf8Mailbox(`ä${name}@example.com`)),
    certificatePolicies("1.2.3"),
    distributionPoint("http://crl.example/"),
    extension("2.5.29.14", octetString(new Uint8Array(20).fill(name.charCodeAt(0)))),
  ];
  return issue({ subject: `O=Example,CN=${name}`, issuer, keys: await generateKeys(kind), extensions });
}

function issuingAuthority(root: Issued): Promise<Issued> {
  const extensions = [
    basicConstraints(true, 1),
    keyUsage("keyCertSign", "cRLSign"),
    nameConstraints([general.mail("example.com"), general.directory("O=Example")], [general.dns("evil.example")]),
    certificatePolicies("1.2.3", "2.5.29.32.0"),
    extension("2.5.29.54", integer(3), true),
  ];
  return issue({ subject: "O=Example,CN=Issuing", issuer: root, extensions });
}

async function revocationSeeds(issuing: Issued, alice: Issued, bob: Issued): Promise<Seed[]> {
  const { serialNumber } = bob.certificate;
  const responder = await issue({ subject: "CN=OCSP", issuer: issuing, extensions: [extendedKeyUsage(OCSP_SIGNING)] });
  const about = { certificate: alice.certificate, issuer: issuing } as const;
  return [
    seed("revocation", "crl", await crl({ issuer: issuing, entries: [{ serialNumber, reason: 1 }] })),
    seed("revocation", "empty crl", await crl({ issuer: issuing, nextUpdate: null })),
    seed("revocation", "ocsp", await ocsp({ ...about, status: "good" })),
    seed("revocation", "ocsp by another", await ocsp({ ...about, status: "good", responder, embed: true })),
    seed("revocation", "ocsp revoked", await ocsp({ ...about, status: { revoked: NOW, reason: 4 } })),
  ];
}

function peopleOf(issued: readonly Issued[]): readonly Person[] {
  return issued.map(({ certificate, keys }) => ({ certificate: certificate.der, pkcs8: keys.pkcs8 }));
}

/** The tree reader is fed with everything that is BER. */
function asBer(seeds: readonly Seed[]): Seed[] {
  const ber = seeds.filter(({ octets }) => octets[0] === 0x30);
  return ber.map(({ name, octets }) => seed("asn1", name, octets));
}

/** A world of its own each time: fresh keys, and at least one object of every kind. */
export async function makeWorld(): Promise<World> {
  const root = await authority("CN=Root");
  const issuing = await issuingAuthority(root);
  const [alice, bob, carol] = [
    await personOf(issuing, "alice", "p-256"),
    await personOf(issuing, "bob", "rsa-2048"),
    await personOf(issuing, "carol", "ed25519"),
  ];
  const dora = await postQuantumIdentity("ml-kem-768");
  const people = [...peopleOf([alice, bob, carol]), { certificate: dora.certificate.der, pkcs8: dora.pkcs8 }];
  const certificates = [root, issuing, alice, bob, carol].map(({ certificate }) => certificate.der);
  const [armoured = ""] = certificates.slice(2).map((der) => pem("CERTIFICATE", der));
  const seeds = [
    ...certificates.map((der, i) => seed("x509", `certificate ${i}`, der)),
    seed("x509", "armoured", new TextEncoder().encode(armoured)),
    ...(await revocationSeeds(issuing, alice, bob)),
    ...(await keyFileSeeds(people, issuing.certificate)),
    ...(await cmsSeeds(people, issuing.certificate)),
    ...(await messageSeeds(people)),
    ...mimeSeeds(),
  ];
  const intermediates = [issuing.certificate.der];
  return { now: NOW, root: root.certificate.der, intermediates, people, seeds: [...seeds, ...asBer(seeds)] };
}
