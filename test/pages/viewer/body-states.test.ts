import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Frame, Page, Request } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Reply } from "../../../src/protocol/protocol.ts";
import { utf8 } from "../../../src/smime/bytes.ts";
import type { DisplayContent } from "../../../src/smime/verdict/display.ts";
import type { MessageReport } from "../../../src/smime/verdict/vocabulary.ts";
import { reports } from "../stage/actors.ts";
import { corpusJson, hasCorpus } from "../../vectors/corpus.ts";
import { DOMAIN, EXFILTRATIONS } from "../stage/exfiltration.ts";
import { content, longHtml, longText, mark, PICTURE, unlocked } from "../stage/frame-script.ts";
import { expectSound } from "../stage/sound.ts";
import { announce, frameOf, type Script, Theatre, theatreIsPossible } from "../stage/theatre.ts";

const SIZES = [
  { name: "narrow-light", width: 380, dark: false },
  { name: "wide-dark", width: 1100, dark: true },
] as const;

const withText = (text: string) => ({ ...content, text, stretches: [{ start: 0, end: text.length, signed: true }] });
const illustrated = {
  ...content,
  attachments: [],
  html: '<p>Dear Alice</p><img alt="Logo" src="https://pictures.example/logo.png"><img alt="Old" src="http://127.0.0.1:9/old.png">',
};
const unsoundly: MessageReport = reports.encryptedOnly;
const soundly: MessageReport = {
  ...reports.encryptedOnly,
  encryption: { ...reports.encryptedOnly.encryption, authenticated: true },
};

/** The browser's own errands (it asks about form fields, such as that of our search), and the pictures loaded after a click. */
const EXPECTED: readonly string[] = [
  "update.googleapis.com",
  "accounts.google.com",
  "content-autofill.googleapis.com",
  "redirector.gvt1.com",
  "pictures.example",
];

/** Runs in the viewer: waits until a document is shown, and lists what in it could run, load or lead somewhere by itself. */
async function actingIn(name: string): Promise<readonly string[]> {
  let shown: Document | null | undefined = null;
  for (let tries = 0; tries < 500; tries++) {
    shown = document.querySelector<HTMLIFrameElement>("iframe.html-body")?.contentDocument;
    if (shown?.readyState === "complete" && shown.body.textContent?.includes(name)) break;
    await new Promise((done) => setTimeout(done, 10));
  }
  if (!shown?.body.textContent?.includes(name)) return ["it is not shown"];
  const acting =
    "script,iframe,frame,object,embed,applet,form,input,button,textarea,select,base,link,svg,math,video,audio,source,track,template,meta";
  const elements = [...shown.body.querySelectorAll("*")];
  return elements.flatMap((element) => [
    ...(element.matches(acting) ? [element.localName] : []),
    ...element.getAttributeNames().flatMap((attribute) => {
      const value = element.getAttribute(attribute) ?? "";
      const leads = attribute === "href" && !/^(?:https?:|mailto:)/i.test(value.trim());
      const loads =
        [
          "src",
          "srcset",
          "background",
          "poster",
          "data",
          "ping",
          "action",
          "xlink:href",
          "attributionsrc",
          "lowsrc",
          "dynsrc",
        ].includes(attribute) && !value.startsWith("data:image/");
      return /^on/i.test(attribute) || leads || loads ? [`${element.localName} ${attribute}=${value}`] : [];
    }),
  ]);
}

