/** Makes certificates, CRLs and OCSP responses for tests: whatever is asked for, sound or not. */
import { context, TAG } from "../../../src/smime/asn1/reader.ts";
import {
  algorithmIdentifier,
  bitString,
  encode,
  integer,
  NULL,
  octetString,
  oid,
  sequence,
  setOf,
  time,
} from "../../../src/smime/asn1/writer.ts";
import { type Bytes, EMPTY, fromLatin1, latin1, utf8 } from "../../../src/smime/bytes.ts";
import { type Certificate, readCertificate } from "../../../src/smime/x509/certificate.ts";

export const DAY = 86_400_000;
/** The clock of tests with built certificates. */
export const NOW = Date.UTC(2026, 5, 1);

export type KeyKind = "p-256" | "rsa-1024" | "rsa-2048" | "ed25519";

/** PEM as OpenSSL reads it. */
export function pem(label: string, octets: Bytes): string {
  return `-----BEGIN ${label}-----\n${btoa(latin1(octets)).replaceAll(/.{1,64}/g, "$&\n")}-----END ${label}-----\n`;
}

export interface KeyPair {
  readonly kind: KeyKind;
  readonly privateKey: CryptoKey;
  /** DER SubjectPublicKeyInfo. */
  readonly spki: Bytes;
  /** DER PKCS #8. */
  readonly pkcs8: Bytes;
}

const GENERATE: Readonly<Record<KeyKind, AlgorithmIdentifier | EcKeyGenParams | RsaHashedKeyGenParams>> = {
  "p-256": { name: "ECDSA", namedCurve: "P-256" },
  "rsa-1024": rsa(1024),
  "rsa-2048": rsa(2048),
  ed25519: { name: "Ed25519" },
};

function rsa(modulusLength: number): RsaHashedKeyGenParams {
  return { name: "RSASSA-PKCS1-v1_5", modulusLength, publicExponent: Uint8Array.of(1, 0, 1), hash: "SHA-256" };
}

export async function generateKeys(kind: KeyKind = "p-256"): Promise<KeyPair> {
  const pair = await crypto.subtle.generateKey(GENERATE[kind], true, ["sign", "verify"]);
  if (!("privateKey" in pair)) throw new Error("no key pair");
  return {
    kind,
    privateKey: pair.privateKey,
    spki: new Uint8Array(await crypto.subtle.exportKey("spki", pair.publicKey)),
    pkcs8: new Uint8Array(await crypto.subtle.exportKey("pkcs8", pair.privateKey)),
  };
}

/** Digest of signatures; SHA-1 only with RSA. */
export type SignatureDigest = "SHA-256" | "SHA-1";

function signatureAlgorithm(kind: KeyKind, digest: SignatureDigest): Bytes {
  if (kind === "p-256") return algorithmIdentifier("1.2.840.10045.4.3.2");
  if (kind === "ed25519") return algorithmIdentifier("1.3.101.112");
  return algorithmIdentifier(digest === "SHA-1" ? "1.2.840.113549.1.1.5" : "1.2.840.113549.1.1.11", NULL);
}

function ecdsaToDer(signature: Bytes): Bytes {
  return sequence(integer(signature.subarray(0, 32)), integer(signature.subarray(32)));
}

async function signOctets(keys: KeyPair, digest: SignatureDigest, octets: Bytes): Promise<Bytes> {
  if (digest === "SHA-1") {
    const scheme = keys.privateKey.algorithm.name;
    const key = await crypto.subtle.importKey("pkcs8", keys.pkcs8, { name: scheme, hash: digest }, false, ["sign"]);
    return new Uint8Array(await crypto.subtle.sign(scheme, key, octets));
  }
  const algorithm = keys.kind === "p-256" ? { name: "ECDSA", hash: digest } : keys.privateKey.algorithm.name;
  const signature = new Uint8Array(await crypto.subtle.sign(algorithm, keys.privateKey, octets));
  return keys.kind === "p-256" ? ecdsaToDer(signature) : signature;
}

