import { describe, expect, it } from "vitest";
import { context, readSole, TAG } from "../../../src/smime/asn1/reader.ts";
import { encode, oid, sequence } from "../../../src/smime/asn1/writer.ts";
import { type Bytes, utf8 } from "../../../src/smime/bytes.ts";
import { readGeneralName, readGeneralNames } from "../../../src/smime/x509/general-name.ts";
import { general, name } from "./certificate-builder.ts";

const MALFORMED = expect.objectContaining({ code: "asn1/malformed" });
const MAILBOX = oid("1.3.6.1.5.5.7.8.9");

describe("general names", () => {
  it.each<[Bytes, unknown]>([
    [general.mail("a@b"), { kind: "rfc822Name", text: "a@b" }],
    [general.dns("b"), { kind: "dNSName", text: "b" }],
    [general.uri("http://b/"), { kind: "uniformResourceIdentifier", text: "http://b/" }],
    [general.ip(1, 2, 3, 4), { kind: "iPAddress", octets: Uint8Array.of(1, 2, 3, 4) }],
    [general.directory("CN=a"), { kind: "directoryName", name: name("CN=a") }],
    [general.utf8Mailbox("ä@b"), { kind: "smtpUTF8Mailbox", text: "ä@b" }],
  ])("%#", (der, expected) => {
    expect(readGeneralName(readSole(der))).toEqual(expected);
  });

  it("of forms nobody compares keep their tag", () => {
    const other = encode(
      context(0),
      oid("1.3.6.1.4.1.311.20.2.3"),
      encode(context(0), encode(TAG.utf8String, utf8("upn"))),
    );
    expect(readGeneralName(readSole(other))).toMatchObject({ kind: "other", tag: context(0) });
    expect(readGeneralName(readSole(encode(context(8, false), Uint8Array.of(42))))).toMatchObject({ kind: "other" });
  });

  it.each<[string, Bytes]>([
    [
      "an SmtpUTF8Mailbox of another string type",
      encode(context(0), MAILBOX, encode(context(0), encode(TAG.ia5String, utf8("a@b")))),
    ],
    [
      "an SmtpUTF8Mailbox that is not UTF-8",
      encode(context(0), MAILBOX, encode(context(0), encode(TAG.utf8String, Uint8Array.of(0xff)))),
    ],
    ["an otherName without a value", encode(context(0), MAILBOX)],
    ["another tag", encode(context(9, false))],
    ["no GeneralName at all", sequence()],
  ])("%s is malformed", (_, der) => {
    expect(() => readGeneralName(readSole(der))).toThrow(MALFORMED);
  });

  it("come as a list of at least one", () => {
    expect(readGeneralNames(readSole(sequence(general.dns("a"), general.dns("b"))))).toHaveLength(2);
    expect(() => readGeneralNames(readSole(sequence()))).toThrow(MALFORMED);
    expect(() => readGeneralNames(readSole(encode(TAG.set, general.dns("a"))))).toThrow(MALFORMED);
  });
});
