/** How long a key takes to be seen in the composer, idle and under load, beside a bare page of the same browser. */
import { readFileSync } from "node:fs";
import type { Frame, Page } from "playwright-core";
import { type Desk, openDesk } from "../../test/rig/desk.ts";
import { drop } from "../../test/rig/drop.ts";
import { until } from "../../test/rig/loopback.ts";
import { frameIn, openManager } from "../../test/rig/manager.ts";
import { latenciesOf, summary } from "./latency.ts";

const ROUNDS = 3;
const KEYS = 80;
const LARGE = 25_000_000;
const SAVE = "Save sealed message (.eml)";

/** Somewhere to type, with what happens meanwhile. */
interface Place {
  readonly name: string;
  /** The place without Waxwing that it is compared with. */
  readonly beside: string;
  readonly page: Page;
  readonly frame: Frame;
  /** Puts the cursor there. */
  readonly enter: () => Promise<void>;
  /** Begins what goes on beside; what it returns ends it. */
  readonly load?: () => Promise<() => Promise<void>>;
}

const BARE = "a bare page";
const BARE_LONG = "the same letter of 100 kB in a bare page";

/** A page that is nothing but an editable element. */
async function bare({ browser }: Desk, name: string, html: string): Promise<Place> {
  const page = await browser.context.newPage();
  await page.setContent(
    `<!doctype html><meta charset="utf-8"><title>Bare</title><div id="text" contenteditable style="min-height:300px">${html}</div>`,
  );
  const enter = async (): Promise<void> => {
    await page.bringToFront();
    await page.locator("#text").focus();
  };
  return { name, beside: name, page, frame: page.mainFrame(), enter };
}

async function knowBob({ browser, certificates }: Desk): Promise<void> {
  const manager = await openManager(browser, "Manager");
  await drop(manager.locator(".drop"), [{ name: "bob.pem", content: readFileSync(certificates.bob.certificate) }]);
  await manager.getByRole("button", { name: "Add to Waxwing…" }).click();
  await manager.getByRole("button", { name: "Add 1 person" }).click();
  await manager.getByText("Added.", { exact: false }).waitFor();
  await manager.close();
}

/** A composer of its own in a tab of its own, ready to be sealed. */
async function composer({ browser }: Desk, attached: number): Promise<readonly [Page, Frame]> {
  const page = await browser.context.newPage();
  await page.goto(browser.address("pages/manager/index.html#compose"));
  const frame = await frameIn(page, "composer");
  await frame.getByLabel("To", { exact: true }).fill("bob@example.org");
  await frame.getByLabel("To", { exact: true }).press("Enter");
  await frame.getByLabel("Subject").fill("Load");
  if (attached > 0) await attach(frame, attached);
  await until(async () => frame.getByRole("button", { name: SAVE }).isEnabled(), "the letter is not ready");
  return [page, frame];
}

/** As a drop does it: the octets are made in the page, for the debugger's line is none for megabytes. */
async function attach(frame: Frame, octets: number): Promise<void> {
  await frame.getByLabel("Files to attach").evaluate((input, size) => {
    const content = new Uint8Array(size);
    for (let at = 0; at < size; at += 65_536) crypto.getRandomValues(content.subarray(at, at + 65_536));
    const files = new DataTransfer();
    files.items.add(new File([content], "load.bin"));
    Object.assign(input, { files: files.files });
    input.dispatchEvent(new Event("change", { bubbles: true }));
  }, octets);
  await frame.getByText("load.bin", { exact: false }).first().waitFor();
}

/** About 100 kB of paragraphs, lists and quotes, pasted. */
async function pasteLong(frame: Frame): Promise<void> {
  await frame.getByLabel("Message").evaluate((text) => {
    const block = `<h2>Terms</h2><p>Some <b>bold</b> and <i>slanted</i> words, and <a href="https://example.org/">a link</a>. ${"More of them. ".repeat(12)}</p><ul><li>One</li><li>Two</li></ul><blockquote>Said before.</blockquote>`;
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/html", block.repeat(Math.ceil(100_000 / block.length)));
    text.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
  });
  await until(async () => (await frame.getByLabel("Message").innerText()).length > 50_000, "nothing was pasted");
}

/** One sealing after the other in this composer, until it is told to end. */
function sealing(frame: Frame): () => Promise<void> {
  const end = new AbortController();
  let sealed = 0;
  const work = (async () => {
    while (!end.signal.aborted) {
      await frame.getByRole("button", { name: SAVE }).click();
      await frame.getByRole("button", { name: "Save again" }).waitFor({ timeout: 60_000 });
      await frame.getByRole("button", { name: "Back to writing" }).click();
      sealed++;
    }
  })();
  return async () => {
    end.abort();
    await work;
    if (sealed < 2) throw new Error("nothing was sealed meanwhile");
  };
}

function message(page: Page, frame: Frame): () => Promise<void> {
  return async () => {
    await page.bringToFront();
    await frame.getByLabel("Message").focus();
  };
}

async function places(desk: Desk): Promise<readonly Place[]> {
  const [page, frame] = await composer(desk, 0);
  const [longPage, longFrame] = await composer(desk, 0);
  await pasteLong(longFrame);
  const [loadedPage, loadedFrame] = await composer(desk, LARGE);
  const [sealingPage, sealingFrame] = await composer(desk, LARGE);
  await sealingPage.waitForTimeout(2_000);
  const own = { beside: BARE, page, frame, enter: message(page, frame) };
  const long = await longFrame.getByLabel("Message").innerHTML();
  return [
    await bare(desk, BARE, ""),
    { name: "the composer, with its journal", ...own },
    await bare(desk, BARE_LONG, long),
    {
      name: "a formatted letter of 100 kB",
      beside: BARE_LONG,
      page: longPage,
      frame: longFrame,
      enter: message(longPage, longFrame),
    },
    {
      name: "a letter with 25 MB attached",
      beside: BARE,
      page: loadedPage,
      frame: loadedFrame,
      enter: message(loadedPage, loadedFrame),
    },
    {
      name: "the composer, while another letter of 25 MB is sealed",
      ...own,
      load: async () => sealing(sealingFrame),
    },
    {
      name: "the composer, while 25 MB come to it and into its journal",
      ...own,
      load: async () => {
        await attach(frame, LARGE);
        return async () => {
          await frame.getByRole("button", { name: /load\.bin/ }).click();
        };
      },
    },
  ];
}

function ratio(own: number, other: number): string {
  return (own / other).toFixed(2);
}

async function latencies({ page, frame, enter, load }: Place): Promise<readonly number[]> {
  await enter();
  const end = await load?.();
  if (load !== undefined) await enter();
  const times = await latenciesOf(frame, page.keyboard, KEYS);
  await end?.();
  return times;
}

export async function typingSection(): Promise<readonly string[]> {
  const desk = await openDesk();
  try {
    await knowBob(desk);
    const all = await places(desk);
    const times = new Map(all.map(({ name }) => [name, [] as number[]]));
    for (let round = 0; round < ROUNDS; round++)
      for (const place of all) times.get(place.name)?.push(...(await latencies(place)));
    return all.map(({ name, beside }) => {
      const { median, p95, worst } = summary(times.get(name) ?? []);
      const idle = summary(times.get(beside) ?? []);
      const cells = [median.toFixed(1), ratio(median, idle.median), p95.toFixed(1), ratio(p95, idle.p95)];
      return `| ${[name, ...cells, worst.toFixed(0)].join(" | ")} |`;
    });
  } finally {
    await desk.end();
  }
}