describe.skipIf(!theatreIsPossible)("the text of a message in Chromium", () => {
  const folder = mkdtempSync(join(tmpdir(), "waxwing-net-"));
  const netLog = join(folder, "log.json");
  let theatre: Theatre;

  beforeAll(async () => {
    theatre = await Theatre.open(netLog);
  }, 120_000);
  afterAll(async () => {
    await theatre.close();
    rmSync(folder, { recursive: true });
  });

  const show = async (
    shown: DisplayContent,
    { width = 700, dark = false, report = unsoundly, script = {} as Script } = {},
  ): Promise<readonly [Page, Frame]> => {
    const all = { "viewer/redeem": { report, content: shown, alone: false, vault: unlocked, mark }, ...script };
    const page = await theatre.embed("pages/viewer/index.html", { script: all, width, dark, height: 760 });
    return [page, await frameOf(page, "viewer")];
  };
  it.each(SIZES)("folds long quotes, and opens them by the keyboard: $name", async ({ name, width, dark }) => {
    const [page, frame] = await show(withText(longText), { width, dark });
    const quote = frame.getByText("line 29 of an older letter");
    await frame.getByText("Monday suits me.").waitFor();
    expect(await quote.isVisible()).toBe(false);
    await expectSound(page, `viewer-quote-${name}`);
    await frame.getByText("Quoted text (30 lines)").focus();
    await page.keyboard.press("Enter");
    expect(await quote.isVisible()).toBe(true);
  });

  it("folds long quotes in formatted mail, and opens them without a script", async () => {
    const [page, frame] = await show({ ...content, html: longHtml });
    const inner = frame.frameLocator("iframe");
    await inner.getByText("Monday suits me.").waitFor();
    await expect.poll(() => inner.locator("blockquote").isVisible()).toBe(false);
    await expectSound(page, "viewer-quote-html");
    await inner.getByText("Quoted text", { exact: true }).click();
    expect(await inner.locator("blockquote").isVisible()).toBe(true);
  });

  it.each([
    ["text", null],
    ["formatted", longHtml],
  ])("finds words, also in folded quotes: %s", async (name, html) => {
    const [page, frame] = await show({ ...withText(longText), html });
    if (html !== null) await frame.frameLocator("iframe").locator("details").waitFor();
    await frame.getByRole("button", { name: "Find", exact: true }).press("Enter");
    const field = frame.getByRole("searchbox", { name: "Find in this message" });
    await field.pressSequentially("OLDER letter");
    await frame.getByText("1 of 30", { exact: true }).waitFor();
    await page.keyboard.press("Shift+Enter");
    await frame.getByText("30 of 30", { exact: true }).waitFor();
    const marked = await frame.evaluate(() => {
      const inside = document.querySelector<HTMLIFrameElement>("iframe.html-body")?.contentDocument ?? document;
      const highlights = inside.defaultView?.CSS.highlights;
      return [highlights?.get("waxwing-found")?.size, highlights?.get("waxwing-current")?.size];
    });
    expect(marked).toEqual([30, 1]);
    const fold = html === null ? frame.locator("details.quote") : frame.frameLocator("iframe").locator("details");
    expect(await fold.getAttribute("open")).toBe("");
    await expectSound(page, `viewer-find-${name}`);
    await field.fill("no such words");
    await frame.getByText("Not found").waitFor();
    await page.keyboard.press("Escape");
    await field.waitFor({ state: "detached" });
    await frame.locator("button:focus", { hasText: "Find" }).waitFor();
  });

  it.each([
    ["text", null, "<b>plain</b>"],
    ["formatted", "<p>Dear <b>Alice</b></p><script>top.stolen=1</script>", "Dear Alice"],
  ])("prints the message alone, on white paper: %s", async (name, html, text) => {
    const [page, frame] = await show({ ...withText("<b>plain</b>"), html }, { dark: true });
    await frame.getByRole("button", { name: "Print" }).click();
    const paper = frame.frameLocator("iframe.print-paper");
    expect(await paper.locator(".message [lang]").evaluate((shown) => shown.shadowRoot?.textContent)).toContain(text);
    expect(await paper.locator("h1").innerText()).toBe(content.headers.subject);
    const ground = await paper.locator("html").evaluate((node) => getComputedStyle(node).backgroundColor);
    expect(ground).toBe("rgb(255, 255, 255)");
    expect(await frame.locator("iframe.print-paper").getAttribute("sandbox")).toBe("allow-same-origin allow-modals");
    expect(await page.evaluate(() => "stolen" in window)).toBe(false);
    await expectSound(page, `viewer-print-${name}`);
  });

  it.each([
    ["text", null],
    [
      "formatted",
      "<style>.coverage,header{display:none}div{position:fixed;inset:0;z-index:9}</style><div>Dear all</div>",
    ],
  ])("prints on each part whether it is signed, as on the screen: %s", async (name, html) => {
    const pieces = ["This list is for members.", "Dear all", "To leave, write to us."];
    const text = html === null ? pieces.join("\n") : "Dear all";
    const stretches = (html === null ? pieces : ["Dear all"]).map((piece) => {
      const start = text.indexOf(piece);
      return { start, end: start + piece.length, signed: piece === "Dear all" };
    });
    const [page, frame] = await show({ ...content, text, stretches, html }, { report: reports.partial });
    const labels = await frame.locator(".covered > .coverage").allInnerTexts();
    await frame.getByRole("button", { name: "Print" }).click();
    const paper = frame.frameLocator("iframe.print-paper");
    const parts = paper.locator(".part");
    await parts.first().waitFor({ state: "attached" });
    expect(await parts.locator(".coverage").allInnerTexts()).toEqual(labels);
    expect(await parts.evaluateAll((all) => all.map((part) => part.classList.contains("signed")))).toEqual(
      stretches.map(({ signed }) => signed),
    );
    const said = await paper
      .locator(".part .message [lang]")
      .evaluateAll((all) => all.map((one) => [...(one.shadowRoot?.children ?? [])].at(-1)?.textContent));
    expect(said).toEqual(html === null ? pieces : ["Dear all"]);
    // A message hides nothing of what Waxwing says of it, and lies over none of it.
    const [head, label, message] = await Promise.all(
      ["header", ".coverage", ".message"].map((part) =>
        paper
          .locator(part)
          .first()
          .evaluate((one) => ({ ...one.getBoundingClientRect().toJSON(), shown: one.checkVisibility() })),
      ),
    );
    expect([head?.shown, label?.shown]).toEqual([true, true]);
    expect(message?.top).toBeGreaterThanOrEqual(label?.bottom);
    expect(
      await paper
        .locator(".message")
        .first()
        .evaluate((one) => getComputedStyle(one).contain),
    ).toBe("paint");
    await expectSound(page, `viewer-print-partly-signed-${name}`);
  });

  it("copies the text", async () => {
    const [, frame] = await show(content);
    await frame.evaluate(() => {
      addEventListener("copy", (event) => {
        queueMicrotask(() => Object.assign(window, { copied: event.clipboardData?.getData("text/plain") }));
      });
    });
    await frame.getByRole("button", { name: "Copy text" }).click();
    await frame.getByText("Copied.").waitFor();
  });

  it.each([
    ["without colours", "<p>Dear <a href='https://a.example/'>Alice</a></p>", "rgb(27, 25, 23)"],
    ["with colours", "<p style='color:#222'>Dear Alice</p>", "rgb(255, 255, 255)"],
    ["with a style sheet", "<style>p{background:#fafafa}</style><p>Dear Alice</p>", "rgb(255, 255, 255)"],
    ["of long ago", "<table bgcolor=white><tr><td>Dear Alice</td></tr></table>", "rgb(255, 255, 255)"],
  ])("keeps formatted mail legible in the dark: %s", async (name, html, expected) => {
    const [page, frame] = await show({ ...content, html, attachments: [] }, { dark: true });
    const inner = frame.frameLocator("iframe");
    await inner.getByText("Dear").first().waitFor();
    const ground = await inner.locator("html").evaluate((node) => getComputedStyle(node).backgroundColor);
    expect(ground).toBe(expected);
    await expectSound(page, `viewer-dark-${name.replaceAll(" ", "-")}`);
  });

  it("loads pictures after a click, those that travel safely, and does not say for which page", async () => {
    const [page, frame] = await show(illustrated, { report: soundly });
    const asked: Request[] = [];
    await page.context().route("https://pictures.example/**", async (route) => {
      asked.push(route.request());
      await route.fulfill({ body: Buffer.from(PICTURE), contentType: "image/png" });
    });
    await frame.getByText("2 pictures and styles").waitFor();
    await expectSound(page, "viewer-pictures-not-loaded");
    expect(asked).toEqual([]);
    await frame.getByRole("button", { name: "Load pictures" }).click();
    await expect.poll(() => asked.map((request) => request.url())).toEqual(["https://pictures.example/logo.png"]);
    expect(await asked[0]?.allHeaders()).not.toHaveProperty("referer");
    await frame.getByText("are loaded for this message").waitFor();
    await expectSound(page, "viewer-pictures-loaded");
  });

  it("never loads pictures that somebody could have put around what was encrypted", async () => {
    const [page, frame] = await show(illustrated);
    await frame.getByText("could give away what it says").waitFor();
    expect(await frame.getByRole("button", { name: "Load pictures" }).count()).toBe(0);
    await expectSound(page, "viewer-pictures-never");
  });

  it.each([
    ["never", unsoundly, 0],
    ["after a click", soundly, 1],
  ])("loads the pictures of a message that came inside an encrypted one: %s", async (_, report, buttons) => {
    const name = "order.eml";
    const file = { filename: name, contentType: "message/rfc822", size: 2, signed: true, isMessage: true };
    const script: Script = { "viewer/attached": { report: reports.verified, content: illustrated } };
    const [, frame] = await show({ ...content, attachments: [{ ...file, contentId: null }] }, { report, script });
    await frame.getByRole("button", { name: `Open ${name}` }).click();
    await frame.getByText("2 pictures and styles").waitFor();
    expect(await frame.getByRole("button", { name: "Load pictures" }).count()).toBe(buttons);
  });

  it("shows pictures that travel inside the message, and none that only say so", async () => {
    const file = { filename: "a.png", contentType: "image/png", size: 2, signed: true, isMessage: false };
    const ids = ["wax@x", "drawing@x"];
    const octets = [PICTURE, utf8("<svg xmlns='http://www.w3.org/2000/svg' onload='top.stolen=1'/>")];
    const [page, frame] = await show(
      {
        ...content,
        html: `<p>Dear Alice</p>${[...ids, "gone"].map((id) => `<img alt="${id}" src="cid:${id}">`).join("")}`,
        attachments: ids.map((contentId) => ({ ...file, contentId })),
      },
      { script: { "viewer/attachment": ({ index }) => ({ content: octets[index] ?? utf8("") }) } },
    );
    const inner = frame.frameLocator("iframe");
    await expect.poll(() => inner.getByAltText("wax@x").evaluate((node) => Reflect.get(node, "naturalWidth"))).toBe(1);
    for (const other of ["drawing@x", "gone"]) expect(await inner.getByAltText(other).getAttribute("src")).toBeNull();
    expect(await frame.getByText("on the internet").count()).toBe(0);
    expect(await page.evaluate(() => "stolen" in window)).toBe(false);
    await expectSound(page, "viewer-embedded-picture");
  });

  /** Shows one HTML after the other in one viewer, and tells what is left of each that could act. */
  const leftOf = async (payloads: readonly string[]): Promise<readonly (readonly string[])[]> => {
    let html = "<p>nothing yet</p>";
    const redeem = (): Reply<"viewer/redeem"> => {
      return { report: soundly, content: { ...content, html, attachments: [] }, alone: false, vault: unlocked, mark };
    };
    const [page, frame] = await show(content, { script: { "viewer/redeem": redeem } });
    const noises: string[] = [];
    page.on("dialog", (dialog) => {
      noises.push(dialog.message());
      void dialog.dismiss();
    });
    page.on("console", (line) => {
      if (/Blocked script execution|Refused to execute/.test(line.text())) noises.push(line.text());
    });
    const left: (readonly string[])[] = [];
    for (const [index, payload] of payloads.entries()) {
      html = `<p>payload ${index}</p>${payload}`;
      await announce(frame, "vault/changed", { state: "unlocked" });
      left.push(await frame.evaluate(actingIn, `payload ${index}`));
    }
    expect(noises).toEqual([]);
    expect(await page.evaluate(() => "stolen" in window)).toBe(false);
    return left;
  };

  it(`lets nothing out and runs nothing: ${EXFILTRATIONS.length} ways to try`, async () => {
    const left = await leftOf(EXFILTRATIONS.map(([, html]) => html));
    expect(EXFILTRATIONS.map(([name], index) => [name, left[index]]).filter(([, acts]) => acts?.length !== 0)).toEqual(
      [],
    );
  });

  it.skipIf(!hasCorpus("sanitiser"))(
    "leaves nothing of the sanitizer corpus (223 payloads) that could act",
    async () => {
      const corpus = corpusJson<readonly { readonly payload: string }[]>("sanitiser/dompurify-expect.json");
      expect(corpus.length).toBe(223);
      const left = await leftOf(corpus.map(({ payload }) => payload));
      expect(
        corpus.map(({ payload }, index) => [payload, left[index]]).filter(([, acts]) => acts?.length !== 0),
      ).toEqual([]);
    },
  );

  // Stands last: the browser completes its log when it is closed.
  it("has asked the network for our own pages, and for nothing else", async () => {
    const { origin } = theatre;
    await theatre.close();
    const log = readFileSync(netLog, "utf8");
    expect(log).toContain(`${origin}/pages/viewer/index.html`);
    expect(log).not.toContain(DOMAIN);
    const asked = [...log.matchAll(/"(?:url|host|hostname|origin)":"((?:https?|wss?|ftp):\/\/[^"]+)"/g)].map(
      ([, url = ""]) => new URL(url).host,
    );
    expect([...new Set(asked)].filter((host) => !EXPECTED.includes(host))).toEqual([new URL(origin).host]);
  });
});
