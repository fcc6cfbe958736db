import { expect, it } from "vitest";
import { splitAtLinks } from "../../../src/pages/viewer/text-links.ts";

it.each([
  ["see https://example.org/a?b=c.", ["https://example.org/a?b=c"]],
  ["(https://example.org) and <http://example.net/x>", ["https://example.org", "http://example.net/x"]],
  ["javascript:alert(1) ftp://example.org mailto:a@b", []],
  ["https://", []],
  ["no link", []],
])("finds the web addresses of %j, and loses no text", (text, urls) => {
  const runs = splitAtLinks(text);
  expect(runs.flatMap(({ url }) => (url === null ? [] : [url]))).toEqual(urls);
  expect(runs.map((run) => run.text).join("")).toBe(text);
});
