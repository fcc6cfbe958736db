import { CONSTRUCTED, context, type Element, Fields, malformed, readElement, TAG } from "../asn1/reader.ts";
import { oidOf } from "../asn1/values.ts";
import { type Bytes, decodeUtf8, latin1 } from "../bytes.ts";

/** GeneralName (RFC 5280 section 4.2.1.6), with SmtpUTF8Mailbox (RFC 9598) told apart from other otherNames. */
export type GeneralName =
  | { readonly kind: "rfc822Name" | "dNSName" | "uniformResourceIdentifier"; readonly text: string }
  | { readonly kind: "smtpUTF8Mailbox"; readonly text: string }
  | { readonly kind: "directoryName"; readonly name: Bytes }
  | { readonly kind: "iPAddress"; readonly octets: Bytes }
  /** otherName, x400Address, ediPartyName and registeredID: compared by nobody, but constraints may name them. */
  | { readonly kind: "other"; readonly tag: number; readonly octets: Bytes };

const SMTP_UTF8_MAILBOX = "1.3.6.1.5.5.7.8.9";

const TEXT_KIND = ["rfc822Name", "dNSName"] as const;

function readOtherName(element: Element): GeneralName {
  const fields = new Fields(element);
  const type = oidOf(fields.required(TAG.oid));
  const value = new Fields(fields.required(context(0))).any();
  if (type !== SMTP_UTF8_MAILBOX) return { kind: "other", tag: element.tag, octets: element.octets };
  const text = value.tag === TAG.utf8String ? decodeUtf8(value.content) : null;
  if (text === null) throw malformed(0, "SmtpUTF8Mailbox");
  return { kind: "smtpUTF8Mailbox", text };
}

/** @throws SmimeError asn1/malformed */
export function readGeneralName(element: Element): GeneralName {
  switch (element.tag) {
    case context(0):
      return readOtherName(element);
    case context(1, false):
    case context(2, false):
      return { kind: TEXT_KIND[element.tag === context(1, false) ? 0 : 1], text: latin1(element.content) };
    case context(6, false):
      return { kind: "uniformResourceIdentifier", text: latin1(element.content) };
    case context(4):
      return { kind: "directoryName", name: readElement(element.content).octets };
    case context(7, false):
      return { kind: "iPAddress", octets: element.content };
    case context(3):
    case context(5):
    case context(8, false):
      return { kind: "other", tag: element.tag, octets: element.octets };
    default:
      throw malformed(0, "GeneralName");
  }
}

/** GeneralNames: at least one. `implicitTag` stands in place of SEQUENCE. @throws SmimeError asn1/malformed */
export function readGeneralNames(element: Element, implicitTag: number = TAG.sequence): GeneralName[] {
  if (element.tag !== (implicitTag | CONSTRUCTED)) throw malformed(0, "GeneralNames");
  const names = new Fields(element).rest().map(readGeneralName);
  if (names.length === 0) throw malformed(0, "GeneralNames with a name");
  return names;
}
