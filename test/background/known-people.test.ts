import { describe, expect, it } from "vitest";
import { matching, MOST_SUGGESTIONS } from "../../src/background/known-people.ts";

const known = [
  { name: "Dr Carol Weiß", address: "carol@clinic.example" },
  { name: "Bob Baker", address: "bob@carousel.example" },
  { name: "", address: "office@example.org" },
  { name: "Carl Müller", address: "m.carl@example.org" },
];

const addresses = (typed: string) => matching(known, typed).map(({ address }) => address);

describe("known people for what is typed", () => {
  it("come by the beginning of the address, then of a name, then by any part", () => {
    expect(addresses("car")).toEqual(["carol@clinic.example", "m.carl@example.org", "bob@carousel.example"]);
  });

  it("fit every typed word, without case and accents", () => {
    expect(addresses("WEISS dr")).toEqual(["carol@clinic.example"]);
    expect(addresses("muller")).toEqual(["m.carl@example.org"]);
    expect(addresses("carl office")).toEqual([]);
  });

  it("are none for nothing, and a few at most", () => {
    expect(addresses("")).toEqual([]);
    expect(addresses("  ")).toEqual([]);
    const many = Array.from({ length: 50 }, (_, i) => ({ name: "", address: `a${i}@example.org` }));
    expect(matching(many, "a")).toHaveLength(MOST_SUGGESTIONS);
  });
});