/** SEQUENCE { tbs, algorithm, signature }: what certificates, CRLs and OCSP responses share. */
async function signed(tbs: Bytes, keys: KeyPair, digest: SignatureDigest, ...rest: readonly Bytes[]): Promise<Bytes> {
  const signature = bitString(await signOctets(keys, digest, tbs));
  return sequence(tbs, signatureAlgorithm(keys.kind, digest), signature, ...rest);
}

const ATTRIBUTE_OID: Readonly<Record<string, string>> = {
  CN: "2.5.4.3",
  C: "2.5.4.6",
  O: "2.5.4.10",
  OU: "2.5.4.11",
  emailAddress: "1.2.840.113549.1.9.1",
};

/** A DER Name from "O=Example,CN=Alice", outermost first; no escaping. "" is the empty Name. */
export function name(text: string): Bytes {
  const rdns = text === "" ? [] : text.split(",");
  return sequence(
    ...rdns.map((rdn) => {
      const [type = "", value = ""] = rdn.split("=");
      const string = type === "emailAddress" ? encode(TAG.ia5String, utf8(value)) : encode(TAG.utf8String, utf8(value));
      return setOf([sequence(oid(ATTRIBUTE_OID[type] ?? type), string)]);
    }),
  );
}

export function extension(type: string, value: Bytes, critical = false): Bytes {
  return sequence(oid(type), critical ? encode(TAG.boolean, Uint8Array.of(0xff)) : EMPTY, octetString(value));
}

const TRUE = encode(TAG.boolean, Uint8Array.of(0xff));

export function basicConstraints(cA: boolean, pathLen?: number): Bytes {
  const length = pathLen === undefined ? EMPTY : integer(pathLen);
  return extension("2.5.29.19", sequence(cA ? TRUE : EMPTY, length), true);
}

const KEY_USAGE_BITS = [
  "digitalSignature",
  "nonRepudiation",
  "keyEncipherment",
  "dataEncipherment",
  "keyAgreement",
  "keyCertSign",
  "cRLSign",
];

export function keyUsage(...usages: readonly string[]): Bytes {
  let bits = 0;
  for (const usage of usages) bits |= 0x80 >> KEY_USAGE_BITS.indexOf(usage);
  return extension("2.5.29.15", bitString(Uint8Array.of(bits)), true);
}

export const EMAIL_PROTECTION = "1.3.6.1.5.5.7.3.4";
export const SERVER_AUTH = "1.3.6.1.5.5.7.3.1";
export const OCSP_SIGNING = "1.3.6.1.5.5.7.3.9";

export function extendedKeyUsage(...purposes: readonly string[]): Bytes {
  return extension("2.5.29.37", sequence(...purposes.map(oid)));
}

/** GeneralName forms. */
export const general = {
  mail: (text: string): Bytes => encode(context(1, false), fromLatin1(text)),
  dns: (text: string): Bytes => encode(context(2, false), fromLatin1(text)),
  uri: (text: string): Bytes => encode(context(6, false), fromLatin1(text)),
  ip: (...octets: readonly number[]): Bytes => encode(context(7, false), Uint8Array.from(octets)),
  directory: (text: string): Bytes => encode(context(4), name(text)),
  utf8Mailbox: (text: string): Bytes =>
    encode(context(0), oid("1.3.6.1.5.5.7.8.9"), encode(context(0), encode(TAG.utf8String, utf8(text)))),
};

export function subjectAltName(...names: readonly Bytes[]): Bytes {
  return extension("2.5.29.17", sequence(...names));
}

export function mail(...addresses: readonly string[]): Bytes {
  return subjectAltName(...addresses.map(general.mail));
}

function subtrees(tag: number, bases: readonly Bytes[]): Bytes {
  return bases.length === 0 ? EMPTY : encode(context(tag), ...bases.map((base) => sequence(base)));
}

