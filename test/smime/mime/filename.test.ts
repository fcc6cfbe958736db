import { describe, expect, it } from "vitest";
import { safeFilename } from "../../../src/smime/mime/filename.ts";

describe("safeFilename", () => {
  it.each([
    ["report.pdf", "report.pdf"],
    ["../../etc/passwd", "passwd"],
    ["C:\\Windows\\x.exe", "x.exe"],
    ["a\u202efdp.exe", "afdp.exe"],
    ["a\u0000b\r\n.txt", "ab .txt"],
    ["..hidden..", "hidden"],
    ["CON.txt", "_CON.txt"],
    ['a<b>:"|?*.txt', "a_b______.txt"],
    ["=?utf-8?q?f=C3=BCr?=.pdf", "für.pdf"],
    ["   ", "attachment.pdf"],
    [null, "attachment.pdf"],
  ])("makes %j safe", (name, expected) => expect(safeFilename(name, "application/pdf")).toBe(expected));

  it("shortens, and keeps the extension", () => {
    const name = safeFilename(`${"x".repeat(500)}.docx`, "application/pdf");
    expect(name.length).toBe(150);
    expect(name.endsWith(".docx")).toBe(true);
  });
});
