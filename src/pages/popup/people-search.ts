import type { Person } from "../../protocol/protocol.ts";

/** People whose address, name or authority holds every word that was typed, in order of address. */
export function matchingPeople(people: readonly Person[], sought: string): readonly Person[] {
  const words = sought
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== "");
  return people
    .filter(({ address, certificate }) => {
      const text = `${address} ${certificate.name} ${certificate.issuerName}`.toLowerCase();
      return words.every((word) => text.includes(word));
    })
    .toSorted((a, b) => a.address.localeCompare(b.address));
}
