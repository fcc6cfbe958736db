import { expect, it } from "vitest";
import { letterFrom } from "../../../src/pages/composer/letter.ts";
import { canAllBeEncryptedFor } from "../../../src/pages/composer/wished-encryption.ts";
import { bob } from "../stage/actors.ts";
import { context } from "../stage/frame-script.ts";

const letter = letterFrom(context);
const sender = { address: letter.from.address, canSign: true, canReadOwn: true };
const ready = { address: "bob@partner.example", kind: "ready", certificate: bob } as const;

it("is possible once everybody is known to have a certificate, the sender included", () => {
  expect(canAllBeEncryptedFor(letter, { sender, recipients: [ready] })).toBe(true);
  expect(canAllBeEncryptedFor(letter, null)).toBe(false);
  expect(canAllBeEncryptedFor(letter, { sender, recipients: [] })).toBe(false);
  expect(canAllBeEncryptedFor(letter, { sender, recipients: [{ ...ready, kind: "missing" }] })).toBe(false);
  expect(canAllBeEncryptedFor(letter, { sender: { ...sender, canReadOwn: false }, recipients: [ready] })).toBe(false);
  expect(canAllBeEncryptedFor({ ...letter, to: [] }, { sender, recipients: [] })).toBe(false);
});
