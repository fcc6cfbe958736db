import { afterEach, describe, expect, it, vi } from "vitest";
import { type Bytes, concat, EMPTY, type Segments } from "../../../src/smime/bytes.ts";
import { type AeadInput, decryptAesGcm, encryptAesGcm } from "../../../src/smime/crypto/aes-gcm.ts";
import { randomOctets } from "../../../src/smime/crypto/random.ts";

afterEach(() => {
  vi.restoreAllMocks();
});

const INPUT: AeadInput = { key: randomOctets(32), iv: randomOctets(12), additionalData: EMPTY };
const LENGTH = 20_000;
const PLAINTEXT = new Uint8Array(LENGTH).map((_, index) => index * 7);
const BEFORE = 40;

interface Message {
  readonly whole: Bytes;
  readonly ciphertext: Bytes;
  readonly tag: Bytes;
}

/** Ciphertext and tag as views on one message, `gap` octets apart. */
async function message(gap: number, input = INPUT): Promise<Message> {
  const { ciphertext, tag } = await encryptAesGcm(input, PLAINTEXT);
  const whole = concat(randomOctets(BEFORE), ciphertext, randomOctets(gap), tag, randomOctets(5));
  const end = BEFORE + LENGTH;
  return { whole, ciphertext: whole.subarray(BEFORE, end), tag: whole.subarray(end + gap, end + gap + tag.length) };
}

/** Runs `then` as the first thing that can run after a decryption has begun. */
function whenBegun(then: () => void): void {
  const decrypt = crypto.subtle.decrypt.bind(crypto.subtle);
  vi.spyOn(crypto.subtle, "decrypt").mockImplementation((...args) => {
    const begun = decrypt(...args);
    queueMicrotask(then);
    return begun;
  });
}

describe.each([0, 2, 15, 16, 100])("ciphertext and tag in one message, %i octets apart", (gap) => {
  it("the message is what it was before anybody else can look", async () => {
    const { whole, ciphertext, tag } = await message(gap);
    const sent = whole.slice();
    let seen: Bytes = EMPTY;
    whenBegun(() => (seen = whole.slice()));
    expect(await decryptAesGcm(INPUT, [ciphertext], tag)).toEqual(PLAINTEXT);
    expect(seen).toEqual(sent);
  });

  it("a tag that does not fit changes nothing either", async () => {
    const { whole, ciphertext, tag } = await message(gap);
    tag[0] = (tag[0] ?? 0) ^ 1;
    const sent = whole.slice();
    expect(await decryptAesGcm(INPUT, [ciphertext], tag)).toBeNull();
    expect(whole).toEqual(sent);
  });
});

it("a decryption that has begun does not look at the message again", async () => {
  const { whole, ciphertext, tag } = await message(2);
  whenBegun(() => whole.fill(0));
  expect(await decryptAesGcm(INPUT, [ciphertext], tag)).toEqual(PLAINTEXT);
});

it("additional data may stand right behind the ciphertext", async () => {
  const input = { ...INPUT, additionalData: randomOctets(20) };
  const { whole, ciphertext, tag } = await message(20, input);
  const behind = whole.subarray(BEFORE + LENGTH, BEFORE + LENGTH + 20);
  behind.set(input.additionalData);
  expect(await decryptAesGcm({ ...input, additionalData: behind }, [ciphertext], tag)).toEqual(PLAINTEXT);
});

it.each<[string, (ciphertext: Bytes) => Segments]>([
  ["where nothing stands behind it", (ciphertext) => [ciphertext.slice()]],
  ["where too little stands behind it", (ciphertext) => [concat(ciphertext, new Uint8Array(15)).subarray(0, LENGTH)]],
  ["in segments", (ciphertext) => [ciphertext.subarray(0, 1000), EMPTY, ciphertext.subarray(1000)]],
])("a ciphertext %s", async (_, segments) => {
  const { ciphertext, tag } = await message(2);
  expect(await decryptAesGcm(INPUT, segments(ciphertext), tag)).toEqual(PLAINTEXT);
});

it("no ciphertext, only a tag", async () => {
  const { tag } = await encryptAesGcm(INPUT, EMPTY);
  for (const nothing of [[], [EMPTY], [concat(tag, tag).subarray(0, 0)]])
    expect(await decryptAesGcm(INPUT, nothing, tag)).toEqual(EMPTY);
});
