import { afterAll, describe, expect, it } from "vitest";
import { type Bytes, latin1, utf8 } from "../../src/smime/bytes.ts";
import { CMS_LIMITS } from "../../src/smime/cms/limits.ts";
import { compressed } from "../fuzz/cms-seeds.ts";
import { letter, mixed, People, TEXT } from "../smime/people.ts";
import { carried, opaqueLetter } from "./carrier.ts";

/** CompressedData that grows beyond all measure, at once or layer by layer (RFC 3274 section 4; the "zip bomb"). */
const people = new People();
afterAll(() => people.remove());

const EXCEEDED = { code: "cms/limit-exceeded", detail: { limit: "decompressedOctets" } };
const TEXT_HEADER = "Content-Type: text/plain\r\n\r\n";

function bomb(megabytes: number): Bytes {
  const content = new Uint8Array(megabytes * 1024 * 1024).fill(0x61);
  content.set(utf8(TEXT_HEADER));
  return compressed(content);
}

describe("a bomb", () => {
  it.each([2, 64, 200])("of %i MB ends at the limit", async (megabytes) => {
    const octets = bomb(megabytes);
    expect(octets.length * CMS_LIMITS.compressionRatio).toBeLessThan(megabytes * 1024 * 1024);
    await expect(people.open(opaqueLetter(octets))).rejects.toMatchObject(EXCEEDED);
  });

  it("inside another is a bomb all the same", async () => {
    const inner = carried(bomb(64));
    await expect(people.open(opaqueLetter(compressed(inner)))).rejects.toMatchObject(EXCEEDED);
    await expect(people.open(letter(await people.encrypt(inner)))).rejects.toMatchObject(EXCEEDED);
    await expect(people.open(letter(await people.sign(inner, people.alice, "opaque")))).rejects.toMatchObject(EXCEEDED);
  });

  it("of layers in layers ends at the limit of layers", async () => {
    let entity: Bytes = utf8(TEXT);
    for (let i = 0; i < 20; i++) entity = carried(compressed(entity));
    await expect(people.open(letter(entity))).rejects.toMatchObject({
      code: "mime/limit-exceeded",
      detail: { limit: "layers" },
    });
  });

  it("among other parts is never set off", async () => {
    const { content } = await people.open(letter(mixed(TEXT, carried(bomb(64)))));
    expect(content.text).toBe("The wax is still warm.\n");
    expect(content.attachments).toMatchObject([{ contentType: "application/pkcs7-mime" }]);
  });

  it("that contains itself does not unfold", async () => {
    // The reader's own output is no input to it unless it says that it is S/MIME.
    const once = compressed(utf8(`${TEXT_HEADER}${latin1(compressed(utf8("x")))}`));
    expect((await people.open(opaqueLetter(once))).report.layers).toEqual(["compressed-data"]);
  });
});

it("honest compressed mail is read", async () => {
  const long = `${TEXT_HEADER}${"All work and no play makes Jack a dull boy.\r\n".repeat(2_000)}`;
  const { content } = await people.open(opaqueLetter(compressed(utf8(long))));
  expect(content.text.split("\n").length).toBe(2_001);
});
