import { describe, expect, it } from "vitest";
import { readSmimea } from "../../../src/background/look-up/smimea.ts";
import { authority, correspondent } from "../made-worker.ts";
import { smimea } from "./answer-writer.ts";

const ca = await authority();
const bob = await correspondent(ca, "bob@example.com");
const leaf = bob.certificate.der;

describe("SMIMEA records", () => {
  it("give a person's whole certificate for usages 1 and 3", () => {
    const { certificates, issuers } = readSmimea([smimea(1, 0, 0, leaf), smimea(3, 0, 0, leaf)]);
    expect(certificates.map(({ der }) => der)).toEqual([leaf, leaf]);
    expect(issuers).toEqual([]);
  });

  it("give an authority's for usages 0 and 2, apart, and nobody else's", () => {
    const { der } = ca.certificate;
    const found = readSmimea([
      smimea(0, 0, 0, der),
      smimea(2, 0, 0, der),
      smimea(0, 0, 0, leaf),
      smimea(2, 0, 0, leaf),
    ]);
    expect(found.issuers).toHaveLength(2);
    expect(found.certificates).toEqual([]);
  });

  it("give nothing where no certificate is in them", () => {
    const digest = new Uint8Array(32);
    const records = [
      smimea(3, 0, 1, digest),
      smimea(3, 0, 2, leaf),
      smimea(3, 1, 0, leaf),
      smimea(3, 0, 0, digest),
      smimea(3, 0, 0, leaf.subarray(0, 40)),
      smimea(4, 0, 0, leaf),
      smimea(255, 0, 0, leaf),
      Uint8Array.of(3, 0),
      new Uint8Array(0),
    ];
    expect(readSmimea(records)).toEqual({ certificates: [], issuers: [] });
  });
});
