/** One CMS object of every kind that the engine reads, by our own writers; by openssl what we never write. */
import { deflateSync } from "node:zlib";
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
import { type Bytes, utf8 } from "../../src/smime/bytes.ts";
import { CONTENT_TYPE, writeContentInfo } from "../../src/smime/cms/content-info.ts";
import { createEnvelopedData } from "../../src/smime/cms/enveloped-data.ts";
import { createSignedData } from "../../src/smime/cms/signed-data.ts";
import { type Certificate, readCertificate } from "../../src/smime/x509/certificate.ts";
import { OpenSsl } from "../smime/cms/openssl.ts";
import { keyOf, PASSWORD, type Person, SECRET_KEY, type Seed, seed } from "./world.ts";
import { NOW } from "../smime/x509/certificate-builder.ts";

/** Contents differ, so that one can be told from another when it comes out of a message it was never put into. */
function content(about: string): Bytes {
  return utf8(`Content-Type: text/plain; charset=utf-8\r\n\r\nThis is about ${about}.\r\n`);
}

export function compressed(inner: Bytes): Bytes {
  const encapsulated = sequence(
    oid(CONTENT_TYPE.data),
    encode(context(0), octetString(new Uint8Array(deflateSync(inner)))),
  );
  const zlib = algorithmIdentifier("1.2.840.113549.1.9.16.3.8");
  return writeContentInfo("compressed-data", integer(0), zlib, encapsulated);
}

export function certificatesOnly(certificates: readonly Certificate[]): Bytes {
  const travelling = certificates.map(({ der }) => der);
  const nothing = sequence(oid(CONTENT_TYPE.data));
  return writeContentInfo("signed-data", integer(1), setOf([]), nothing, setOf(travelling, context(0)), setOf([]));
}

async function signed(people: readonly Person[], issuer: Certificate): Promise<Seed[]> {
  const keys = people.map((person) => ({ ...keyOf(person), chain: [issuer] }));
  const base = { detached: false, signingTime: NOW };
  const each = keys.map(async (key, i) =>
    seed("cms", `signed ${i}`, await createSignedData({ ...base, content: content(`signer ${i}`), signers: [key] })),
  );
  const several = await createSignedData({ ...base, content: content("all of them"), signers: keys });
  const pss = { ...base, content: content("salt"), signers: keys.slice(1, 2), scheme: "rsassa-pss" } as const;
  return [
    ...(await Promise.all(each)),
    seed("cms", "signed by all", several),
    seed("cms", "signed with PSS", await createSignedData(pss)),
  ];
}

async function enveloped(people: readonly Person[]): Promise<Seed[]> {
  const recipients = people.map(({ certificate }) => readCertificate(certificate));
  const out: Seed[] = [];
  for (const cipher of ["aes-256-cbc", "aes-256-gcm"] as const)
    for (const [i, recipient] of recipients.entries()) {
      const octets = await createEnvelopedData({ content: content(`${cipher} ${i}`), recipients: [recipient], cipher });
      out.push(seed("cms", `${cipher} for ${i}`, octets));
    }
  const keyTransport = "rsaes-oaep";
  const all = { content: content("everybody"), recipients, cipher: "aes-128-gcm", keyTransport } as const;
  return [...out, seed("cms", "for everybody", await createEnvelopedData(all))];
}

/** Under a password and under keys both sides had before, which only others write. */
function underSecrets(): Seed[] {
  const openssl = new OpenSsl();
  const make = (name: string, ...options: readonly string[]) =>
    seed("cms", name, openssl.run(["cms", "-binary", "-outform", "DER", ...options], content(name)));
  const key = ["-secretkey", SECRET_KEY];
  try {
    return [
      make("under a password", "-encrypt", "-aes256", "-pwri_password", PASSWORD),
      make("under a key-encryption key", "-encrypt", "-aes256", ...key, "-secretkeyid", "c0ffee"),
      make("under a key", "-EncryptedData_encrypt", "-aes256", ...key),
      make("streamed", "-encrypt", "-stream", "-aes128", "-pwri_password", PASSWORD),
    ];
  } finally {
    openssl.remove();
  }
}

export async function cmsSeeds(people: readonly Person[], issuer: Certificate): Promise<Seed[]> {
  const signers = people.slice(0, 3);
  const readers = people.filter((_, i) => i !== 2);
  return [
    ...(await signed(signers, issuer)),
    ...(await enveloped(readers)),
    ...underSecrets(),
    seed("cms", "compressed", compressed(content("pressure"))),
    seed("cms", "certificates only", certificatesOnly([issuer])),
  ];
}
