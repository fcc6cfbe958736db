import { expect, it } from "vitest";
import { isParcel, newParcel, packed, parcelsIn, PIECE, piecesOf, unpacked } from "../../src/protocol/parcels.ts";

const large = new Uint8Array(PIECE + 1).fill(7);
const small = new Uint8Array(PIECE);

it("takes out what is large, and only that, and puts it back", () => {
  const message = { list: [{ name: "film", content: large }, small, null], text: "x" };
  const held = new Map<string, Uint8Array<ArrayBuffer>>();
  const slim = packed(message, (octets) => {
    const parcel = newParcel(octets);
    held.set(parcel.parcel, octets);
    return parcel;
  });
  expect([...held.values()][0]).toBe(large);
  expect(held.size).toBe(1);
  expect(JSON.stringify(slim, (_, value: unknown) => (value === small ? "small" : value))).toBe(
    JSON.stringify({ list: [{ name: "film", content: parcelsIn(slim)[0] }, "small", null], text: "x" }),
  );
  expect(parcelsIn(slim).map(({ parcel }) => parcel)).toEqual([...held.keys()]);
  const film = unpacked(parcelsIn(slim)[0], ({ parcel }) => held.get(parcel) ?? null);
  expect(film).toBe(large);
});

it("says that the worker was interrupted where the octets are gone", () => {
  const thrown = expect.objectContaining({ code: "protocol/interrupted" });
  expect(() => unpacked({ content: newParcel(large) }, () => null)).toThrow(thrown);
});

it("takes nothing else for a parcel", () => {
  const parcel = "0".repeat(32);
  expect(isParcel({ parcel, size: 1 })).toBe(true);
  for (const other of [
    { parcel },
    { parcel, size: 1, more: 1 },
    { parcel: "../x", size: 1 },
    { parcel, size: 0.5 },
    small,
  ])
    expect(isParcel(other)).toBe(false);
});

it("cuts without a gap", () => {
  expect(piecesOf(2 * PIECE + 5)).toEqual([
    { from: 0, to: PIECE },
    { from: PIECE, to: 2 * PIECE },
    { from: 2 * PIECE, to: 2 * PIECE + 5 },
  ]);
});
