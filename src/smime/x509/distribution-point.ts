/** Where and for what a CRL speaks: cRLDistributionPoints and issuingDistributionPoint (RFC 5280 sections 4.2.1.13, 5.2.5). */
import { context, type Element, Fields, malformed, TAG } from "../asn1/reader.ts";
import { bitStringOf, booleanOf } from "../asn1/values.ts";
import { type Bytes, toHex } from "../bytes.ts";
import { type Certificate, extensionOf } from "./certificate.ts";
import { CERTIFICATE_EXTENSION, type Extension } from "./extension.ts";
import { type GeneralName, readGeneralName, readGeneralNames } from "./general-name.ts";
import { nameKeys, readRelativeDistinguishedName, relativeNameKey } from "./name.ts";

/** Bits 1 to 8 of ReasonFlags as a mask: every reason but "unused". */
export const ALL_REASONS = 0b1_1111_1110;

/** Names as strings that are equal exactly if the GeneralNames are. */
export type NameSet = ReadonlySet<string>;

export interface DistributionPoint {
  /** Null: the point is known only by its CRL issuer. */
  readonly names: NameSet | null;
  readonly reasons: number;
  /** directoryNames of the CRL issuer; null: the certificate's issuer itself. */
  readonly cRLIssuers: readonly Bytes[] | null;
}

export interface IssuingDistributionPoint {
  readonly names: NameSet | null;
  readonly onlyContainsUserCerts: boolean;
  readonly onlyContainsCACerts: boolean;
  readonly onlyContainsAttributeCerts: boolean;
  readonly onlySomeReasons: number;
  readonly indirectCRL: boolean;
}

export function directoryNameKey(name: Bytes): string {
  return `directoryName:${nameKeys(name).join("\u0001")}`;
}

function generalNameKey(name: GeneralName): string {
  switch (name.kind) {
    case "directoryName":
      return directoryNameKey(name.name);
    case "iPAddress":
    case "other":
      return `${name.kind}:${toHex(name.octets)}`;
    default:
      return `${name.kind}:${name.text}`;
  }
}

/** DistributionPointName; a relative name is completed with the name of the CRL's issuer. */
function readPointName(wrapper: Element, crlIssuer: Bytes): NameSet {
  const choice = new Fields(wrapper).any();
  if (choice.tag === context(0)) return new Set(readGeneralNames(choice, context(0)).map(generalNameKey));
  if (choice.tag !== context(1)) throw malformed(0, "DistributionPointName");
  const rdn = relativeNameKey(readRelativeDistinguishedName(choice));
  return new Set([`directoryName:${[...nameKeys(crlIssuer), rdn].join("\u0001")}`]);
}

function readReasons(element: Element | null): number {
  if (!element) return ALL_REASONS;
  const { octets } = bitStringOf({ ...element, tag: TAG.bitString });
  let mask = 0;
  for (let bit = 1; bit <= 8; bit++) if ((octets[bit >> 3] ?? 0) & (0x80 >> (bit & 7))) mask |= 1 << bit;
  return mask;
}

function readDistributionPoint(element: Element, certificateIssuer: Bytes): DistributionPoint {
  const fields = new Fields(element);
  const [name, reasons, issuer] = [
    fields.optional(context(0)),
    fields.optional(context(1, false)),
    fields.optional(context(2)),
  ];
  const cRLIssuers = issuer && new Fields(issuer).rest().map(readGeneralName);
  const directoryNames = cRLIssuers?.flatMap((entry) => (entry.kind === "directoryName" ? [entry.name] : [])) ?? null;
  return {
    names: name && readPointName(name, directoryNames?.[0] ?? certificateIssuer),
    reasons: readReasons(reasons),
    cRLIssuers: directoryNames,
  };
}

/** Empty where the extension is absent. @throws SmimeError asn1/malformed */
export function distributionPointsOf(certificate: Certificate): readonly DistributionPoint[] {
  const extension = extensionOf(certificate, CERTIFICATE_EXTENSION.cRLDistributionPoints);
  if (!extension) return [];
  const points = Fields.ofSequence(extension.value).rest();
  return points.map((point) => readDistributionPoint(point, certificate.issuer));
}

/** @throws SmimeError asn1/malformed */
export function readIssuingDistributionPoint(extension: Extension, crlIssuer: Bytes): IssuingDistributionPoint {
  const fields = Fields.ofSequence(extension.value);
  const name = fields.optional(context(0));
  const flag = (tag: number) => {
    const element = fields.optional(context(tag, false));
    return element !== null && booleanOf({ ...element, tag: TAG.boolean });
  };
  const [onlyContainsUserCerts, onlyContainsCACerts] = [flag(1), flag(2)];
  const onlySomeReasons = readReasons(fields.optional(context(3, false)));
  const [indirectCRL, onlyContainsAttributeCerts] = [flag(4), flag(5)];
  fields.end();
  return {
    names: name && readPointName(name, crlIssuer),
    onlyContainsUserCerts,
    onlyContainsCACerts,
    onlyContainsAttributeCerts,
    onlySomeReasons,
    indirectCRL,
  };
}
