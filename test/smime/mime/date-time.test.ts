import { describe, expect, it } from "vitest";
import { readDateTime, writeDateTime } from "../../../src/smime/mime/date-time.ts";

describe("readDateTime (RFC 5322 section 3.3)", () => {
  it.each([
    ["Sat, 20 Feb 2021 10:07:02 -0500", "2021-02-20T15:07:02.000Z"],
    ["20 Feb 2021 10:07 +0000", "2021-02-20T10:07:00.000Z"],
    ["Mon,  1 Jan 2024 00:00:00 +0530 (IST)", "2023-12-31T18:30:00.000Z"],
    ["Thu, 7 Oct 94 16:15:05 -0700", "1994-10-07T23:15:05.000Z"],
    ["Fri, 21 Nov 97 09:55:06 EST", "1997-11-21T14:55:06.000Z"],
    ["Fri, 21 Nov 1997 09:55:06 GMT", "1997-11-21T09:55:06.000Z"],
  ])("reads %s", (text, iso) => expect(new Date(readDateTime(text) ?? 0).toISOString()).toBe(iso));

  it.each(["", "yesterday", "2021-02-20", "Sat, 99 Feb 2021 10:00:00 +0000", "1 Foo 2021 10:00:00 +0000"])(
    "does not read %j",
    (text) => expect(readDateTime(text)).toBeNull(),
  );

  it("reads what it writes", () => {
    const time = Date.UTC(2026, 10, 23, 17, 0, 1);
    expect(writeDateTime(time)).toBe("Mon, 23 Nov 2026 17:00:01 +0000");
    expect(readDateTime(writeDateTime(time))).toBe(time);
  });
});
