import { beforeAll, expect, it } from "vitest";
import { PATH_LIMITS, PathWork } from "../../../src/smime/x509/path-limits.ts";
import { SignatureMemo } from "../../../src/smime/x509/signature-memo.ts";
import { authority, type Issued, person } from "./certificate-builder.ts";

let root: Issued;
let alice: Issued;
beforeAll(async () => {
  root = await authority();
  alice = await person(root);
});

it("verifies a signature once per key", async () => {
  const work = new PathWork();
  const memo = new SignatureMemo(work);
  const other = await authority("CN=Other");
  for (let i = 0; i < PATH_LIMITS.signatures * 2; i++) {
    expect(await memo.verify(alice.certificate, root.certificate.subjectPublicKeyInfo)).toBe("sound");
    expect(await memo.verify(alice.certificate, other.certificate.subjectPublicKeyInfo)).toBe("bad");
  }
  expect(work.exhausted).toBe(false);
});

it("verifies nothing beyond the limit, and says so", async () => {
  const work = new PathWork();
  const memo = new SignatureMemo(work);
  const key = root.certificate.subjectPublicKeyInfo;
  for (let i = 0; i < PATH_LIMITS.signatures; i++) work.spend("signatures");
  expect(work.exhausted).toBe(false);
  expect(await memo.verify(alice.certificate, key)).toBe("unverified");
  expect(work.exhausted).toBe(true);
});

it("tells what it cannot verify", async () => {
  const memo = new SignatureMemo(new PathWork());
  const { certificate } = alice;
  const key = root.certificate.subjectPublicKeyInfo;
  const unknown = {
    ...certificate,
    tbs: certificate.tbs.slice(),
    signatureAlgorithm: { oid: "1.2.3", parameters: null },
  };
  expect(await memo.verify(unknown, key)).toBe("unsupported");
  const rsa = { ...key, algorithm: { oid: "1.2.840.113549.1.1.1", parameters: null } };
  expect(await memo.verify({ ...certificate, tbs: certificate.tbs.slice() }, rsa)).toBe("malformed");
});
