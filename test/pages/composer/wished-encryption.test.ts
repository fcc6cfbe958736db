import { expect, it } from "vitest";
import { letterFrom } from "../../../src/pages/composer/letter.ts";
import { canAllBeEncryptedFor } from "../../../src/pages/composer/wished-encryption.ts";
import { bob } from "../stage/actors.ts";
import { context } from "../stage/frame-script.ts";

const letter = letterFrom(context);
const sender = { address: letter.from.address, canSign: true, canReadOwn: true };
const lookUp = "off" as const;
const ready = { address: "bob@partner.example", kind: "ready", certificate: bob } as const;

it("is possible once everybody is known to have a certificate, the sender included", () => {
  expect(canAllBeEncryptedFor(letter, { sender, recipients: [ready], lookUp })).toBe(true);
  expect(canAllBeEncryptedFor(letter, null)).toBe(false);
  expect(canAllBeEncryptedFor(letter, { sender, recipients: [], lookUp })).toBe(false);
  expect(canAllBeEncryptedFor(letter, { sender, recipients: [{ ...ready, kind: "missing" }], lookUp })).toBe(false);
  expect(canAllBeEncryptedFor(letter, { sender: { ...sender, canReadOwn: false }, recipients: [ready], lookUp })).toBe(
    false,
  );
  expect(canAllBeEncryptedFor({ ...letter, to: [] }, { sender, recipients: [], lookUp })).toBe(false);
});
