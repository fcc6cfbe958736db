import { beforeAll, describe, expect, it } from "vitest";
import { context } from "../../../src/smime/asn1/reader.ts";
import { encode, integer, sequence } from "../../../src/smime/asn1/writer.ts";
import { type Bytes, concat, utf8 } from "../../../src/smime/bytes.ts";
import { findRevoked, readCertificateRevocationList } from "../../../src/smime/x509/certificate-revocation-list.ts";
import {
  authority,
  crl,
  type CrlOrder,
  DAY,
  extension,
  general,
  type Issued,
  name,
  NOW,
} from "./certificate-builder.ts";

let root: Issued;
beforeAll(async () => {
  root = await authority();
});

const ROOT = name("CN=Root");
const OTHER = name("CN=Other");
const MALFORMED = expect.objectContaining({ code: "x509/malformed", detail: { structure: "CertificateList" } });

async function listOf(order: Partial<CrlOrder> = {}) {
  return readCertificateRevocationList(await crl({ issuer: root, ...order }));
}

describe("a CRL", () => {
  it("shows its fields", async () => {
    const list = await listOf({ thisUpdate: NOW, nextUpdate: NOW + DAY, number: 7 });
    expect(list).toMatchObject({
      thisUpdate: NOW,
      nextUpdate: NOW + DAY,
      number: 7n,
      baseNumber: null,
      issuingDistributionPoint: null,
    });
    expect(list.issuer).toEqual(ROOT);
    expect((await listOf({ nextUpdate: null })).nextUpdate).toBeNull();
    expect((await listOf({ extensions: [extension("2.5.29.27", integer(3), true)] })).baseNumber).toBe(3n);
  });

  it.each<[string, readonly Bytes[]]>([
    ["a critical extension nobody knows", [extension("1.2.3", sequence(), true)]],
    ["an extension twice", [extension("1.2.3", sequence()), extension("1.2.3", sequence())]],
    ["a scope that cannot be read", [extension("2.5.29.28", utf8("x"))]],
  ])("with %s is malformed", async (_, extensions) => {
    await expect(listOf({ extensions })).rejects.toThrow(MALFORMED);
  });

  it("with octets missing or to spare is malformed", async () => {
    const der = await crl({ issuer: root });
    expect(() => readCertificateRevocationList(der.slice(0, -1))).toThrow(MALFORMED);
    expect(() => readCertificateRevocationList(concat(der, Uint8Array.of(0)))).toThrow(MALFORMED);
  });
});

function serial(value: number): Bytes {
  return Uint8Array.of(value);
}

/** The certificateIssuer extension of an entry. */
function issuedBy(issuer: string): readonly Bytes[] {
  return [extension("2.5.29.29", sequence(general.directory(issuer)), true)];
}

describe("its entries", () => {
  it("are found by serial number and issuer", async () => {
    const list = await listOf({
      entries: [{ serialNumber: serial(1) }, { serialNumber: serial(2), reason: 4, date: NOW }],
    });
    expect(findRevoked(list, serial(2), ROOT)).toEqual({ revocationDate: NOW, reason: 4 });
    expect(findRevoked(list, serial(1), ROOT)).toMatchObject({ reason: 0 });
    expect(findRevoked(list, serial(3), ROOT)).toBeNull();
    expect(findRevoked(list, serial(2), OTHER)).toBeNull();
    expect(findRevoked(await listOf(), serial(1), ROOT)).toBeNull();
  });

  it("belong to the issuer named last in an indirect CRL", async () => {
    const list = await listOf({
      entries: [
        { serialNumber: serial(1) },
        { serialNumber: serial(2), extensions: issuedBy("CN=Other") },
        { serialNumber: serial(3) },
        { serialNumber: serial(4), reason: 1, extensions: issuedBy("CN=Root") },
      ],
    });
    const found = (issuer: Bytes) => [1, 2, 3, 4].filter((value) => findRevoked(list, serial(value), issuer));
    expect(found(ROOT)).toEqual([1, 4]);
    expect(found(OTHER)).toEqual([2, 3]);
  });

  it("with extensions beside the reason are read", async () => {
    const invalidity = extension("2.5.29.24", sequence());
    const list = await listOf({ entries: [{ serialNumber: serial(1), reason: 1, extensions: [invalidity] }] });
    expect(findRevoked(list, serial(1), ROOT)).toMatchObject({ reason: 1 });
  });

  it("with a critical extension nobody knows, or that cannot be read, spoil the list", async () => {
    const odd = { serialNumber: serial(9), extensions: [extension("1.2.3", sequence(), true)] };
    const broken = { serialNumber: serial(9), extensions: [encode(context(0))] };
    for (const entry of [odd, broken]) {
      const list = await listOf({ entries: [entry] });
      expect(() => findRevoked(list, serial(1), ROOT)).toThrow(MALFORMED);
    }
  });

  it("are found among 20,000", async () => {
    const entries = Array.from({ length: 20_000 }, (_, i) => ({
      serialNumber: Uint8Array.of(1, i >> 8, i & 0xff),
      reason: 1,
    }));
    const list = await listOf({ entries });
    expect(findRevoked(list, serial(5), ROOT)).toBeNull();
    expect(findRevoked(list, Uint8Array.of(1, 0x4e, 0x1f), ROOT)).toMatchObject({ reason: 1 });
  });
});
