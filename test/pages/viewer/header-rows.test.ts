import { afterEach, describe, expect, it, vi } from "vitest";
import { readDateTime } from "../../../src/smime/mime/date-time.ts";
import type { DisplayHeaders } from "../../../src/smime/verdict/display.ts";

const HEADERS: DisplayHeaders = { subject: "Lunch", from: [], to: [], cc: [], date: "", sentAt: null, messageId: "" };
/** The zone of a sender in New York; elsewhere it was the next day already. */
const DATE = "Fri, 20 Nov 2026 23:05:00 -0500";

/** The date as somebody there reads it. */
async function dateIn(zone: string, language: string, date = DATE) {
  vi.resetModules();
  vi.stubEnv("TZ", zone);
  vi.stubGlobal("chrome", { i18n: { getMessage: (id: string) => (id === "language" ? language : "") } });
  const { headerRows } = await import("../../../src/pages/viewer/header-rows.ts");
  return headerRows({ ...HEADERS, date, sentAt: readDateTime(date) })[0];
}

afterEach(() => {
  vi.unstubAllEnvs();
  vi.unstubAllGlobals();
  vi.resetModules();
});

describe("when a message was sent", () => {
  it.each([
    ["Europe/Berlin", "en", "Sat, 21 November 2026 at 05:05 CET"],
    ["Europe/Berlin", "de", "Sa., 21. November 2026 um 05:05 MEZ"],
    ["Asia/Tokyo", "ja", "2026年11月21日(土) 13:05 JST"],
  ])("is said in the zone of %s and in the language %s", async (zone, language, expected) => {
    expect(await dateIn(zone, language)).toMatchObject({ value: expected, original: DATE });
  });

  it("stands as it is where it is no date", async () => {
    expect(await dateIn("UTC", "en", "yesterday, 3 o'clock")).toMatchObject({
      value: "yesterday, 3 o'clock",
      original: null,
    });
  });

  it("is left out where the message does not say", async () => expect(await dateIn("UTC", "en", "")).toBeUndefined());
});