export function nameConstraints(permitted: readonly Bytes[], excluded: readonly Bytes[] = []): Bytes {
  return extension("2.5.29.30", sequence(subtrees(0, permitted), subtrees(1, excluded)), true);
}

export function certificatePolicies(...policies: readonly string[]): Bytes {
  return extension("2.5.29.32", sequence(...policies.map((policy) => sequence(oid(policy)))));
}

/** Policy constraints with requireExplicitPolicy. */
export function requireExplicitPolicy(skipCerts: number): Bytes {
  return extension("2.5.29.36", sequence(encode(context(0, false), Uint8Array.of(skipCerts))), true);
}

/** A distribution point known by a URI. */
export function distributionPoint(uri: string): Bytes {
  const point = sequence(encode(context(0), encode(context(0), general.uri(uri))));
  return extension("2.5.29.31", sequence(point));
}

export interface Issued {
  readonly certificate: Certificate;
  readonly keys: KeyPair;
}

export interface CertificateOrder {
  /** As for `name`. */
  readonly subject: string;
  /** Absent: self-signed. */
  readonly issuer?: Issued;
  readonly keys?: KeyPair;
  readonly extensions?: readonly Bytes[];
  readonly serial?: number;
  readonly notBefore?: number;
  readonly notAfter?: number;
  readonly digest?: SignatureDigest;
  /** 3 by default. */
  readonly version?: number;
  /** Puts another algorithm inside the signed part than outside. */
  readonly innerAlgorithm?: Bytes;
  /** Signs with another key than the issuer's. */
  readonly signWith?: KeyPair;
}

let serials = 1000;

export async function issue(order: CertificateOrder): Promise<Issued> {
  const keys = order.keys ?? (await generateKeys());
  const signer = order.signWith ?? order.issuer?.keys ?? keys;
  const digest = order.digest ?? "SHA-256";
  const { extensions = [], version = 3 } = order;
  const tbs = sequence(
    version === 1 ? EMPTY : encode(context(0), integer(version - 1)),
    integer(order.serial ?? serials++),
    order.innerAlgorithm ?? signatureAlgorithm(signer.kind, digest),
    order.issuer?.certificate.subject ?? name(order.subject),
    sequence(time(order.notBefore ?? NOW - 30 * DAY), time(order.notAfter ?? NOW + 365 * DAY)),
    name(order.subject),
    keys.spki,
    extensions.length === 0 ? EMPTY : encode(context(3), sequence(...extensions)),
  );
  return { keys, certificate: readCertificate(await signed(tbs, signer, digest)) };
}

export type Overrides = Partial<CertificateOrder>;

/** A self-signed authority. */
export function authority(subject = "CN=Root", overrides: Overrides = {}): Promise<Issued> {
  return issue({ subject, extensions: [basicConstraints(true), keyUsage("keyCertSign", "cRLSign")], ...overrides });
}

/** An authority below `issuer`. */
export function subordinate(issuer: Issued, subject: string, overrides: Overrides = {}): Promise<Issued> {
  return authority(subject, { issuer, ...overrides });
}

/** A certificate for a person's mail. */
export function person(issuer: Issued, address = "alice@example.com", overrides: Overrides = {}): Promise<Issued> {
  const extensions = [keyUsage("digitalSignature"), extendedKeyUsage(EMAIL_PROTECTION), mail(address)];
  return issue({ subject: "CN=Alice", issuer, extensions, ...overrides });
}

export interface CrlEntry {
  readonly serialNumber: Bytes;
  readonly date?: number;
  readonly reason?: number;
  readonly extensions?: readonly Bytes[];
}

export interface CrlOrder {
  readonly issuer: Issued;
  readonly entries?: readonly CrlEntry[];
  readonly thisUpdate?: number;
  readonly nextUpdate?: number | null;
  readonly extensions?: readonly Bytes[];
  /** CRLNumber, 1 by default. */
  readonly number?: number;
  readonly signWith?: KeyPair;
  readonly digest?: SignatureDigest;
}

