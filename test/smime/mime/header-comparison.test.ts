import { describe, expect, it } from "vitest";
import { utf8 } from "../../../src/smime/bytes.ts";
import { readHeader } from "../../../src/smime/mime/header.ts";
import { compareHeaders, confidentialFields } from "../../../src/smime/mime/header-comparison.ts";
import type { ProtectedHeader, ProtectionScheme } from "../../../src/smime/mime/header-protection.ts";

const fields = (text: string) => readHeader(utf8(`${text}\n\n`)).fields;
const protectedBy = (scheme: ProtectionScheme, inner: string, recorded: string | null = null): ProtectedHeader => ({
  scheme,
  fields: fields(inner),
  recordedOuter: recorded === null ? null : fields(recorded),
});
const kinds = (outer: string, header: ProtectedHeader, encrypted: boolean) =>
  compareHeaders(fields(outer), header, encrypted).map(({ name, kind }) => [name, kind]);

describe("compareHeaders, of a signed message", () => {
  it.each([
    ["Subject: [...]", "Subject: real", [["subject", "changed"]]],
    ["Subject: same", "Subject: =?utf-8?q?same?=", []],
    ["Subject: s\nSubject: t", "Subject: s", [["subject", "changed"]]],
    ["From: Alice <a@b>", "From: a@b", []],
    ["From: x@y", "From: a@b", [["from", "changed"]]],
    ["Date: Sat, 20 Feb 2021 17:00:00 +0000", "Date: Sat, 20 Feb 2021 12:00:00 -0500", []],
    ["X: y", "Subject: gone", [["subject", "removed"]]],
    [
      "Cc: boss@b\nReply-To: eve@b",
      "Subject;",
      [
        ["cc", "added"],
        ["reply-to", "added"],
      ],
    ],
    ["Date: x\nMessage-ID: <m>", "X: y", []],
    ["X: outer", "X: inner", []],
  ])("%j / %j", (outer, inner, expected) => {
    expect(kinds(outer, protectedBy("hp-clear", inner), false)).toEqual(expected);
    // Whatever the envelope: nothing was meant to be hidden.
    expect(kinds(outer, protectedBy("hp-clear", inner), true)).toEqual(expected);
  });
});

describe("compareHeaders, by the sender's record", () => {
  const header = protectedBy("hp-cipher", "Subject: real\nTo: Bob <b@c>\nCc: d@e", "Subject: [...]\nTo: b@c");

  it.each([
    [
      "Subject: [...]\nTo: b@c",
      [
        ["subject", "hidden"],
        ["to", "hidden"],
        ["cc", "hidden"],
      ],
    ],
    [
      "Subject: Pay now\nTo: b@c",
      [
        ["subject", "changed"],
        ["to", "hidden"],
        ["cc", "hidden"],
      ],
    ],
    [
      "Subject: [...]\nTo: x@y\nCc: x@y",
      [
        ["subject", "hidden"],
        ["to", "changed"],
        ["cc", "added"],
      ],
    ],
    [
      "To: b@c",
      [
        ["subject", "hidden"],
        ["to", "hidden"],
        ["cc", "hidden"],
      ],
    ],
  ])("%j", (outer, expected) => {
    expect(kinds(outer, header, true)).toEqual(expected);
    // An envelope that was taken off on the way changes nothing of what the sender meant.
    expect(kinds(outer, header, false)).toEqual(expected);
  });

  it("gives both values", () => {
    expect(compareHeaders(fields("Subject: [...]\nTo: b@c"), header, true)).toContainEqual({
      name: "cc",
      kind: "hidden",
      inner: "d@e",
      outer: null,
    });
  });

  it("has everything hidden where nothing is recorded", () => {
    expect(kinds("From: a@b", protectedBy("hp-cipher", "From: a@b\nSubject: s", ""), true)).toEqual([
      ["subject", "hidden"],
      ["from", "added"],
    ]);
  });
});

describe("compareHeaders, of schemes without a record", () => {
  it.each(["protected-headers-v1", "wrapped"] as const)(
    "%s: a known placeholder hides, anything else differs",
    (scheme) => {
      const header = protectedBy(scheme, "Subject: real");
      for (const placeholder of ["...", "[...]", "Encrypted Message", "(encrypted)", "…"]) {
        expect(kinds(`Subject: ${placeholder}`, header, true)).toEqual([["subject", "hidden"]]);
        expect(kinds(`Subject: ${placeholder}`, header, false)).toEqual([["subject", "changed"]]);
      }
      expect(kinds("Subject: Pay now", header, true)).toEqual([["subject", "changed"]]);
      expect(kinds("Subject: real\nTo: b@c", header, true)).toEqual([]);
    },
  );
});

describe("confidentialFields", () => {
  it("names every field that the record does not show as it is", () => {
    const header = protectedBy(
      "hp-cipher",
      "From: a@b\nSubject: real\nKeywords: secret\nX-Project: blue",
      "From: a@b\nSubject: [...]\nX-Project: blue",
    );
    expect(confidentialFields(fields("Subject: real"), header, true)).toEqual([
      { name: "subject", inner: "real", outer: "[...]" },
      { name: "keywords", inner: "secret", outer: null },
    ]);
  });

  it("names none of a message that was only signed", () => {
    expect(confidentialFields(fields("Subject: [...]"), protectedBy("hp-clear", "Subject: real"), true)).toEqual([]);
    expect(confidentialFields(fields("Subject: x"), protectedBy("wrapped", "Subject: real"), false)).toEqual([]);
  });
});
