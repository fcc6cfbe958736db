import { describe, expect, it } from "vitest";
import { isDnsName, readDnsName, writeDnsName } from "../../../src/background/look-up/dns-name.ts";
import { concat, fromLatin1 } from "../../../src/smime/bytes.ts";
import { pointer, wireName } from "./answer-writer.ts";

const refused = (message: Uint8Array, start = 0) => {
  try {
    return readDnsName(message, start);
  } catch (error) {
    return error;
  }
};
const unreadable = (reason: string) => ({ code: "look-up/unreadable", detail: { reason } });

describe("a name in a DNS message", () => {
  it("is written and read back", () => {
    const name = "abc._smimecert.example.org";
    expect(readDnsName(writeDnsName(name), 0)).toEqual({ text: name, end: name.length + 2 });
    expect(readDnsName(Uint8Array.of(0), 0)).toEqual({ text: "", end: 1 });
  });

  it("is compared without regard to case, and a dot inside a label is none between labels", () => {
    expect(readDnsName(wireName("EXAMPLE.Org"), 0).text).toBe("example.org");
    expect(readDnsName(fromLatin1("\x03a.b\x01c\0"), 0).text).toBe("a\\.b.c");
  });

  it("ends at the first pointer, wherever that leads", () => {
    const message = concat(wireName("example.org"), Uint8Array.of(1, 97), pointer(0), Uint8Array.of(9));
    expect(readDnsName(message, 13)).toEqual({ text: "a.example.org", end: 17 });
  });

  it("is refused where pointers lead forward, to themselves, or round in a circle", () => {
    expect(refused(pointer(0))).toMatchObject(unreadable("name-pointer"));
    expect(refused(concat(pointer(2), wireName("a")))).toMatchObject(unreadable("name-pointer"));
    const circle = concat(Uint8Array.of(1, 97), pointer(4), Uint8Array.of(1, 98), pointer(0));
    expect(refused(circle, 4)).toMatchObject(unreadable("name-pointer"));
    expect(refused(Uint8Array.of(0, 0xc0), 1)).toMatchObject(unreadable("name-pointer"));
  });

  it("is refused beyond 255 octets, however it is put together", () => {
    const long = wireName(`${"a".repeat(63)}.${"b".repeat(63)}.${"c".repeat(63)}.${"d".repeat(61)}`);
    expect(readDnsName(long, 0).end).toBe(255);
    const longer = concat(long, Uint8Array.of(1, 101), pointer(0));
    expect(refused(longer, 255)).toMatchObject(unreadable("name-too-long"));
  });

  it("is refused where it is cut short, or a label has a kind that nobody uses", () => {
    expect(refused(Uint8Array.of(3, 97))).toMatchObject(unreadable("name-cut-short"));
    expect(refused(Uint8Array.of(1, 97))).toMatchObject(unreadable("name-cut-short"));
    expect(refused(Uint8Array.of(0x41, 97, 0))).toMatchObject(unreadable("name-label"));
  });

  it("may be asked about while the DNS takes it", () => {
    expect(isDnsName("_smimecert.example.org")).toBe(true);
    for (const name of ["", "a..b", "a b", "ü.example", `${"a".repeat(64)}.org`, "a.".repeat(127) + "b"])
      expect(isDnsName(name), name).toBe(false);
  });
});
