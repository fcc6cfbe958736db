/** The operations in workers of Chromium: how far the renderer's process rises. */
import { createServer } from "node:http";
import { type Browser, chromium, type JSHandle } from "playwright-core";
import { findChromium } from "../../test/rig/browsers.mjs";
import { portOf } from "../../test/rig/loopback.ts";
import { bundle } from "../bundle.ts";
import { resetHighWater, residentMemory } from "./high-water.ts";
import { OPERATION_NAMES, type OperationName } from "./operations.ts";

type Files = ReadonlyMap<string, Uint8Array>;

async function served(files: Files, script: string) {
  const server = createServer(({ url = "/" }, response) => {
    const name = decodeURIComponent(url.slice(1));
    if (name === "") response.setHeader("Content-Type", "text/html").end("<!doctype html>");
    else if (name === "worker.js") response.setHeader("Content-Type", "text/javascript").end(script);
    else response.writeHead(files.has(name) ? 200 : 404).end(files.get(name));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { origin: `http://127.0.0.1:${portOf(server)}/`, close: () => server.close() };
}

type Word = { readonly prepare: string } | { readonly run: true };

/** Says something to the worker, and waits for "done". */
async function tell(worker: JSHandle<Worker>, word: Word): Promise<void> {
  const answer = await worker.evaluate(
    (inPage, said) =>
      new Promise<string>((resolve, reject) => {
        inPage.addEventListener("message", ({ data }: MessageEvent<string>) => resolve(data), { once: true });
        inPage.addEventListener("error", ({ message }) => reject(new Error(message)), { once: true });
        inPage.postMessage(said, []);
      }),
    word,
  );
  if (answer !== "done") throw new Error(answer);
}

/** Each page of its own site gets a process of its own: the newest one is this page's. */
async function rendererOf(browser: Browser): Promise<number> {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send("SystemInfo.getProcessInfo");
  await session.detach();
  return Math.max(...processInfo.filter(({ type }) => type === "renderer").map(({ id }) => id));
}

async function rise(origin: string, name: OperationName): Promise<number> {
  const args = ["--no-sandbox", "--disable-quic", "--disable-background-networking", "--js-flags=--expose-gc"];
  const browser = await chromium.launch({ executablePath: findChromium() ?? "", args });
  try {
    const page = await browser.newPage();
    await page.goto(origin);
    const worker = await page.evaluateHandle(() => new Worker("/worker.js"));
    await tell(worker, { prepare: name });
    const renderer = await rendererOf(browser);
    resetHighWater(renderer);
    const before = residentMemory(renderer, "VmRSS");
    await tell(worker, { run: true });
    return residentMemory(renderer, "VmHWM") - before;
  } finally {
    await browser.close();
  }
}

/** Octets by operation; null where no browser is found. */
export async function risesInChromium(files: Files): Promise<ReadonlyMap<OperationName, number> | null> {
  if (findChromium() === null) return null;
  const { origin, close } = await served(files, await bundle(new URL("worker.ts", import.meta.url)));
  try {
    const out = new Map<OperationName, number>();
    for (const name of OPERATION_NAMES) out.set(name, await rise(origin, name));
    return out;
  } finally {
    close();
  }
}
