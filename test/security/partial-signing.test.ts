import { afterAll, describe, expect, it } from "vitest";
import { type Bytes, fromLatin1, latin1 } from "../../src/smime/bytes.ts";
import { edit, letter, mixed, People, TEXT } from "../smime/people.ts";

/** Content beside, before, behind or around what was signed must never share its verdict ("Johnny, you are fired!"). */
const people = new People();
afterAll(() => people.remove());

const EVIL = "Content-Type: text/plain\r\n\r\nPay to the new account.\r\n";

/** multipart/signed with something inserted at a place of its body. */
async function tamper(place: "preamble" | "epilogue" | "between" | "behind", text: string): Promise<Bytes> {
  const signed = latin1(await people.sign(TEXT));
  const boundary = /boundary="(.*?)"/.exec(signed)?.[1] ?? "";
  const [header = "", content = "", signature = ""] = signed.split(`--${boundary}\r\n`);
  const delimiter = `--${boundary}\r\n`;
  const inserted = text.replaceAll("BOUNDARY", boundary);
  switch (place) {
    case "preamble":
      return letter(fromLatin1(header + inserted + delimiter + content + delimiter + signature));
    case "between":
      return letter(fromLatin1(header + delimiter + content + delimiter + inserted + delimiter + signature));
    case "behind":
      return letter(
        fromLatin1(
          header +
            delimiter +
            content +
            delimiter +
            signature.replace(`--${boundary}--`, `${delimiter}${inserted}--${boundary}--`),
        ),
      );
    case "epilogue":
      return letter(fromLatin1(header + delimiter + content + delimiter + signature + inserted));
  }
}

const kindOf = async (message: Bytes) => (await people.open(message)).report.signature.kind;

describe("partial signing", () => {
  it("an innocent preamble and epilogue change nothing", async () => {
    expect(await kindOf(await tamper("preamble", "This is a signed message.\r\n"))).toBe("verified");
    expect(await kindOf(await tamper("epilogue", "-- \r\nlist\r\n"))).toBe("verified");
  });

  it.each([
    ["preamble", `--BOUNDARYx\r\n${EVIL}`],
    ["preamble", `--BOUNDARY--\r\n${EVIL}`],
    ["preamble", `--BOUNDARY\r\n${EVIL}`],
    ["epilogue", `--BOUNDARY\r\n${EVIL}--BOUNDARY--`],
    ["epilogue", `--BOUNDARYx\r\n${EVIL}`],
    ["between", EVIL],
    ["behind", EVIL],
  ] as const)("parts that some reader would show are never under the verdict: %s %j", async (place, text) => {
    expect(await kindOf(await tamper(place, text))).not.toBe("verified");
  });

  it.each([
    ["before", (signed: Bytes) => mixed(EVIL, signed)],
    ["behind", (signed: Bytes) => mixed(signed, EVIL)],
    ["in an alternative", (signed: Bytes) => edit(mixed(EVIL, signed), "multipart/mixed", "multipart/alternative")],
    ["as related", (signed: Bytes) => edit(mixed(EVIL, signed), "multipart/mixed", "multipart/related")],
    ["deeper", (signed: Bytes) => mixed(EVIL, mixed(signed))],
  ])("a signed part among others is partial: %s", async (_, build) => {
    const { report, learned } = await people.open(letter(build(await people.sign(TEXT))));
    expect(report.signature).toMatchObject({ kind: "partial", reason: "unsigned-parts" });
    expect(learned).toBeNull();
  });

  it("a signed message forwarded as attachment lends its signature to nobody", async () => {
    const forwarded = `Content-Type: message/rfc822\r\n\r\n${latin1(letter(await people.sign(TEXT)))}`;
    expect(await kindOf(letter(mixed(EVIL, forwarded)))).toBe("unsigned");
    expect(await kindOf(letter(fromLatin1(forwarded)))).toBe("unsigned");
  });

  it("holds for partly signed content inside encryption too", async () => {
    expect(await kindOf(letter(await people.encrypt(mixed(await people.sign(TEXT), EVIL))))).toBe("partial");
  });

  it("what is shown of it is told apart, stretch by stretch", async () => {
    const opened = await people.open(letter(mixed(EVIL, await people.sign(TEXT), EVIL)));
    expect(opened.report.signature.kind).toBe("partial");
    const { text, stretches } = opened.content;
    expect(stretches.map(({ start, end, signed }) => [text.slice(start, end).trim(), signed])).toEqual([
      ["Pay to the new account.", false],
      ["The wax is still warm.", true],
      ["Pay to the new account.", false],
    ]);
  });

  it("nothing of it is told to be signed once it was altered", async () => {
    const signed = edit(letter(mixed(EVIL, await people.sign(TEXT))), "still warm", "still worm");
    const { report, content } = await people.open(signed);
    expect(report.signature.kind).toBe("altered");
    expect(content.stretches.map((stretch) => stretch.signed)).toEqual([false]);
  });

  it("parts beside the signature's own two are told to be unsigned", async () => {
    const { content } = await people.open(await tamper("behind", EVIL));
    expect(content.stretches.map(({ signed }) => signed)).toEqual([true, false]);
  });
});