function crlEntry({ serialNumber, date, reason, extensions = [] }: CrlEntry): Bytes {
  const code = reason === undefined ? [] : [extension("2.5.29.21", encode(TAG.enumerated, Uint8Array.of(reason)))];
  const all = [...code, ...extensions];
  const serial = encode(TAG.integer, serialNumber);
  return sequence(serial, time(date ?? NOW - 10 * DAY), all.length === 0 ? EMPTY : sequence(...all));
}

export async function crl(order: CrlOrder): Promise<Bytes> {
  const { issuer, entries = [], extensions = [], nextUpdate = NOW + 7 * DAY, digest = "SHA-256" } = order;
  const signer = order.signWith ?? issuer.keys;
  const tbs = sequence(
    integer(1),
    signatureAlgorithm(signer.kind, digest),
    issuer.certificate.subject,
    time(order.thisUpdate ?? NOW - DAY),
    nextUpdate === null ? EMPTY : time(nextUpdate),
    entries.length === 0 ? EMPTY : sequence(...entries.map(crlEntry)),
    encode(context(0), sequence(extension("2.5.29.20", integer(order.number ?? 1)), ...extensions)),
  );
  return signed(tbs, signer, digest);
}

export type OcspStatus = "good" | "unknown" | { readonly revoked: number; readonly reason?: number };

export interface OcspOrder {
  readonly certificate: Certificate;
  readonly issuer: Issued;
  readonly status: OcspStatus;
  /** Who signs; the issuer by default. */
  readonly responder?: Issued;
  /** Whether the responder's certificate goes along. */
  readonly embed?: boolean;
  readonly thisUpdate?: number;
  readonly nextUpdate?: number | null;
  readonly singleExtensions?: readonly Bytes[];
}

function generalizedTime(milliseconds: number): Bytes {
  const digits = new Date(milliseconds).toISOString().replaceAll(/[-:T]|\.\d+/g, "");
  return encode(TAG.generalizedTime, utf8(digits));
}

function certStatus(status: OcspStatus): Bytes {
  if (status === "good") return encode(context(0, false));
  if (status === "unknown") return encode(context(2, false));
  const reason = encode(context(0), encode(TAG.enumerated, Uint8Array.of(status.reason ?? 0)));
  return encode(context(1), generalizedTime(status.revoked), reason);
}

async function sha1(octets: Bytes): Promise<Bytes> {
  return new Uint8Array(await crypto.subtle.digest("SHA-1", octets));
}

export async function ocsp(order: OcspOrder): Promise<Bytes> {
  const { certificate, issuer, responder = issuer, nextUpdate = NOW + DAY, thisUpdate = NOW - 3_600_000 } = order;
  const single = sequence(
    sequence(
      algorithmIdentifier("1.3.14.3.2.26", NULL),
      octetString(await sha1(issuer.certificate.subject)),
      octetString(await sha1(issuer.certificate.subjectPublicKeyInfo.publicKey)),
      encode(TAG.integer, certificate.serialNumber),
    ),
    certStatus(order.status),
    generalizedTime(thisUpdate),
    nextUpdate === null ? EMPTY : encode(context(0), generalizedTime(nextUpdate)),
    order.singleExtensions ? encode(context(1), sequence(...order.singleExtensions)) : EMPTY,
  );
  const tbs = sequence(
    encode(context(1), responder.certificate.subject),
    generalizedTime(thisUpdate),
    sequence(single),
  );
  const certificates = order.embed ? encode(context(0), sequence(responder.certificate.der)) : EMPTY;
  const basic = await signed(tbs, responder.keys, "SHA-256", certificates);
  const responseBytes = sequence(oid("1.3.6.1.5.5.7.48.1.1"), octetString(basic));
  return sequence(encode(TAG.enumerated, Uint8Array.of(0)), encode(context(0), responseBytes));
}
