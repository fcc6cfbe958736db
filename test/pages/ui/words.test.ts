import { describe, expect, it } from "vitest";
import { counted, dayInWords, grouped, listed, shortenedMiddle, sizeInWords } from "../../../src/pages/ui/words.ts";

describe("small pieces of language", () => {
  it("lists", () => {
    expect([[], ["a"], ["a", "b"], ["a", "b", "c"]].map(listed)).toEqual(["", "a", "a and b", "a, b and c"]);
  });

  it.each([
    [0, "0 bytes"],
    [999, "999 bytes"],
    [1000, "1 kB"],
    [48_213, "48.2 kB"],
    [999_499, "999 kB"],
    [999_500, "1 MB"],
    [25_000_000, "25 MB"],
    [3_000_000_000_000, "3000 GB"],
  ])("%d octets are %s", (octets, words) => {
    expect(sizeInWords(octets)).toBe(words);
  });

  it("counts", () => {
    expect([counted(1, "key", "keys"), counted(2, "key", "keys")]).toEqual(["1 key", "2 keys"]);
  });

  it("keeps what is no date as it is", () => {
    expect(dayInWords("some day")).toBe("some day");
    expect(dayInWords("2027-05-03T12:00:00Z")).toBe("3 May 2027");
  });

  it("shortens in the middle and keeps the domain", () => {
    const short = shortenedMiddle("alexandra.archer-longfellow@example.com", 24);
    expect(short).toBe("alexandra.a…@example.com");
    expect(shortenedMiddle("bob@example.com", 24)).toBe("bob@example.com");
    expect(shortenedMiddle(`a@${"d".repeat(60)}.example`, 20)).toHaveLength(20);
    expect(shortenedMiddle("no address at all here", 11)).toHaveLength(11);
  });

  it("groups fingerprints by four", () => {
    expect(grouped("4fd1c3a89e")).toBe("4FD1 C3A8 9E");
  });
});
