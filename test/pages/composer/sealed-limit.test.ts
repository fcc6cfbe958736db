import { expect, it } from "vitest";
import { letterFrom } from "../../../src/pages/composer/letter.ts";
import { readinessOf } from "../../../src/pages/composer/readiness.ts";
import { measure } from "../../../src/pages/composer/sealed-limit.ts";
import { context } from "../stage/frame-script.ts";

const file = (size: number) => ({
  id: "a".repeat(32),
  filename: "a",
  contentType: "a/b",
  content: new Uint8Array(size),
});
const letter = { ...letterFrom(context), attachments: [file(15_000_000)] };

it("counts both encodings of an encrypted letter, and one of a signed one", () => {
  expect(measure(letter, context).size / 15_000_000).toBeCloseTo((78 / 57) ** 2, 1);
  expect(measure({ ...letter, encrypt: false }, context).size / 15_000_000).toBeCloseTo(78 / 57, 1);
  const opaque = measure({ ...letter, encrypt: false }, { ...context, delivery: { kind: "gmail-api", thread: null } });
  expect(opaque.size / 15_000_000).toBeCloseTo((78 / 57) ** 2, 1);
});

it("keeps a letter that would not get through, and says so before it is sealed", () => {
  const ready = {
    sender: { address: letter.from.address, canSign: true, canReadOwn: true },
    recipients: [],
    lookUp: "off",
  } as const;
  expect(readinessOf(letter, ready, context).obstacle).toContain("25 MB");
  expect(readinessOf({ ...letter, encrypt: false }, ready, context).obstacle).toBeNull();
});

it("leaves room for every copy where somebody is in Bcc", () => {
  const bcc = ["a@x.example", "b@x.example"].map((address) => ({ name: "", address, complete: true }));
  const alone = measure(letter, { ...context, limit: 50_000_000 });
  expect(alone.limit).toBe(50_000_000);
  expect(measure({ ...letter, bcc }, { ...context, limit: 50_000_000 }).limit).toBe(20 * 1024 * 1024);
});
