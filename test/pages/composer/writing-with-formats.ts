/** Scenes of the composer in which text is formatted; they share a browser with the others. */
import type { Frame } from "playwright-core";
import { expect, it } from "vitest";
import type { Draft } from "../../../src/smime/verdict/display.ts";
import { composing, context, copies, hostileHtml } from "../stage/frame-script.ts";
import type { EmbedComposer } from "../stage/embedded-composer.ts";
import { SIZES } from "../stage/sizes.ts";
import { expectSound } from "../stage/sound.ts";
import type { Script } from "../stage/theatre.ts";

/** One point. */
const PNG = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==";

/** What was handed over for sealing. */
const sealedBy = (script: Script): readonly [Script, Draft[]] => {
  const drafts: Draft[] = [];
  const seal: Script["draft/seal"] = ({ draft }) => {
    drafts.push(draft);
    return { copies: copies(1) };
  };
  return [{ ...script, "draft/seal": seal }, drafts];
};
const paste = (frame: Frame, html: string) =>
  frame.evaluate((source) => {
    const data = new DataTransfer();
    data.setData("text/html", source);
    const event = new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true });
    document.querySelector(".rich-text")?.dispatchEvent(event);
  }, html);

function pictureNamed(contentId: string, content: Uint8Array) {
  const named = { contentId, filename: `${contentId}.png`, contentType: "image/png" };
  return { ...named, content: new Uint8Array(content) };
}

