import { beforeAll, describe, expect, it } from "vitest";
import { context, readSole, TAG } from "../../../src/smime/asn1/reader.ts";
import { encode, oid, sequence } from "../../../src/smime/asn1/writer.ts";
import { type Bytes, utf8 } from "../../../src/smime/bytes.ts";
import {
  ALL_REASONS,
  directoryNameKey,
  distributionPointsOf,
  readIssuingDistributionPoint,
} from "../../../src/smime/x509/distribution-point.ts";
import { readExtensions } from "../../../src/smime/x509/extension.ts";
import {
  distributionPoint,
  extension,
  general,
  generateKeys,
  issue,
  type KeyPair,
  name,
} from "./certificate-builder.ts";

let keys: KeyPair;
beforeAll(async () => {
  keys = await generateKeys();
});

async function pointsIn(...extensions: readonly Bytes[]) {
  return distributionPointsOf((await issue({ subject: "CN=CA", keys, extensions })).certificate);
}

function issuingPoint(...fields: readonly Bytes[]) {
  const [one] = readExtensions(readSole(sequence(extension("2.5.29.28", sequence(...fields)))));
  if (!one) throw new Error("no extension");
  return readIssuingDistributionPoint(one, name("CN=CA"));
}

const MALFORMED = expect.objectContaining({ code: "asn1/malformed" });
/** nameRelativeToCRLIssuer with CN=1. */
const RELATIVE = encode(context(0), encode(context(1), sequence(oid("2.5.4.3"), encode(TAG.utf8String, utf8("1")))));

describe("cRLDistributionPoints", () => {
  it("are none where absent", async () => {
    expect(await pointsIn()).toEqual([]);
  });

  it("have names, reasons and a CRL issuer", async () => {
    const issuer = encode(context(2), general.directory("CN=Other"));
    const point = sequence(encode(context(1, false), Uint8Array.of(5, 0x60)), issuer);
    expect(await pointsIn(extension("2.5.29.31", sequence(point)))).toEqual([
      { names: null, reasons: 0b110, cRLIssuers: [name("CN=Other")] },
    ]);
    expect(await pointsIn(distributionPoint("http://x/"))).toEqual([
      { names: new Set(["uniformResourceIdentifier:http://x/"]), reasons: ALL_REASONS, cRLIssuers: null },
    ]);
  });

  it("may be named relative to the issuer of the CRL, whoever that is", async () => {
    const [own] = await pointsIn(extension("2.5.29.31", sequence(sequence(RELATIVE))));
    expect(own?.names).toEqual(new Set([directoryNameKey(name("CN=CA,CN=1"))]));
    const issuer = encode(context(2), general.directory("O=Other"));
    const [other] = await pointsIn(extension("2.5.29.31", sequence(sequence(RELATIVE, issuer))));
    expect(other?.names).toEqual(new Set([directoryNameKey(name("O=other,CN=1"))]));
  });

  it("are malformed with a name of no known form", async () => {
    const odd = extension("2.5.29.31", sequence(sequence(encode(context(0), encode(context(2), sequence())))));
    await expect(pointsIn(odd)).rejects.toThrow(MALFORMED);
  });
});

function flag(number: number): Bytes {
  return encode(context(number, false), Uint8Array.of(0xff));
}

describe("issuingDistributionPoint", () => {
  const nothing = {
    names: null,
    onlyContainsUserCerts: false,
    onlyContainsCACerts: false,
    onlyContainsAttributeCerts: false,
    onlySomeReasons: ALL_REASONS,
    indirectCRL: false,
  };

  it("says nothing by default", () => {
    expect(issuingPoint()).toEqual(nothing);
  });

  it("limits what a CRL speaks about", () => {
    expect(issuingPoint(flag(1), flag(4))).toEqual({ ...nothing, onlyContainsUserCerts: true, indirectCRL: true });
    expect(issuingPoint(RELATIVE, flag(2), encode(context(3, false), Uint8Array.of(0, 0x40)))).toEqual({
      ...nothing,
      names: new Set([directoryNameKey(name("CN=CA,CN=1"))]),
      onlyContainsCACerts: true,
      onlySomeReasons: 0b10,
    });
    expect(issuingPoint(flag(5))).toEqual({ ...nothing, onlyContainsAttributeCerts: true });
    expect(() => issuingPoint(flag(7))).toThrow(MALFORMED);
  });
});
