import { expect, it, vi } from "vitest";

/** The languages of `Intl` cost tens of milliseconds at their first use, and a catalog a round trip to the browser. */
it("asks for no language and no text before there is anything to say", async () => {
  const asked: string[] = [];
  vi.stubGlobal("chrome", {
    runtime: { id: "waxwing" },
    i18n: { getMessage: (id: string) => void asked.push(id) },
  });
  for (const name of ["PluralRules", "NumberFormat", "DateTimeFormat", "ListFormat"] as const)
    vi.spyOn(Intl, name).mockImplementation(() => {
      asked.push(name);
      throw new Error(name);
    });
  vi.stubGlobal("document", { readyState: "loading", addEventListener: () => asked.push("started") });
  await import("../../src/webmail/main.ts");
  expect(asked).toEqual(["started"]);
});
