/**
 * NameConstraints (RFC 5280 section 4.2.1.10; RFC 9598 section 6 for SmtpUTF8Mailbox). Subtrees of all authorities on a
 * path add up: a name must lie in the permitted ones of each, and in no excluded one.
 */
import { context, Fields, malformed, TAG } from "../asn1/reader.ts";
import { smallInteger } from "../asn1/values.ts";
import type { Bytes } from "../bytes.ts";
import { type Certificate, extensionOf } from "./certificate.ts";
import { CERTIFICATE_EXTENSION } from "./extension.ts";
import { type GeneralName, readGeneralName } from "./general-name.ts";
import { parseMailAddress } from "./mail-address.ts";
import { ATTRIBUTE, attributeValues, isEmptyName, nameKeys } from "./name.ts";
import { subjectAltNames } from "./subject-alt-name.ts";

export interface NameConstraints {
  readonly permitted: readonly GeneralName[];
  readonly excluded: readonly GeneralName[];
}

/** Host, or ".domain" for hosts below it; no wildcard. */
const DOMAIN = /^\.?[\w-]+(?:\.[\w-]+)*\.?$/;

function isWellFormed(base: GeneralName): boolean {
  switch (base.kind) {
    case "dNSName":
    case "uniformResourceIdentifier":
      return base.text === "" || DOMAIN.test(base.text);
    case "rfc822Name":
      return base.text === "" || DOMAIN.test(base.text) || parseMailAddress(base.text) !== null;
    case "iPAddress":
      return base.octets.length === 8 || base.octets.length === 32;
    case "directoryName":
    case "other":
      return true;
    case "smtpUTF8Mailbox":
      // RFC 9598 section 6 forbids it here: rfc822Name constrains both forms.
      return false;
  }
}

function readSubtrees(fields: Fields, tag: number): GeneralName[] {
  const element = fields.optional(context(tag));
  if (!element) return [];
  const subtrees = new Fields(element).rest().map((item) => {
    const subtree = new Fields(item);
    const base = readGeneralName(subtree.any());
    const minimum = subtree.optional(context(0, false));
    // No maximum, and minimum zero (section 4.2.1.10): other distances are for nobody to guess.
    if (minimum && smallInteger({ ...minimum, tag: TAG.integer }) !== 0) throw malformed(0, "minimum of 0");
    subtree.end();
    if (!isWellFormed(base)) throw malformed(0, "GeneralSubtree");
    return base;
  });
  if (subtrees.length === 0) throw malformed(0, "GeneralSubtrees");
  return subtrees;
}

/** Null where the extension is absent. @throws SmimeError asn1/malformed */
export function nameConstraintsOf(certificate: Certificate): NameConstraints | null {
  const extension = extensionOf(certificate, CERTIFICATE_EXTENSION.nameConstraints);
  if (!extension) return null;
  const fields = Fields.ofSequence(extension.value);
  const constraints = { permitted: readSubtrees(fields, 0), excluded: readSubtrees(fields, 1) };
  fields.end();
  if (constraints.permitted.length + constraints.excluded.length === 0) throw malformed(0, "NameConstraints");
  return constraints;
}

/** `base` names a host and everything below it; with a leading dot only what is below. */
function hostWithin(host: string, base: string): boolean {
  if (base === "") return true;
  return base.startsWith(".") ? host.length > base.length && host.endsWith(base) : host === base;
}

function dnsNameWithin(name: string, base: string): boolean {
  const suffix = base.replace(/^\./, "");
  return base === "" || name === suffix || (name.endsWith(suffix) && name.at(-suffix.length - 1) === ".");
}

function mailWithin(address: string, base: string): boolean | null {
  const parsed = parseMailAddress(address);
  if (!parsed) return null;
  const mailbox = parseMailAddress(base);
  if (mailbox) return parsed.local === mailbox.local && parsed.domain === mailbox.domain;
  return hostWithin(parsed.domain, base.toLowerCase());
}

