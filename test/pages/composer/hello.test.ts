import { describe, expect, it } from "vitest";
import { helloTo } from "../../../src/pages/composer/hello.ts";

describe("a signed hello", () => {
  const hello = helloTo({ name: "Zoe", address: "zoe@new.example" }, { name: "", address: "alice@example.org" });

  it("is signed and not encrypted, to one person, and names both", () => {
    expect(hello).toMatchObject({ sign: true, encrypt: false, cc: [], bcc: [], attachments: [] });
    expect(hello.to).toEqual([{ name: "Zoe", address: "zoe@new.example", complete: true }]);
    expect(hello.text).toContain("Hello Zoe,");
    expect(hello.text).toContain("alice@example.org");
  });

  it("is no answer to anything", () => {
    expect(hello.subject).not.toMatch(/^\s*(re|fwd?|aw|wg):/i);
  });
});
