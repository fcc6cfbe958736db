import { readFileSync } from "node:fs";
import type { Frame, Page, Request } from "playwright-core";
import { describe, expect, it } from "vitest";
import { utf8 } from "../../../src/smime/bytes.ts";
import type { MessageReport } from "../../../src/smime/verdict/vocabulary.ts";
import { reports } from "../stage/actors.ts";
import { content, hostileHtml, mark, PICTURE, PLAIN_FILE, unlocked } from "../stage/frame-script.ts";
import { openedTheatre } from "../stage/opened-theatre.ts";
import { SIZES } from "../stage/sizes.ts";
import { expectSound } from "../stage/sound.ts";
import { announce, frameOf, said, refuseWith, type Script, tell, theatreIsPossible } from "../stage/theatre.ts";

const FORWARDED = {
  filename: "order.eml",
  contentType: "message/rfc822",
  size: 4_000,
  signed: true,
  isMessage: true,
  contentId: null,
};

function showing(report: MessageReport, shown: typeof content | null): Script {
  return { "viewer/redeem": { report, content: shown, alone: false, vault: unlocked, mark } };
}

describe.skipIf(!theatreIsPossible)("the viewer in Chromium", () => {
  const theatre = openedTheatre();

  const show = async (script: Script, width = 700, dark = false): Promise<readonly [Page, Frame]> => {
    const page = await theatre.embed("pages/viewer/index.html", { script, width, dark, height: 760 });
    return [page, await frameOf(page, "viewer")];
  };

  it.each(SIZES)("shows decrypted text, protected headers and attachments: $name", async ({ name, width, dark }) => {
    const [page, frame] = await show(showing(reports.verifiedAndEncrypted, content), width, dark);
    await frame.getByRole("heading", { name: "Your results, and when to come back" }).waitFor();
    await frame.getByRole("button", { name: /^Waxwing: Verified/ }).click();
    await frame.getByText("More").click();
    await frame.getByRole("button", { name: "Copy report" }).click();
    await frame.getByText("Copied.").waitFor();
    await expectSound(page, `viewer-text-${name}`);
  });

  it("tells the page around it its height, and nothing of the message", async () => {
    const [page, frame] = await show(showing(reports.verifiedAndEncrypted, content));
    await frame.getByText("Dear Alice").waitFor();
    await expect.poll(() => said(page)).toContainEqual({ kind: "ready" });
    await expect.poll(async () => (await said(page)).some(({ kind }) => kind === "height")).toBe(true);
    const words = await said(page);
    expect(words.flatMap(Object.keys).filter((key) => key !== "kind" && key !== "pixels")).toEqual([]);
  });

  it("asks for an answer with one word, by mouse and by keyboard, and says where there is none to be had", async () => {
    const [page, frame] = await show(showing(reports.verifiedAndEncrypted, content), 380);
    await frame.getByRole("button", { name: "Forward", exact: true }).click();
    await frame.getByRole("button", { name: "Reply", exact: true }).focus();
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    const asked = async () => (await said(page)).filter(({ kind }) => kind === "answer");
    await expect.poll(asked).toEqual([
      { kind: "answer", as: "forward" },
      { kind: "answer", as: "reply-all" },
    ]);
    expect(await frame.getByRole("alert").count()).toBe(0);
    await tell(page, { kind: "not-answered" });
    await frame.getByRole("alert").waitFor();
    await expectSound(page, "viewer-not-answered");
    await frame.getByRole("button", { name: "Reply", exact: true }).click();
    await frame.getByRole("alert").waitFor({ state: "detached" });
  });

  it("offers no answer to what cannot be read", async () => {
    const [, frame] = await show(showing(reports.locked, null));
    await frame.getByText("There is nothing").or(frame.getByText("locked")).first().waitFor();
    expect(await frame.getByRole("button", { name: "Reply", exact: true }).count()).toBe(0);
  });

  it("has the date as its sender wrote it a press away", async () => {
    const [page, frame] = await show(showing(reports.verifiedAndEncrypted, content));
    const original = frame.getByText(content.headers.date);
    expect(await original.isVisible()).toBe(false);
    await frame.locator(".original summary").press("Enter");
    await original.waitFor();
    await expectSound(page, "viewer-date");
  });

  it("renders hostile HTML without a script, a request or a form", async () => {
    const [page, frame] = await show(
      showing(reports.encryptedOnly, { ...content, html: hostileHtml, attachments: [] }),
    );
    const requests: Request[] = [];
    page.on("request", (request) => requests.push(request));
    const inner = frame.frameLocator("iframe");
    await inner.getByText("Dear Alice,").waitFor();
    await inner.getByText("Dear Alice,").click();
    await page.waitForTimeout(300);
    await expectSound(page, "viewer-hostile-html");
    // What the frame's policy stops is told of as a request too; it never left.
    const left = requests.filter((request) => request.url().includes(":9/") && request.failure()?.errorText !== "csp");
    expect(left.map((request) => request.url())).toEqual([]);
    expect(await page.evaluate(() => "stolen" in window)).toBe(false);
    expect(
      await inner
        .locator("script, form, input, iframe, object, meta[http-equiv=refresh], base, link, [onclick], [onerror]")
        .count(),
    ).toBe(0);
    expect(await frame.locator("iframe").getAttribute("sandbox")).toBe("allow-same-origin");
    await frame.getByText("were not loaded").waitFor();
  });

  it("opens a link only after it has shown where it leads", async () => {
    const [page, frame] = await show(
      showing(reports.encryptedOnly, { ...content, html: hostileHtml, attachments: [] }),
    );
    const inner = frame.frameLocator("iframe");
    await inner.getByRole("link", { name: "Choose a date" }).click();
    const card = frame.getByRole("dialog", { name: "Open this link?" });
    await card.getByText("clinic.example", { exact: true }).waitFor();
    const open = card.getByRole("link", { name: "Open" });
    expect(await open.getAttribute("href")).toBe("https://clinic.example/next");
    expect(await open.getAttribute("rel")).toBe("noopener noreferrer");
    await expectSound(page, "viewer-link");
    await page.keyboard.press("Escape");
    await card.waitFor({ state: "detached" });
    for (const dead of ["do not", "go nowhere"]) expect(await inner.getByText(dead).getAttribute("href")).toBe(null);
  });

  it("shows formatted mail as plain text with one click", async () => {
    const [, frame] = await show(showing(reports.encryptedOnly, { ...content, html: "<p>rich</p>" }));
    await frame.getByRole("button", { name: "Show as plain text" }).click();
    await frame.getByText("the results are in").waitFor();
    expect(await frame.locator("iframe").count()).toBe(0);
  });

  it("asks to unlock, and reads again once the keys are unlocked", async () => {
    let locked = true;
    const script: Script = {
      "viewer/redeem": () =>
        locked
          ? { report: reports.locked, content: null, alone: false, vault: { kind: "locked" }, mark }
          : { report: reports.encryptedOnly, content, alone: false, vault: unlocked, mark },
      "vault/ask": {},
    };
    const [page, frame] = await show(script);
    await frame.getByRole("button", { name: "Unlock to read", exact: true }).waitFor();
    await expectSound(page, "viewer-locked");
    await frame.getByRole("button", { name: "Unlock to read", exact: true }).click();
    locked = false;
    await announce(frame, "vault/changed", { state: "unlocked" });
    await frame.getByText("Dear Alice").waitFor();
    expect(await said(page)).toContainEqual({ kind: "unlocked" });
    locked = true;
    await announce(frame, "vault/changed", { state: "locked" });
    await frame.getByText("Your keys are locked.").waitFor();
    expect(await frame.getByText("Dear Alice").count()).toBe(0);
  });

  it.each(SIZES)("draws what is signed and what is not: $name", async ({ name, width, dark }) => {
    const parts = [
      "This list is for members.",
      "Dear all,\n\nthe meeting is on Monday.\n\nBob",
      "To leave, write to us.",
    ];
    const text = parts.join("\n");
    const stretches = parts.map((part, index) => {
      const start = text.indexOf(part);
      return { start, end: start + part.length, signed: index === 1 };
    });
    const [page, frame] = await show(showing(reports.partial, { ...content, text, stretches }), width, dark);
    const signed = frame.locator('.covered[data-signed="true"]');
    expect(await signed.locator(".text-body").allInnerTexts()).toEqual([parts[1]]);
    expect(await frame.locator('.covered[data-signed="false"] .text-body').allInnerTexts()).toEqual([
      parts[0],
      parts[2],
    ]);
    await expectSound(page, `viewer-partly-signed-${name}`);
  });

  it.each(SIZES)("shows what differs outside beside what is inside: $name", async ({ name, width, dark }) => {
    const differences = [
      {
        name: "subject",
        kind: "changed",
        inner: "Invoice 17",
        outer: "URGENT: invoice 17, new account",
        believed: "inner",
      },
      { name: "from", kind: "changed", inner: "bob@partner.example", outer: "eve@evil.example", believed: "outer" },
      { name: "cc", kind: "added", inner: null, outer: "boss@example.com", believed: "inner" },
    ] as const;
    const [page, frame] = await show(showing(reports.verified, { ...content, differences }), width, dark);
    const rows = frame.locator(".differences tbody tr:not(.reason)");
    const cells = await rows.evaluateAll((all) =>
      all.map((row) =>
        [...row.querySelectorAll("td")].map((cell) => [cell.dataset["believed"], cell.firstChild?.textContent]),
      ),
    );
    expect(cells).toEqual([
      [
        ["false", "URGENT: invoice 17, new account"],
        ["true", "Invoice 17"],
      ],
      [
        ["true", "eve@evil.example"],
        ["false", "bob@partner.example"],
      ],
      [
        ["false", "boss@example.com"],
        ["true", expect.any(String)],
      ],
    ]);
    await expectSound(page, `viewer-differences-${name}`);
  });

  it("keeps what the sender hid behind one line, which opens", async () => {
    const differences = [
      { name: "subject", kind: "hidden", inner: "Your results", outer: "[...]", believed: "inner" },
    ] as const;
    const [page, frame] = await show(showing(reports.verifiedAndEncrypted, { ...content, differences }));
    const table = frame.locator(".differences table");
    expect(await table.isVisible()).toBe(false);
    await frame.locator(".differences summary").focus();
    await page.keyboard.press("Enter");
    await table.waitFor();
    expect(await table.locator("[data-believed=false]").innerText()).toBe("[...]");
    await expectSound(page, "viewer-hidden-outside");
  });

  it.each(["unopened", "altered", "mismatched", "untrusted", "undetermined"] as const)(
    "shows the state: %s",
    async (name) => {
      const [page, frame] = await show(showing(reports[name], name === "unopened" ? null : content));
      await frame.getByRole("button", { name: /^Waxwing:/ }).click();
      await expectSound(page, `viewer-${name}`);
    },
  );

  it("does not believe a stranger, but the one after it", async () => {
    let asked = 0;
    const script: Script = {
      "viewer/redeem": () =>
        ++asked === 1
          ? refuseWith("protocol/unknown-ticket", {})()
          : { report: reports.encryptedOnly, content, alone: false, vault: unlocked, mark },
    };
    const [page, frame] = await show(script);
    await frame.getByText("has run out").waitFor();
    await expectSound(page, "viewer-unknown-ticket");
    await page.evaluate(() => {
      const { port2 } = new MessageChannel();
      const message = { waxwing: "introduction", ticket: "true" };
      document.querySelector("iframe")?.contentWindow?.postMessage(message, "*", [port2]);
    });
    await frame.getByText("Dear Alice").waitFor();
  });

  it.each(SIZES)(
    "opens an attached message with its own verdict, and goes back: $name",
    async ({ name, width, dark }) => {
      const inner = {
        ...content,
        text: "The order stands.",
        stretches: [{ start: 0, end: 17, signed: true }],
        attachments: [],
      };
      const outer = {
        ...content,
        attachments: [content.attachments[0], FORWARDED].filter((file) => file !== undefined),
      };
      const asked: (readonly number[])[] = [];
      const script: Script = {
        ...showing(reports.encryptedOnly, outer),
        "viewer/attached": ({ inside }) => {
          asked.push(inside);
          return { report: reports.untrusted, content: inner };
        },
      };
      const [page, frame] = await show(script, width, dark);
      await frame.getByRole("button", { name: "Open order.eml" }).focus();
      await page.keyboard.press("Enter");
      await frame.getByText("The order stands.").waitFor();
      expect(asked).toEqual([[1]]);
      await frame.locator("h2:focus", { hasText: "Attached message" }).waitFor();
      expect(await frame.getByRole("button", { name: /^Waxwing: Signed/ }).count()).toBe(1);
      await expectSound(page, `viewer-attached-${name}`);
      await frame.getByRole("button", { name: "Back to the message around it" }).press("Enter");
      await frame.getByText("Dear Alice").waitFor();
      await frame.locator('button:focus[aria-label="Open order.eml"]').waitFor();
    },
  );

  it("leaves an attached message when the keys are locked", async () => {
    let locked = false;
    const script: Script = {
      "viewer/redeem": () =>
        locked
          ? { report: reports.locked, content: null, alone: false, vault: { kind: "locked" }, mark }
          : {
              report: reports.encryptedOnly,
              content: { ...content, attachments: [FORWARDED] },
              alone: false,
              vault: unlocked,
              mark,
            },
      "viewer/attached": {
        report: reports.verified,
        content: { ...content, text: "The order stands.", stretches: [{ start: 0, end: 17, signed: true }] },
      },
    };
    const [, frame] = await show(script);
    await frame.getByRole("button", { name: "Open order.eml" }).click();
    await frame.getByText("The order stands.").waitFor();
    locked = true;
    await announce(frame, "vault/changed", { state: "locked" });
    await frame.getByText("Your keys are locked.").waitFor();
    expect(await frame.getByText("The order stands.").count()).toBe(0);
  });

  it.each(SIZES)("shows pictures and text in place, and nothing else: $name", async ({ name, width, dark }) => {
    const attachments = [
      { filename: "wax.png", contentType: "image/png", size: 2, signed: true, ...PLAIN_FILE },
      { filename: "notes.txt", contentType: "text/plain", size: 2, signed: true, ...PLAIN_FILE },
      { filename: "evil.png", contentType: "image/png", size: 2, signed: true, ...PLAIN_FILE },
      { filename: "meeting.ics", contentType: "text/calendar", size: 2, signed: true, ...PLAIN_FILE },
      { filename: "drawing.svg", contentType: "image/svg+xml", size: 2, signed: true, ...PLAIN_FILE },
      { filename: "page.html", contentType: "text/html", size: 2, signed: true, ...PLAIN_FILE },
    ];
    const octets = [
      PICTURE,
      utf8("<b>not bold</b>\n"),
      utf8("<svg xmlns='http://www.w3.org/2000/svg' onload='top.stolen=1'/>"),
    ];
    const script: Script = {
      ...showing(reports.encryptedOnly, { ...content, attachments }),
      "viewer/attachment": ({ index }) => ({ content: octets[index] ?? utf8("") }),
    };
    const [page, frame] = await show(script, width, dark);
    for (const file of ["wax.png", "notes.txt", "evil.png"])
      await frame.getByRole("button", { name: `Preview ${file}` }).click();
    const picture = frame.locator("iframe.picture");
    await expect
      .poll(() =>
        frame
          .frameLocator("iframe.picture")
          .locator("img")
          .evaluate((node) => node instanceof HTMLImageElement && node.naturalWidth),
      )
      .toBe(1);
    expect(await picture.getAttribute("sandbox")).toBe("allow-same-origin");
    expect(await frame.getByRole("region", { name: "notes.txt" }).innerText()).toBe("<b>not bold</b>\n");
    await frame.getByText("no picture that can be shown safely").waitFor();
    for (const file of ["meeting.ics", "drawing.svg", "page.html"])
      expect(await frame.getByRole("button", { name: `Preview ${file}` }).count()).toBe(0);
    expect(await page.evaluate(() => "stolen" in window)).toBe(false);
    await expectSound(page, `viewer-previews-${name}`);
    await frame.getByRole("button", { name: "Close preview wax.png" }).click();
    await picture.waitFor({ state: "detached" });
  });

  it("saves all attachments as one file", async () => {
    const script: Script = {
      ...showing(reports.verifiedAndEncrypted, content),
      "viewer/attachment": ({ index }) => ({ content: utf8(`file ${index}`) }),
    };
    const [page, frame] = await show(script);
    const downloading = page.waitForEvent("download");
    await frame.getByRole("button", { name: "Save all" }).click();
    const saved = await downloading;
    expect(saved.suggestedFilename()).toBe("attachments.zip");
    const archive = readFileSync(await saved.path(), "latin1");
    for (const piece of ["results.pdf", "file 0", "second-page.jpeg", "file 1"]) expect(archive).toContain(piece);
  });

  it("says why an attachment was not saved", async () => {
    const script = {
      ...showing(reports.verifiedAndEncrypted, content),
      "viewer/attachment": refuseWith("vault/locked", {}),
    };
    const [page, frame] = await show(script);
    await frame.getByRole("button", { name: "Save results.pdf" }).click();
    await frame.getByText("Unlock Waxwing and try again.").waitFor();
    await expectSound(page, "viewer-attachment-failed");
  });
});