export function writingWithFormats(show: EmbedComposer): void {
  it.each(SIZES)("formats with buttons and keys, and sends text beside HTML: $name", async ({ name, width, dark }) => {
    const blank = { ...context, text: "", mayHaveBeenSaved: false, answersEncrypted: false };
    const [script, drafts] = sealedBy({ ...composing, "composer/redeem": blank });
    const [page, frame] = await show(script, width, dark);
    const message = frame.getByLabel("Message");
    const tool = (label: string) => frame.getByRole("toolbar").getByRole("button", { name: label, exact: true });
    await message.click();
    await page.keyboard.type("Dear ");
    await page.keyboard.press("Control+b");
    await page.keyboard.type("Bob");
    await expect.poll(() => tool("Bold").getAttribute("aria-pressed")).toBe("true");
    await tool("Bold").click();
    await page.keyboard.type(", see this:");
    await page.keyboard.press("Enter");
    await tool("Bulleted list").click();
    await page.keyboard.type("wax");
    await page.keyboard.press("Enter");
    await page.keyboard.type("wings");
    await page.keyboard.press("Shift+Home");
    await tool("Link").click();
    await frame.getByLabel("Web or mail address").fill("javascript:alert(1)");
    await frame.getByRole("button", { name: "Set link" }).click();
    await frame.getByText("This is no address", { exact: false }).waitFor();
    await frame.getByLabel("Web or mail address").fill("wings.example/big");
    await expectSound(page, `composer-link-${name}`);
    await frame.getByLabel("Web or mail address").press("Enter");
    await page.keyboard.type(" and ");
    const dot = Buffer.from(PNG, "base64");
    await frame
      .getByLabel("Pictures to insert")
      .setInputFiles([{ name: "dot.png", mimeType: "image/png", buffer: dot }]);
    await message.locator("img").waitFor();
    await expectSound(page, `composer-rich-${name}`);
    await message.press("Control+Enter");
    await expect.poll(() => drafts.length).toBe(1);
    const [draft] = drafts;
    expect(draft?.text).toContain("Dear Bob, see this:\n- wax\n- ");
    expect(draft?.text).toContain("wings <https://wings.example/big> and ");
    expect(draft?.rich?.html).toContain("<b>Bob</b>, see this:");
    expect(draft?.rich?.html).toMatch(
      /<ul><li>.*wax.*<a href="https:\/\/wings\.example\/big">wings<\/a>.*and.*<img.*<\/ul>/,
    );
    expect(draft?.rich?.html).toMatch(/<img src="cid:[0-9a-f]{32}@inline\.invalid" alt="dot\.png">/);
    expect(draft?.rich?.images).toMatchObject([{ filename: "dot.png", contentType: "image/png" }]);
  });

  it("cleans what is pasted, loads nothing of it, and takes it back", async () => {
    const blank = { ...context, text: "", mayHaveBeenSaved: false, answersEncrypted: false };
    const [script, drafts] = sealedBy({ ...composing, "composer/redeem": blank });
    const [page, frame] = await show(script);
    const asked: string[] = [];
    page.on("request", (request) => asked.push(request.url()));
    await frame.getByLabel("Message").click();
    await page.keyboard.type("Before. ");
    await paste(frame, hostileHtml);
    await frame.getByText("Blood count").waitFor();
    await page.keyboard.press("Control+Enter");
    await expect.poll(() => drafts.length).toBe(1);
    expect(drafts[0]?.rich?.html).not.toMatch(/127\.0\.0\.1|<img|style="position|onerror|stolen/);
    expect(drafts[0]?.rich?.html).toContain("<b>results</b>");
    expect(drafts[0]?.text).toContain("Choose a date <https://clinic.example/next>");
    expect(asked.filter((url) => url.includes(":9/"))).toEqual([]);
    expect(await page.evaluate(() => "stolen" in window)).toBe(false);
  });

  it("goes back to the letter after each answer to where a link leads", async () => {
    const blank = { ...context, text: "", mayHaveBeenSaved: false, answersEncrypted: false };
    const [page, frame] = await show({ ...composing, "composer/redeem": blank });
    const message = frame.getByLabel("Message");
    const address = frame.getByLabel("Web or mail address");
    const focused = () => frame.evaluate(() => document.activeElement?.getAttribute("aria-label") ?? "");
    await message.click();
    await page.keyboard.type("See ");
    await page.keyboard.press("Control+k");
    await address.press("Escape");
    await expect.poll(focused).toBe("Message");
    await page.keyboard.press("Control+k");
    await address.fill("wings.example");
    await address.press("Enter");
    await expect.poll(focused).toBe("Message");
    await page.keyboard.type(", do");
    expect(await message.innerText()).toMatch(/^See\swings\.example, do$/);
    expect(await message.locator("a").innerText()).toBe("wings.example");
    for (let step = 0; step < 6; step++) await page.keyboard.press("ArrowLeft");
    await page.keyboard.press("Control+k");
    await frame.getByRole("button", { name: "Remove link" }).click();
    await expect.poll(focused).toBe("Message");
    await page.keyboard.type("!");
    expect(await message.innerText()).toMatch(/^See\swings\.example!, do$/);
    expect(await message.locator("a").count()).toBe(0);
  });

  it("undoes and does again", async () => {
    const [page, frame] = await show({ ...composing, "composer/redeem": { ...context, text: "Before." } });
    const message = frame.getByLabel("Message");
    const tool = (label: string) => frame.getByRole("toolbar").getByRole("button", { name: label, exact: true });
    await message.click();
    await page.keyboard.press("Control+a");
    await tool("Bold").click();
    expect(await message.locator("b").count()).toBe(1);
    await tool("Undo").click();
    expect(await message.locator("b").count()).toBe(0);
    await page.keyboard.press("Control+y");
    expect(await message.locator("b").count()).toBe(1);
  });

  it("is one stop of the Tab key, whose tools the arrow keys reach", async () => {
    const [page, frame] = await show(composing);
    await frame.getByLabel("Message").focus();
    const focused = () => frame.evaluate(() => document.activeElement?.getAttribute("aria-label") ?? "");
    await page.keyboard.press("Tab");
    expect(await focused()).toBe("Undo");
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("ArrowRight");
    expect(await focused()).toBe("Bold");
    await page.keyboard.press("End");
    expect(await focused()).toBe("Plain text");
    await page.keyboard.press("Shift+Tab");
    expect(await focused()).toBe("Message");
    await page.keyboard.press("Tab");
    expect(await focused()).toBe("Plain text");
    await page.keyboard.press("Escape");
    expect(await focused()).toBe("Message");
  });

  it("goes on in plain text, asking first where formatting would be lost, and back", async () => {
    const [script, drafts] = sealedBy(composing);
    const [page, frame] = await show(script);
    await frame.getByLabel("Message").click();
    await page.keyboard.press("Control+Home");
    await page.keyboard.press("Control+b");
    await page.keyboard.type("Loud");
    await frame.getByRole("button", { name: "Plain text" }).click();
    await frame.getByRole("dialog").waitFor();
    await expectSound(page, "composer-to-plain");
    await frame.getByRole("button", { name: "Make it plain text" }).click();
    const plain = "Loud\n\nOn 20 November 2026 Bob Baker wrote:\n> the results are in, and all is well.";
    await expect.poll(() => frame.locator("textarea").inputValue()).toBe(plain);
    await expectSound(page, "composer-plain");
    await frame.getByRole("button", { name: "With formatting" }).click();
    expect(await frame.getByLabel("Message").locator("blockquote").innerText()).toContain("all is well");
    await frame.getByRole("button", { name: "Plain text" }).click();
    await frame.locator("textarea").press("Control+Enter");
    await expect.poll(() => drafts.length).toBe(1);
    expect(drafts[0]).toMatchObject({ text: plain, rich: null });
  });

  it("quotes what was decrypted with its formatting, inert, and loads nothing of it", async () => {
    const quote = { before: "\n\nOn Friday Bob wrote:\n", html: hostileHtml, pictures: [], indented: true };
    const [script, drafts] = sealedBy({ ...composing, "composer/redeem": { ...context, quote } });
    const [page, frame] = await show(script);
    await frame.getByLabel("Message").locator("blockquote td", { hasText: "Blood count" }).waitFor();
    expect(await frame.locator(".rich-text :is(img, script, iframe, form, style, [style])").count()).toBe(0);
    await expectSound(page, "composer-quote");
    await page.keyboard.press("Control+Enter");
    await expect.poll(() => drafts.length).toBe(1);
    expect(drafts[0]?.text).toContain("On Friday Bob wrote:\n> Dear Alice,\n>\n> the results are in.");
    expect(drafts[0]?.rich?.html).not.toMatch(/127\.0\.0\.1|stolen/);
    expect(await page.evaluate(() => "stolen" in window)).toBe(false);
  });

  it("quotes the pictures that came in the message, under names of its own, and no document in place of one", async () => {
    const png = Buffer.from(
      "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==",
      "base64",
    );
    const pictures = [
      pictureNamed("one", png),
      pictureNamed("two", Buffer.from("<svg xmlns='http://www.w3.org/2000/svg'/>")),
    ];
    const html = '<p>Look: <img src="cid:%6fne"><img src="cid:one"><img src="cid:two"><img src="cid:three"></p>';
    const long = html + "<p>And so on.</p>".repeat(80);
    const quote = { before: "", html: long, pictures, indented: false };
    const [script, drafts] = sealedBy({ ...composing, "composer/redeem": { ...context, quote } });
    const [page, frame] = await show(script);
    await expect
      .poll(() =>
        frame.locator(".rich-text img").evaluateAll((all) => all.map((one) => (one as HTMLImageElement).naturalWidth)),
      )
      .toEqual([1, 1]);
    // However long it is, its tools and Send are there without scrolling.
    const window = await (await frame.frameElement()).boundingBox();
    for (const name of ["Bold", /^Send /]) {
      const { y = 0, height = 0 } = (await frame.getByRole("button", { name }).boundingBox()) ?? {};
      expect(y + height, String(name)).toBeLessThanOrEqual((window?.y ?? 0) + (window?.height ?? 0));
    }
    await expectSound(page, "composer-long-quote");
    await page.keyboard.press("Control+Enter");
    await expect.poll(() => drafts.length).toBe(1);
    const images = drafts[0]?.rich?.images ?? [];
    expect(images.map(({ filename, contentType }) => [filename, contentType])).toEqual([["one.png", "image/png"]]);
    expect(images[0]?.contentId).toMatch(/^[0-9a-f]{32}@inline\.invalid$/);
    expect(drafts[0]?.rich?.html.split(`cid:${images[0]?.contentId}`)).toHaveLength(3);
  });

  it("takes the files of a forwarded message along, or the message itself instead", async () => {
    const file = { filename: "plan.pdf", contentType: "application/pdf", content: new Uint8Array() };
    const message = { filename: "About birds.eml", contentType: "message/rfc822", content: new Uint8Array() };
    const script: Script = {
      ...composing,
      "composer/redeem": { ...context, forwards: "readable" },
      "composer/forwarded": ({ as }) => ({ attachments: [as === "message" ? message : file] }),
    };
    const [page, frame] = await show(script);
    await frame.getByText("plan.pdf,", { exact: false }).waitFor();
    await expectSound(page, "composer-forwarding");
    await frame.getByRole("button", { name: "Attach the message itself instead" }).click();
    await frame.getByText("About birds.eml,", { exact: false }).waitFor();
    expect(await frame.getByText("plan.pdf,", { exact: false }).count()).toBe(0);
  });

  it("says where the files of a forwarded message do not come along", async () => {
    const [page, frame] = await show({ ...composing, "composer/redeem": { ...context, forwards: "unreadable" } });
    await frame.getByRole("alert").filter({ hasText: "could not open that message" }).waitFor();
    await expectSound(page, "composer-forwarding-unreadable");
  });

  it("switches Encrypt on once everybody can be encrypted for, where that was chosen, and never off", async () => {
    const writing = { ...context.writing, encryptWhenPossible: true };
    const signed = { ...context, intent: "sign", answersEncrypted: false, mayHaveBeenSaved: false, writing } as const;
    const [, frame] = await show({ ...composing, "composer/redeem": signed });
    const encrypt = frame.getByLabel("Encrypt", { exact: true });
    await expect.poll(() => encrypt.isChecked()).toBe(true);
    await frame.getByLabel("To", { exact: true }).fill("zoe@new.example,");
    await frame.getByText("no certificate for this address", { exact: false }).first().waitFor();
    expect(await encrypt.isChecked()).toBe(true);
    await encrypt.uncheck();
    await frame.getByRole("button", { name: /^Remove zoe@new.example/ }).click();
    expect(await encrypt.isChecked()).toBe(false);
  });
}
