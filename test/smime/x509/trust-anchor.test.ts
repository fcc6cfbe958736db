import { expect, it } from "vitest";
import { anchorsOf, joinAnchors } from "../../../src/smime/x509/trust-anchor.ts";
import { authority, name } from "./certificate-builder.ts";

it("finds anchors by the comparison of RFC 5280, all of one name", async () => {
  const [one, two, other] = await Promise.all(
    ["O=Example,CN=Root", "O=EXAMPLE,CN=root", "CN=Other"].map((subject) => authority(subject)),
  );
  if (!one || !two || !other) throw new Error("three authorities were expected");
  const distrusted = { certificate: two.certificate, distrustAfter: 1 };
  const source = anchorsOf([one.certificate, distrusted, other.certificate]);
  expect(source.bySubject(name("O=example,CN=ROOT"))).toEqual([
    { certificate: one.certificate, distrustAfter: null },
    distrusted,
  ]);
  expect(source.bySubject(name("CN=Nobody"))).toEqual([]);
});

it("joins sources, asking each", async () => {
  const [one, two] = [await authority(), await authority()];
  const joined = joinAnchors(anchorsOf([one.certificate]), anchorsOf([two.certificate]));
  expect(joined.bySubject(name("CN=Root")).map(({ certificate }) => certificate)).toEqual([
    one.certificate,
    two.certificate,
  ]);
});
