import { afterAll, describe, expect, it } from "vitest";
import { latin1, utf8 } from "../../src/smime/bytes.ts";
import { letter, People } from "../smime/people.ts";

/** Small or cheap messages that would cost a careless parser minutes or its stack. */
const people = new People();
afterAll(() => people.remove());

const MEGABYTE = 1_000_000;

function nested(levels: number, filler: string): string {
  const open = Array.from(
    { length: levels },
    (_, level) => `Content-Type: multipart/mixed; boundary=b${level}\r\n\r\n--b${level}\r\n`,
  );
  return open.join("") + filler;
}

describe("a MIME bomb", () => {
  it.each([
    ["ten thousand levels", nested(10_000, "")],
    ["a million parts", `Content-Type: multipart/mixed; boundary=b\r\n\r\n${"--b\r\n\r\n".repeat(MEGABYTE)}`],
    ["a million header lines", `${"A: b\r\n".repeat(MEGABYTE)}\r\n`],
    ["one endless header line", `A: ${"b".repeat(20 * MEGABYTE)}`],
    ["endless folding", `A: b\r\n${" \r\n".repeat(5 * MEGABYTE)}\r\n`],
    ["a million near delimiters", `Content-Type: multipart/mixed; boundary=b\r\n\r\n${"--bb\r\n".repeat(MEGABYTE)}`],
    [
      "a million boundaries in sections",
      `Content-Type: multipart/mixed${"; boundary*0=b".repeat(MEGABYTE / 50)}\r\n\r\n`,
    ],
    [
      "a parameter of very many sections",
      `Content-Type: a/b${Array.from({ length: 5_000 }, (_, i) => `; name*${i}*=%41`).join("")}\r\n\r\n`,
    ],
    ["very many addresses", `From: ${"a@b,".repeat(MEGABYTE / 10)}\r\n\r\n`],
    ["a million parameters", `Content-Type: a/b${"; a=b".repeat(MEGABYTE / 10)}\r\n\r\n`],
  ])("ends soon and in a typed error: %s", async (_, text) => {
    await expect(people.open(text)).rejects.toMatchObject({ code: "mime/limit-exceeded" });
  });

  it.each([
    ["31 levels around 10 MB", nested(31, `\r\n${"x\r\n".repeat(3 * MEGABYTE)}`)],
    ["10 MB of bare line ends", `\r\n${"\n".repeat(10 * MEGABYTE)}`],
    ["10 MB of hyphens", `Content-Type: multipart/mixed; boundary=b\r\n\r\n${"--\n".repeat(3 * MEGABYTE)}`],
    [
      "comments in comments",
      `From: ${"(".repeat(100_000)}\r\nTo: ${'"\\'.repeat(100_000)}\r\nSubject: ${"=?a?q?".repeat(20_000)}\r\n\r\n`,
    ],
    ["HTML without end", `Content-Type: text/html\r\n\r\n${"<a b='".repeat(MEGABYTE)}`],
    ["quoted-printable without end", `Content-Transfer-Encoding: quoted-printable\r\n\r\n${"=".repeat(5 * MEGABYTE)}`],
  ])("is read in linear time: %s", async (_, text) => {
    const opened = await people.open(text);
    expect(opened.content.headers.from).toEqual([]);
  });

  it("inside an encrypted or signed layer is no better", async () => {
    const bomb = utf8(nested(40, ""));
    await expect(people.open(letter(await people.encrypt(bomb)))).rejects.toMatchObject({
      code: "mime/limit-exceeded",
    });
    await expect(people.open(letter(await people.sign(bomb, people.alice, "opaque")))).rejects.toMatchObject({
      code: "mime/limit-exceeded",
    });
    expect(latin1(bomb).length).toBeLessThan(5_000);
  });
});
