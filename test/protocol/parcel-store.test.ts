import { expect, it } from "vitest";
import { ParcelStore } from "../../src/protocol/parcel-store.ts";
import { newParcel, PARCEL_LIMITS, PIECE } from "../../src/protocol/parcels.ts";

const content = Uint8Array.from({ length: PIECE + 3 }, (_, i) => i % 251);
const [first, second] = [content.slice(0, PIECE), content.slice(PIECE)];
const parcel = newParcel(content);
const interrupted = expect.objectContaining({ code: "protocol/interrupted" });
const malformed = expect.objectContaining({ code: "protocol/malformed" });

it("gives out what was brought whole, once, to whoever brought it", () => {
  const store = new ParcelStore();
  store.bring("alice", { ...parcel, from: 0, octets: first });
  expect(store.take("alice", parcel)).toBeNull();
  store.bring("alice", { ...parcel, from: PIECE, octets: second });
  expect(store.take("mallory", parcel)).toBeNull();
  expect(Buffer.compare(store.take("alice", parcel) ?? first, content)).toBe(0);
  expect(store.take("alice", parcel)).toBeNull();
});

it("takes no piece that is out of order, too long, or somebody else's", () => {
  const store = new ParcelStore();
  expect(() => store.bring("alice", { ...parcel, from: PIECE, octets: second })).toThrow(interrupted);
  store.bring("alice", { ...parcel, from: 0, octets: first });
  expect(() => store.bring("mallory", { ...parcel, from: PIECE, octets: second })).toThrow(interrupted);
  expect(() => store.bring("alice", { ...parcel, from: 0, octets: first })).toThrow(malformed);
  expect(() => store.bring("alice", { ...parcel, from: PIECE, octets: first })).toThrow(malformed);
  const vast = { ...newParcel(first), size: PARCEL_LIMITS.one + 1 };
  expect(() => store.bring("alice", { ...vast, from: 0, octets: first })).toThrow(malformed);
});

it("hands out in pieces what waits for somebody, and forgets it with the last", () => {
  const store = new ParcelStore();
  const held = store.hold("alice", content);
  expect(() => store.fetch("mallory", held.parcel, 0)).toThrow(interrupted);
  expect(Buffer.compare(store.fetch("alice", held.parcel, 0), first)).toBe(0);
  expect(store.fetch("alice", held.parcel, PIECE)).toEqual(second);
  expect(() => store.fetch("alice", held.parcel, 0)).toThrow(interrupted);
});

it("keeps no more than it may: what came first goes first", () => {
  const store = new ParcelStore();
  const vast = new Uint8Array(PARCEL_LIMITS.one);
  const held = Array.from({ length: PARCEL_LIMITS.all / PARCEL_LIMITS.one + 1 }, () => store.hold("alice", vast));
  const [oldest, next] = held.map((one) => one.parcel);
  expect(() => store.fetch("alice", oldest ?? "", 0)).toThrow(interrupted);
  expect(store.fetch("alice", next ?? "", 0)).toHaveLength(PIECE);
});
