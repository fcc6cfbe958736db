import { describe, expect, it } from "vitest";
import {
  hcpBaseline,
  hcpNoConfidentiality,
  isStructural,
  isUserFacing,
} from "../../../src/smime/mime/header-confidentiality.ts";

describe("header confidentiality policies (RFC 9788 section 3.2)", () => {
  it.each([
    ["Subject", "[...]"],
    ["SUBJECT", "[...]"],
    ["Comments", null],
    ["Keywords", null],
    ["From", "value"],
    ["To", "value"],
    ["Date", "value"],
    ["X-Mailer", "value"],
  ])("hcp_baseline of %s is %j", (name, expected) => expect(hcpBaseline(name, "value")).toBe(expected));

  it.each(["Subject", "Comments", "From"])("hcp_no_confidentiality leaves %s", (name) =>
    expect(hcpNoConfidentiality(name, "value")).toBe("value"),
  );
});

it.each([
  ["mime-version", true],
  ["content-type", true],
  ["content-disposition", true],
  ["subject", false],
  ["x-content-type", false],
])("isStructural(%s) is %s", (name, expected) => expect(isStructural(name)).toBe(expected));

it.each([
  ["Subject", true],
  ["reply-to", true],
  ["Message-ID", false],
  ["Keywords", false],
])("isUserFacing(%s) is %s", (name, expected) => expect(isUserFacing(name)).toBe(expected));
