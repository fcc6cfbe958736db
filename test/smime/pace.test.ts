import { describe, expect, it } from "vitest";
import { type Bytes, equal, joined, latin1, utf8 } from "../../src/smime/bytes.ts";
import { encodeBase64Lines } from "../../src/smime/mime/base64.ts";
import { parseEntity } from "../../src/smime/mime/parse.ts";
import { assemble, decodeBody, segmentsOf, Work } from "../../src/smime/pace.ts";

const LARGE: Bytes = new Uint8Array(7_000_000).map((_, index) => (index * 2_654_435_761) >>> 24);

function heardBy(total: number): { readonly work: Work; readonly heard: number[] } {
  const heard: number[] = [];
  return { work: new Work(total, async (done) => void heard.push(done)), heard };
}

function entityOf(encoding: string, body: Bytes) {
  return parseEntity(joined([utf8(`Content-Transfer-Encoding: ${encoding}\r\n\r\n`), body]));
}

describe("work in slices", () => {
  it("lets others run many times in a large encoding, and counts every octet once", async () => {
    const { work, heard } = heardBy(LARGE.length);
    const pieces = [utf8("before"), { base64: [LARGE.subarray(0, 100), LARGE.subarray(100)] }, utf8("behind")];
    const whole = await assemble(pieces, work);
    expect(equal(whole, joined([utf8("before"), encodeBase64Lines(LARGE), utf8("behind")]))).toBe(true);
    expect(heard.length).toBeGreaterThan(2);
    expect(heard.at(-1)).toBe(LARGE.length);
  });

  it("and in a large decoding", async () => {
    const encoded = encodeBase64Lines(LARGE);
    const { work, heard } = heardBy(encoded.length);
    expect(equal(await decodeBody(entityOf("base64", encoded), work), LARGE)).toBe(true);
    expect(heard.length).toBeGreaterThan(2);
    expect(heard.at(-1)).toBe(encoded.length);
  });

  it("decodes what is not base64 at once", async () => {
    const { work, heard } = heardBy(10);
    expect(latin1(await decodeBody(entityOf("quoted-printable", utf8("a=3Db")), work))).toBe("a=b");
    expect(heard).toEqual([]);
  });

  it("leaves octets where they are if they need not be in one", async () => {
    const [head, body] = [utf8("a"), utf8("b")];
    const [first, second] = await segmentsOf([head, { base64: [body] }], new Work(1, undefined));
    expect(first).toBe(head);
    expect(second).toEqual(encodeBase64Lines(body));
  });

  it("is called off between two slices", async () => {
    let slices = 0;
    const work = new Work(LARGE.length, async () => {
      if (++slices === 2) throw new Error("called off");
    });
    await expect(assemble([{ base64: [LARGE] }], work)).rejects.toThrow("called off");
    expect(slices).toBe(2);
  });
});
