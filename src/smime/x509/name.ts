/** Name (RFC 5280 section 4.1.2.4): comparison by section 7.1 and the string form of RFC 4514. */
import { type Element, Fields, malformed, readSole, TAG } from "../asn1/reader.ts";
import { oidOf, stringOf } from "../asn1/values.ts";
import { type Bytes, toHex, utf8 } from "../bytes.ts";
import { isSmimeError } from "../errors.ts";

export interface AttributeTypeAndValue {
  readonly type: string;
  readonly value: Element;
}

export type RelativeDistinguishedName = readonly AttributeTypeAndValue[];

export const ATTRIBUTE = {
  commonName: "2.5.4.3",
  organizationName: "2.5.4.10",
  emailAddress: "1.2.840.113549.1.9.1",
} as const;

/** Short names of RFC 4514 section 3, and those of RFC 4519 and RFC 2985 that certificates use. */
const SHORT_NAME: ReadonlyMap<string, string> = new Map([
  ["2.5.4.3", "CN"],
  ["2.5.4.4", "SN"],
  ["2.5.4.5", "serialNumber"],
  ["2.5.4.6", "C"],
  ["2.5.4.7", "L"],
  ["2.5.4.8", "ST"],
  ["2.5.4.9", "STREET"],
  ["2.5.4.10", "O"],
  ["2.5.4.11", "OU"],
  ["2.5.4.12", "title"],
  ["2.5.4.42", "givenName"],
  ["2.5.4.43", "initials"],
  ["2.5.4.97", "organizationIdentifier"],
  ["0.9.2342.19200300.100.1.1", "UID"],
  ["0.9.2342.19200300.100.1.25", "DC"],
  [ATTRIBUTE.emailAddress, "emailAddress"],
]);

export function readRelativeDistinguishedName(element: Element): AttributeTypeAndValue[] {
  return new Fields(element).rest().map((item) => {
    const fields = new Fields(item);
    return { type: oidOf(fields.required(TAG.oid)), value: fields.any() };
  });
}

/** @throws SmimeError asn1/malformed */
export function readName(der: Bytes): RelativeDistinguishedName[] {
  return new Fields(readSole(der, TAG.sequence)).rest().map((rdn) => {
    if (rdn.tag !== TAG.set) throw malformed(0, "RelativeDistinguishedName");
    return readRelativeDistinguishedName(rdn);
  });
}

function readNameOrNull(der: Bytes): RelativeDistinguishedName[] | null {
  try {
    return readName(der);
  } catch (error) {
    if (isSmimeError(error, "asn1/malformed") || isSmimeError(error, "asn1/limit-exceeded")) return null;
    throw error;
  }
}

/** RFC 4518 string preparation: white space mapped and squeezed, invisible characters dropped, case folded, NFKC. */
function prepare(text: string): string {
  // Nearly every value: nothing to map but case and spaces.
  if (/^[\x20-\x7e]*$/.test(text)) return text.toLowerCase().replaceAll(/ +/g, " ").trim();
  return text
    .replaceAll(/[\t\n\v\f\r\u0085\p{Z}]+/gu, " ")
    .replaceAll(/\u034f|[\u180b-\u180d]|[\ufe00-\ufe0f]|[\p{Cc}\p{Cf}\ufffc]/gu, "")
    .normalize("NFKC")
    .toUpperCase()
    .toLowerCase()
    .normalize("NFKC")
    .replaceAll(/ +/g, " ")
    .trim();
}

function attributeKey({ type, value }: AttributeTypeAndValue): string {
  const text = stringOf(value);
  return text === null ? `${type}#${toHex(value.octets)}` : `${type}=${prepare(text)}`;
}

/** One string per RDN; two RDNs are equal by RFC 5280 section 7.1 exactly if their strings are. */
export function relativeNameKey(rdn: RelativeDistinguishedName): string {
  return rdn.map(attributeKey).toSorted().join("\u0002");
}

const keysOfName = new WeakMap<Bytes, readonly string[]>();

/** The keys of a Name's RDNs, outermost first. A Name that cannot be read equals only itself, octet for octet. */
export function nameKeys(der: Bytes): readonly string[] {
  const known = keysOfName.get(der);
  if (known) return known;
  const keys = readNameOrNull(der)?.map(relativeNameKey) ?? [`#${toHex(der)}`];
  keysOfName.set(der, keys);
  return keys;
}

/** A string that is the same for two Names exactly if RFC 5280 section 7.1 calls them equal: the key of an index. */
export function nameKey(der: Bytes): string {
  return nameKeys(der).join("\u0001");
}

export function namesEqual(a: Bytes, b: Bytes): boolean {
  return nameKey(a) === nameKey(b);
}

/** Whether a Name is the SEQUENCE without members. */
export function isEmptyName(der: Bytes): boolean {
  return nameKeys(der).length === 0;
}

/** Text values of one attribute type, in order; values that are not text are left out. */
export function attributeValues(der: Bytes, type: string): readonly string[] {
  const attributes = readNameOrNull(der)?.flat() ?? [];
  return attributes.filter((attribute) => attribute.type === type).flatMap(({ value }) => stringOf(value) ?? []);
}

function hexPairs(text: string): string {
  return Array.from(utf8(text), (octet) => `\\${octet.toString(16).padStart(2, "0")}`).join("");
}

/** RFC 4514 section 2.4. Control and formatting characters become hex pairs too: they could rearrange a display. */
function escapeValue(text: string): string {
  return text.replaceAll(/^[ #]| $|["+,;<>\\]/g, String.raw`\$&`).replaceAll(/[\p{Cc}\p{Cf}]/gu, hexPairs);
}

function attributeToString({ type, value }: AttributeTypeAndValue): string {
  const [shortName, text] = [SHORT_NAME.get(type), stringOf(value)];
  if (shortName === undefined || text === null) return `${shortName ?? type}=#${toHex(value.octets)}`;
  return `${shortName}=${escapeValue(text)}`;
}

/** RFC 4514: most specific RDN first. "" for the empty Name; "#" and hexadecimal for octets that are no Name. */
export function nameToString(der: Bytes): string {
  const rdns = readNameOrNull(der);
  if (!rdns) return `#${toHex(der)}`;
  return rdns
    .toReversed()
    .map((rdn) => rdn.map(attributeToString).join("+"))
    .join(",");
}
