import { describe, expect, it } from "vitest";
import { readArguments, UsageError } from "../../src/cli/arguments.ts";

const syntax = { flags: ["--flag"], values: ["--value", "--at"], lists: ["--list", "--more"] };
const read = (line: string) => readArguments(line.split(" ").filter(Boolean), syntax);

describe("readArguments", () => {
  it.each([
    ["file", "file", []],
    ["--flag --value v file", "file", []],
    ["file --list a", "file", ["a"]],
    ["--list a file", "file", ["a"]],
    ["--list a b file", "file", ["a", "b"]],
    ["--list a --list b file", "file", ["a", "b"]],
    ["file --list a b", "file", ["a", "b"]],
    ["--list a b --flag file", "file", ["a", "b"]],
    ["--list=a file", "file", ["a"]],
    ["--list a -", "-", ["a"]],
  ])("%s", (line, operand, list) => {
    const given = read(line);
    expect(given.operand).toBe(operand);
    expect(given.all("--list")).toEqual(list);
    expect(given.has("--flag")).toBe(line.includes("--flag"));
    expect(given.last("--value")).toBe(line.includes("--value") ? "v" : null);
  });

  it("takes a value that is empty or begins with hyphens", () => {
    expect(readArguments(["--value", "", "file"], syntax).last("--value")).toBe("");
    expect(readArguments(["--value", "--odd", "file"], syntax).last("--value")).toBe("--odd");
  });

  it.each(["", "--flag", "one two", "--unknown file", "file --value", "--list"])("refuses %j", (line) => {
    expect(() => read(line)).toThrow(UsageError);
  });

  it("reads times and choices", () => {
    expect(read("--at 2022-01-01T00:00:00Z file").time()).toBe(Date.UTC(2022, 0, 1));
    expect(() => read("--at soon file").time()).toThrow(UsageError);
    expect(read("--value b file").choice("--value", ["a", "b"])).toBe("b");
    expect(read("file").choice("--value", ["a"])).toBeNull();
    expect(() => read("--value c file").choice("--value", ["a"])).toThrow(UsageError);
  });
});
