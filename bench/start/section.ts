/** How long the worker's first answer takes after a cold start, beside a warm one, in Chromium with the built extension. */
import { existsSync } from "node:fs";
import { createServer } from "node:http";
import type { Page } from "playwright-core";
import { type Browser, openBrowser } from "../../test/rig/browser.ts";
import { findChromium } from "../../test/rig/browsers.mjs";
import { Lifetime } from "../../test/rig/lifetime.ts";
import { portOf, until } from "../../test/rig/loopback.ts";
import { median } from "../measure.ts";
import { makeMaterial, type Material } from "../material.ts";
import { signedMail } from "../signed-mail.ts";
import { withProbe } from "./extension.ts";

const ROUNDS = 25;
/** After a start, the first answer of a kind; before the warm ones are counted. */
const WARM_UP = 10;

type Ask = "message/open" | "message/closed";

async function took(page: Page, ask: Ask): Promise<number> {
  await page.evaluate((name) => {
    delete document.body.dataset["took"];
    document.body.dataset["ask"] = name;
  }, ask);
  const answer = await until(() => page.evaluate(() => document.body.dataset["took"] ?? null), "no answer");
  if (Number.isNaN(Number(answer))) throw new Error(answer);
  return Number(answer);
}

interface Times {
  readonly open: number;
  readonly closed: number;
}

/** Medians of both, asked in turns, so that noise falls on both alike; `ready` before each. */
async function timesOf(page: Page, ready: () => Promise<void>, warmUp: number): Promise<Times> {
  const [open, closed]: [number[], number[]] = [[], []];
  for (let round = -warmUp; round < ROUNDS; round++)
    for (const [ask, times] of [["message/closed", closed] as const, ["message/open", open] as const]) {
      await ready();
      const time = await took(page, ask);
      if (round >= 0) times.push(time);
    }
  return { open: median(open), closed: median(closed) };
}

/** The authority trusted and the site let in, as the popup does it. */
async function prepare(browser: Browser, origin: string, { authority }: Material): Promise<void> {
  const surface = await browser.context.newPage();
  await surface.goto(browser.address("pages/popup/index.html"));
  const ask = (request: string, body: Readonly<Record<string, unknown>>) =>
    surface.evaluate(
      async ([name, fields]) => {
        const bodyOf = Object.entries(fields).map(([key, value]) => [
          key,
          Array.isArray(value) ? Uint8Array.from(value) : value,
        ]);
        const message = {
          waxwing: "request",
          probe: Uint8Array.of(0x57, 0x58),
          request: name,
          body: Object.fromEntries(bodyOf),
        };
        const { chrome } = globalThis as unknown as {
          chrome: { runtime: { sendMessage(message: unknown): Promise<object> } };
        };
        const answer = await chrome.runtime.sendMessage(message);
        if (!("reply" in answer)) throw new Error(JSON.stringify(answer));
      },
      [request, body] as const,
    );
  const digest = await crypto.subtle.digest("SHA-256", authority.der);
  await ask("authority/add", { file: [...authority.der], fingerprint: Buffer.from(digest).toString("hex") });
  await ask("site/enable", { origin });
  await surface.close();
}

async function measure(): Promise<{ readonly cold: Times; readonly warm: Times }> {
  const life = new Lifetime("waxwing-bench");
  const server = createServer((_, response) =>
    response.setHeader("Content-Type", "text/html").end("<!doctype html><body>"),
  );
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  try {
    const origin = `http://127.0.0.1:${portOf(server)}`;
    const material = makeMaterial();
    const raw = await signedMail(material.key, Date.now());
    const browser = await openBrowser(life, { name: "start", extension: await withProbe(life.path("extension")) });
    await prepare(browser, origin, material);
    const page = await browser.context.newPage();
    await page.goto(origin);
    await page.evaluate((octets) => void (document.body.dataset["raw"] = octets), Buffer.from(raw).toString("base64"));
    const warm = await timesOf(page, async () => {}, WARM_UP);
    return { warm, cold: await timesOf(page, () => browser.killWorker(), 0) };
  } finally {
    server.close();
    await life.end();
  }
}

export async function startSection(): Promise<readonly string[]> {
  const title = ["## A cold start", ""];
  if (findChromium() === null) return [...title, "No Chromium was found.", ""];
  if (!existsSync("dist/chrome/manifest.json")) throw new Error("No built extension: npm run build");
  const { cold, warm } = await measure();
  const own = cold.open - cold.closed + warm.closed;
  const row = (what: string, time: number): string =>
    `| ${what} | ${time.toFixed(1)} | ${(time / warm.open).toFixed(2)} |`;
  return [
    ...title,
    "The same signed mail, asked for by a content script of Chromium with the built extension, until the answer is there: with the",
    "worker running, and with the worker killed before. The browser's own start of a worker shows in a request that does next to nothing",
    "(`message/closed`); the third row is what is left without it, and what the goal of 2 is for. Much of it is V8, which compiles functions",
    "when they first run. Its hint to compile all of them with the script (`//# allFunctionsCalledOnLoad`) takes 10 ms from the third row and",
    "adds 24 to the start: an answer would be later, so it is not given.",
    "",
    "| first answer | ms | to a warm one |",
    "|---|---|---|",
    row("`message/open`, warm", warm.open),
    row("`message/open`, cold, the browser's start of the worker included", cold.open),
    row("`message/open`, cold, without that", own),
    row("`message/closed`, warm", warm.closed),
    row("`message/closed`, cold", cold.closed),
    "",
  ];
}
