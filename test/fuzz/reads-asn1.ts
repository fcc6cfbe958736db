/** The reader of tags and lengths, every value it can read, and what is written again from them. */
import { toDer } from "../../src/smime/asn1/der.ts";
import { children, CONSTRUCTED, type Element, readElement, readSole, TAG } from "../../src/smime/asn1/reader.ts";
import {
  bitStringOf,
  booleanOf,
  integerOctets,
  octetStringOf,
  oidOf,
  smallInteger,
  stringOf,
  timeOf,
  unsignedInteger,
} from "../../src/smime/asn1/values.ts";
import { encode, integer, oid, time } from "../../src/smime/asn1/writer.ts";
import { type Bytes, concatAll, equal } from "../../src/smime/bytes.ts";
import { isSmimeError } from "../../src/smime/errors.ts";
import { ensure } from "./violation.ts";

function reads<T>(read: () => T): T | null {
  try {
    return read();
  } catch (error) {
    if (isSmimeError(error, "asn1/malformed") || isSmimeError(error, "asn1/limit-exceeded")) return null;
    throw error;
  }
}

/** The earliest and latest times whose years have four digits. */
const [EARLIEST, LATEST] = [Date.UTC(1950, 0), Date.UTC(9999, 0)];

function checkOid(element: Element): void {
  const dotted = reads(() => oidOf(element));
  if (dotted !== null) ensure(equal(oid(dotted), encode(TAG.oid, element.content)), "an OID is written as it was read");
}

function checkInteger(element: Element): void {
  reads(() => integerOctets(element));
  reads(() => unsignedInteger(element));
  const number = reads(() => smallInteger(element));
  if (number !== null) ensure(smallInteger(readSole(integer(number))) === number, "an INTEGER comes back");
}

function checkTime(element: Element): void {
  const moment = reads(() => timeOf(element));
  if (moment === null || moment < EARLIEST || moment >= LATEST) return;
  const second = Math.floor(moment / 1000) * 1000;
  ensure(timeOf(readSole(time(second))) === second, "a time comes back");
}

/** Only the reader that fits: a refusal for a wrong tag says little and costs much. */
function checkValue(element: Element): void {
  stringOf(element);
  switch (element.tag) {
    case TAG.oid:
      return checkOid(element);
    case TAG.integer:
      return checkInteger(element);
    case TAG.utcTime:
    case TAG.generalizedTime:
      return checkTime(element);
    case TAG.boolean:
      return void reads(() => booleanOf(element));
    case TAG.bitString:
      return void reads(() => bitStringOf(element));
    case TAG.octetString:
    case TAG.octetString | CONSTRUCTED:
      return void reads(() => octetStringOf(element));
  }
}

function walk(element: Element, depth: number): void {
  checkValue(element);
  if (!(element.tag & CONSTRUCTED) || depth > 100) return;
  const parts = reads(() => children(element));
  if (!parts) return;
  const joined = concatAll(parts.map(({ octets }) => octets));
  ensure(equal(joined, element.content), "the children are the content, to the octet");
  for (const part of parts) walk(part, depth + 1);
}

export function checkTree(input: Bytes): void {
  const element = readElement(input);
  ensure(equal(element.octets, input.subarray(0, element.octets.length)), "an element is a view on its octets");
  walk(element, 0);
  const der = toDer(element);
  ensure(equal(toDer(readSole(der)), der), "DER is rewritten as itself");
}