/** The host of a URI; null where it has none or an address, which section 4.2.1.10 says must be refused. */
function hostOf(uri: string): string | null {
  const authority = /^[a-z][a-z0-9+.-]*:\/\/([^/?#]*)/i.exec(uri)?.[1];
  const host = authority?.replace(/^.*@/, "").replace(/:\d*$/, "").toLowerCase();
  return host && DOMAIN.test(host) && /[a-z]/.test(host) ? host : null;
}

function addressWithin(address: Bytes, base: Bytes): boolean | null {
  const length = base.length / 2;
  if (address.length !== 4 && address.length !== 16) return null;
  if (address.length !== length) return false;
  return address.every((octet, i) => ((octet ^ (base[i] ?? 0)) & (base[length + i] ?? 0)) === 0);
}

function nameWithin(name: Bytes, base: Bytes): boolean {
  const keys = nameKeys(name);
  return nameKeys(base).every((key, i) => keys[i] === key);
}

/** Whether `name` lies in the subtree; null where the name is malformed, so that nobody can tell. */
function within(name: GeneralName, base: GeneralName): boolean | null {
  switch (name.kind) {
    case "rfc822Name":
    case "smtpUTF8Mailbox":
      return base.kind === "rfc822Name" ? mailWithin(name.text, base.text) : null;
    case "dNSName": {
      if (base.kind !== "dNSName" || name.text.startsWith(".")) return null;
      const host = name.text.replace(/^\*\./, "");
      return DOMAIN.test(host) ? dnsNameWithin(host.toLowerCase(), base.text.toLowerCase()) : null;
    }
    case "uniformResourceIdentifier": {
      const host = hostOf(name.text);
      return base.kind === name.kind && host !== null ? hostWithin(host, base.text.toLowerCase()) : null;
    }
    case "iPAddress":
      return base.kind === name.kind ? addressWithin(name.octets, base.octets) : null;
    case "directoryName":
      return base.kind === name.kind ? nameWithin(name.name, base.name) : null;
    case "other":
      // Name forms nobody here can compare: a constraint on them is never known to be met.
      return null;
  }
}

function sameForm(name: GeneralName, base: GeneralName): boolean {
  if (name.kind === "smtpUTF8Mailbox") return base.kind === "rfc822Name";
  if (name.kind === "other") return base.kind === "other" && base.tag === name.tag;
  return name.kind === base.kind;
}

function satisfies(name: GeneralName, { permitted, excluded }: NameConstraints): boolean {
  const candidates = permitted.filter((base) => sameForm(name, base));
  if (candidates.length > 0 && !candidates.some((base) => within(name, base) === true)) return false;
  return excluded.every((base) => !sameForm(name, base) || within(name, base) === false);
}

/**
 * All names of a certificate that constraints speak about. The subject's emailAddress counts even where there is a
 * subjectAltName (the RFC asks for it only where there is none): readers that take an address from there exist.
 */
export function constrainedNames(certificate: Certificate): readonly GeneralName[] {
  const { subject } = certificate;
  return [
    ...(isEmptyName(subject) ? [] : [{ kind: "directoryName" as const, name: subject }]),
    ...attributeValues(subject, ATTRIBUTE.emailAddress).map((text) => ({ kind: "rfc822Name" as const, text })),
    ...subjectAltNames(certificate),
  ];
}

/** Whether every name meets the constraints of every authority above it: the intersection, never the last word. */
export function namesSatisfy(names: readonly GeneralName[], constraints: readonly NameConstraints[]): boolean {
  return constraints.every((one) => names.every((name) => satisfies(name, one)));
}

/** Comparisons `namesSatisfy` may have to make. */
export function comparisons(names: readonly GeneralName[], constraints: readonly NameConstraints[]): number {
  return (
    names.length * constraints.reduce((sum, { permitted, excluded }) => sum + permitted.length + excluded.length, 0)
  );
}
