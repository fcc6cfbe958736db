/**
 * From the arrival of an original in the page to its badge: Waxwing, and the smallest extension there can be, in turns.
 * The clock starts when the browser has the last octet; it ends with the step after the badge was put into the page.
 */
import type { BrowserContext, Page } from "playwright-core";
import { GMAIL } from "../../test/replica/gmail/server.ts";
import { median } from "../measure.ts";

const ROUNDS = 25;
/** Milliseconds after which a page that was opened has nothing left to do. */
const REST = 1_000;

/** When the browser had the last octet of the original, in milliseconds since 1970; NaN before that. */
async function watchArrival(page: Page): Promise<() => number> {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send("Network.enable");
  const asked = new Map<string, number>();
  let arrived = Number.NaN;
  cdp.on("Network.requestWillBeSent", ({ requestId, request, wallTime, timestamp }) => {
    if (request.url.includes("view=att")) asked.set(requestId, wallTime - timestamp);
  });
  cdp.on("Network.loadingFinished", ({ requestId, timestamp }) => {
    const offset = asked.get(requestId);
    if (offset !== undefined) arrived = (offset + timestamp) * 1000;
  });
  return () => arrived;
}

/** Notes when the signature's chip is hidden, which is done in one task with the badge and after it. */
async function watchBadge(page: Page): Promise<() => Promise<number>> {
  await page.addInitScript(() => {
    const hidden = new Promise<number>((done) => {
      new MutationObserver((records) => {
        const chip = records.find(
          ({ target }) =>
            target instanceof HTMLElement && target.matches(".hq.gt, .hq.gt *") && target.style.display === "none",
        );
        if (chip !== undefined) done(performance.timeOrigin + performance.now());
      }).observe(document, { subtree: true, attributes: true, attributeFilter: ["style"] });
    });
    Object.assign(window, { hidden });
  });
  return () => page.evaluate(() => (window as unknown as { hidden: Promise<number> }).hidden);
}

type Way = (page: Page, fragment: string) => Promise<void>;

const LIST = "opened from the list";

/** How a message comes to be displayed. */
const WAYS = {
  [LIST]: async (page: Page, fragment: string) => {
    await page.goto(`${GMAIL}/mail/u/0/#inbox`);
    await page.waitForTimeout(REST);
    await page.evaluate((hash) => {
      location.hash = hash;
    }, fragment);
  },
  "while its page is loading": async (page: Page, fragment: string) => {
    await page.goto(`${GMAIL}/mail/u/0/${fragment}`);
  },
} as const satisfies Readonly<Record<string, Way>>;

async function arrivalToBadge(context: BrowserContext, fragment: string, way: Way): Promise<number> {
  const page = await context.newPage();
  const arrival = await watchArrival(page);
  const badge = await watchBadge(page);
  await way(page, fragment);
  const time = (await badge()) - arrival();
  await page.close();
  if (Number.isNaN(time)) throw new Error("The original was not seen to arrive");
  return time;
}

function milliseconds(times: readonly number[]): string {
  return `${median(times).toFixed(1)} | ${Math.min(...times).toFixed(0)} to ${Math.max(...times).toFixed(0)}`;
}

export interface Arriving {
  readonly id: string;
  /** As a row is to name it. */
  readonly size: string;
  /** Milliseconds in which the engine alone reads it. */
  readonly engine: number;
}

async function rowsOf(
  browsers: Readonly<Record<string, BrowserContext>>,
  [name, way]: readonly [string, Way],
  { id, size, engine }: Arriving,
): Promise<readonly string[]> {
  const times = Object.keys(browsers).map((): number[] => []);
  for (let round = -1; round < ROUNDS; round++)
    for (const [index, context] of Object.values(browsers).entries()) {
      const time = await arrivalToBadge(context, `#inbox/${id}`, way);
      if (round >= 0) times[index]?.push(time);
    }
  return Object.keys(browsers).map((browser, index) => {
    const own = times[index] ?? [];
    const cells = [size, name, browser, milliseconds(own), engine.toFixed(1), (median(own) / engine).toFixed(1)];
    return `| ${cells.join(" | ")} |`;
  });
}

/** @returns lines of a table: the first message in each way to be displayed, all others from the list; each browser by its name */
export async function arrivals(
  browsers: Readonly<Record<string, BrowserContext>>,
  [first, ...others]: readonly [Arriving, ...Arriving[]],
): Promise<readonly string[]> {
  const lines: string[] = [];
  for (const way of Object.entries(WAYS)) lines.push(...(await rowsOf(browsers, way, first)));
  for (const message of others) lines.push(...(await rowsOf(browsers, [LIST, WAYS[LIST]], message)));
  return lines;
}
