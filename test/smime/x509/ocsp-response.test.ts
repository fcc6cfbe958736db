import { beforeAll, describe, expect, it } from "vitest";
import { context, TAG } from "../../../src/smime/asn1/reader.ts";
import { encode, octetString, oid, sequence } from "../../../src/smime/asn1/writer.ts";
import { type Bytes, concat, utf8 } from "../../../src/smime/bytes.ts";
import { readOcspResponse } from "../../../src/smime/x509/ocsp-response.ts";
import {
  authority,
  DAY,
  extension,
  type Issued,
  name,
  NOW,
  ocsp,
  type OcspOrder,
  person,
} from "./certificate-builder.ts";

let root: Issued;
let alice: Issued;
beforeAll(async () => {
  root = await authority();
  alice = await person(root);
});

async function responseTo(overrides: Partial<OcspOrder>) {
  return readOcspResponse(await ocsp({ certificate: alice.certificate, issuer: root, status: "good", ...overrides }));
}

function responseStatus(value: number): Bytes {
  return encode(TAG.enumerated, Uint8Array.of(value));
}

describe("an OCSP response", () => {
  it("shows its fields", async () => {
    const response = await responseTo({ thisUpdate: NOW, nextUpdate: NOW + DAY, embed: true });
    expect(response).toMatchObject({ producedAt: NOW, responder: { name: name("CN=Root") } });
    expect(response?.responses).toMatchObject([
      { status: "good", thisUpdate: NOW, nextUpdate: NOW + DAY, extensions: [] },
    ]);
    expect(response?.responses[0]?.certID.serialNumber).toEqual(alice.certificate.serialNumber);
    expect(response?.certificates.map(({ der }) => der)).toEqual([root.certificate.der]);
  });

  it.each<[OcspOrder["status"], unknown]>([
    ["good", "good"],
    ["unknown", "unknown"],
    [
      { revoked: NOW, reason: 4 },
      { revocationTime: NOW, reason: 4 },
    ],
  ])("says %j", async (status, expected) => {
    expect((await responseTo({ status }))?.responses[0]?.status).toEqual(expected);
  });

  it("may leave out nextUpdate and carry extensions", async () => {
    const response = await responseTo({ nextUpdate: null, singleExtensions: [extension("1.2.3", sequence(), true)] });
    expect(response?.responses).toMatchObject([{ nextUpdate: null, extensions: [{ oid: "1.2.3", critical: true }] }]);
  });

  it("is null with a status of error or another type of response", () => {
    const other = encode(context(0), sequence(oid("1.2.3"), octetString()));
    expect(readOcspResponse(sequence(responseStatus(6)))).toBeNull();
    expect(readOcspResponse(sequence(responseStatus(0), other))).toBeNull();
  });

  it.each<[string, (der: Bytes) => Bytes]>([
    ["cut short", (der) => der.slice(0, -1)],
    ["with more behind", (der) => concat(der, utf8("x"))],
    ["text", () => utf8("OCSP")],
  ])("%s is malformed", async (_, change) => {
    const der = await ocsp({ certificate: alice.certificate, issuer: root, status: "good" });
    expect(() => readOcspResponse(change(der))).toThrow(
      expect.objectContaining({ code: "x509/malformed", detail: { structure: "OCSPResponse" } }),
    );
  });
});
