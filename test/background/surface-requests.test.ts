import { beforeEach, describe, expect, it } from "vitest";
import { MadeWorker, POPUP, SITE, webmailIn } from "./made-worker.ts";

let made: MadeWorker;
beforeEach(async () => {
  made = new MadeWorker();
  await made.openVault();
});

describe("surface/open", () => {
  it("opens the tool page or the stand-alone composer, and tells the page nothing", async () => {
    expect(await made.ask(webmailIn(2), "surface/open", { section: "tool" })).toEqual({});
    expect(await made.ask(webmailIn(2), "surface/open", { section: "compose" })).toEqual({});
    expect(made.platform.tabs).toEqual(["pages/manager/index.html#tool", "pages/manager/index.html#compose"]);
  });

  it.each(["diagnostics", "", "tool&x", "../popup/index.html?unlock", null, 1])(
    "opens nothing else: %s",
    async (section) => {
      const asked = made.ask(webmailIn(2), "surface/open", { section: section as "tool" });
      await expect(asked).rejects.toMatchObject({ code: "protocol/malformed", detail: { request: "surface/open" } });
      expect(made.platform.tabs).toEqual([]);
    },
  );

  it("opens nothing for a site that the person did not allow", async () => {
    await made.ask(POPUP, "site/disable", { origin: SITE });
    for (const sender of [webmailIn(2), webmailIn(2, "d", "https://mail.example.org:8443")])
      await expect(made.ask(sender, "surface/open", { section: "tool" })).rejects.toMatchObject({
        code: "protocol/forbidden",
      });
    expect(made.platform.tabs).toEqual([]);
  });
});
