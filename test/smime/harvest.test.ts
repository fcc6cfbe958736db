import { afterAll, describe, expect, it } from "vitest";
import { utf8 } from "../../src/smime/bytes.ts";
import { signEntity } from "../../src/smime/write-message.ts";
import type { Certificate } from "../../src/smime/x509/certificate.ts";
import { letter, NOW, People, TEXT } from "./people.ts";

const people = new People();
afterAll(() => people.remove());

/** Signed by a key that may only sign, with other certificates sent along. */
async function learnedFrom(...sent: readonly Certificate[]) {
  const signer = people.issue("signer", { address: "alice@example.com", usage: "digitalSignature" });
  const signed = await signEntity(
    utf8(TEXT),
    { ...signer.key, certificate: signer.certificate, chain: sent, sign: signer.key.sign.bind(signer.key) },
    { form: "clear", at: NOW },
  );
  const opened = await people.open(letter(signed));
  expect(opened.report.signature.kind).toBe("verified");
  return opened.learned;
}

describe("harvest", () => {
  it("takes no certificate that cannot be encrypted to", async () => {
    expect(await learnedFrom()).toBeNull();
  });

  it("takes no certificate of another name that merely travelled along", async () => {
    const planted = people.issue("planted", { address: "alice@example.com" });
    expect(await learnedFrom(planted.certificate)).toBeNull();
    expect(await learnedFrom(people.eve.certificate)).toBeNull();
  });

  it("takes the author's own second certificate", async () => {
    people.issue("signer", { address: "alice@example.com", usage: "digitalSignature" });
    const receiving = people.issue("signer", { address: "alice@example.com", usage: "keyAgreement" });
    const learned = await learnedFrom(receiving.certificate);
    expect(learned).toMatchObject({ address: "alice@example.com", certificate: receiving.certificate });
    expect(learned?.chain).toEqual([people.authority.certificate]);
  });
});

describe("a signer's preference", () => {
  it("is followed where it is the signer's address and valid", async () => {
    const receiving = people.issue("receiving", {
      kind: "rsa",
      address: "alice@example.com",
      usage: "keyEncipherment",
    });
    const choice = { form: "clear", at: NOW, encryptionCertificate: receiving.certificate } as const;
    const opened = await people.open(letter(await signEntity(utf8(TEXT), people.alice.key, choice)));
    expect(opened.learned?.certificate.der).toEqual(receiving.certificate.der);
  });

  it("is not followed to another address", async () => {
    const choice = { form: "clear", at: NOW, encryptionCertificate: people.bob.certificate } as const;
    const opened = await people.open(letter(await signEntity(utf8(TEXT), people.alice.key, choice)));
    expect(opened.learned?.certificate.der).toEqual(people.alice.certificate.der);
  });
});
