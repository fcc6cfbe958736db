import { describe, expect, it } from "vitest";
import { type GivenFile, type Inspected, pastedFile, planFor } from "../../../src/pages/manager/examination.ts";
import type { FileFinding } from "../../../src/smime/verdict/file-finding.ts";
import { bob } from "../stage/actors.ts";

const given = (name: string): GivenFile => ({ name, octets: new Uint8Array(), pasted: false });

function inspected(name: string, finding: FileFinding | null): Inspected {
  const file = given(name);
  return finding === null
    ? { file, finding, failure: { code: "file/unrecognized", detail: {} } }
    : { file, finding, failure: null };
}

const letter = inspected("letter.eml", { kind: "message" });
const signature = inspected("report.p7s", { kind: "signature", certificates: [bob] });
const picture = inspected("report.pdf", null);

const textOf = (text: string) => new TextDecoder().decode(pastedFile(text).octets);

describe("what is asked about files", () => {
  it("follows from what one is", () => {
    expect(planFor([letter], null)).toMatchObject({ step: "open", file: { name: "letter.eml" } });
    expect(planFor([inspected("a.p12", { kind: "key-file" })], null)).toMatchObject({ step: "import" });
    expect(planFor([inspected("a.cer", { kind: "certificates", certificates: [bob] })], null)).toMatchObject({
      step: "certificates",
      certificates: [bob],
    });
    expect(planFor([signature], null)).toMatchObject({ step: "await-content", certificates: [bob] });
    expect(planFor([picture], null)).toEqual({
      step: "refuse",
      failure: { code: "file/unrecognized", detail: {} },
    });
  });

  it("holds a signature against the file it came with, in either order, whatever that file is", () => {
    const plan = {
      step: "verify",
      signature: { name: "report.p7s" },
      content: { name: "report.pdf" },
      isMessage: false,
    };
    expect(planFor([signature, picture], null)).toMatchObject(plan);
    expect(planFor([picture, signature], null)).toMatchObject(plan);
    expect(planFor([letter, signature], null)).toMatchObject({ step: "verify", isMessage: true });
  });

  it("holds a signature that waited against the next file, but not against another signature", () => {
    expect(planFor([picture], given("earlier.p7s"))).toMatchObject({
      step: "verify",
      signature: { name: "earlier.p7s" },
      content: { name: "report.pdf" },
    });
    expect(planFor([signature], given("earlier.p7s"))).toMatchObject({ step: "await-content" });
  });

  it("refuses files that do not belong together", () => {
    for (const files of [[letter, picture], [signature, signature], [letter, signature, picture], []])
      expect(planFor(files, null)).toEqual({
        step: "refuse",
        failure: { code: "file/too-many", detail: { files: files.length } },
      });
  });
});

describe("a pasted source", () => {
  it("travels with CRLF, and begins with its header", () => {
    expect(textOf("\n \nFrom: a@example.org\nSubject: Grüße\r\n\r\nHello\n")).toBe(
      "From: a@example.org\r\nSubject: Grüße\r\n\r\nHello\r\n",
    );
    expect(pastedFile("x").pasted).toBe(true);
  });

  it("keeps a first line that is folded no further than it was", () => {
    expect(textOf("Received: from x\n\tby y\n\nz")).toBe("Received: from x\r\n\tby y\r\n\r\nz");
  });
});
