/** Runs the comparison in a worker of the Chromium that the tests use. */
import { createServer } from "node:http";
import { chromium, type Page } from "playwright-core";
import { findChromium } from "../../test/rig/browsers.mjs";
import { portOf } from "../../test/rig/loopback.ts";
import { bundle } from "../bundle.ts";
import { type Material, SIZES, type Timing } from "./cases.ts";

interface SentMaterial {
  readonly pkcs8: readonly number[];
  readonly certificate: readonly number[];
}

/** One size in a worker of its own. */
function measure(page: Page, material: SentMaterial, size: number): Promise<readonly Timing[]> {
  return page.evaluate(
    ([sent, index]) =>
      new Promise<readonly Timing[]>((resolve, reject) => {
        const worker = new Worker("/worker.js");
        worker.addEventListener("message", ({ data }: MessageEvent<readonly Timing[]>) => resolve(data));
        worker.addEventListener("error", ({ message }) => reject(new Error(message)));
        const octets = { pkcs8: Uint8Array.from(sent.pkcs8), certificate: Uint8Array.from(sent.certificate) };
        worker.postMessage({ material: octets, size: index }, []);
      }),
    [material, size] as const,
  );
}

/** Null where no browser is found. */
export async function timingsInChromium({ pkcs8, certificate }: Material): Promise<readonly Timing[] | null> {
  const executablePath = findChromium();
  if (executablePath === null) return null;
  const script = await bundle(new URL("worker.ts", import.meta.url));
  const server = createServer(({ url }, response) => {
    const isScript = url === "/worker.js";
    response.setHeader("Content-Type", isScript ? "text/javascript" : "text/html");
    // The browser tells the time exactly only where nothing of another origin can listen.
    response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
    response.setHeader("Cross-Origin-Embedder-Policy", "require-corp");
    response.end(isScript ? script : "<!doctype html>");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const args = ["--no-sandbox", "--disable-quic", "--disable-background-networking", "--no-first-run"];
  const browser = await chromium.launch({ executablePath, args });
  try {
    const page = await browser.newPage();
    await page.goto(`http://127.0.0.1:${portOf(server)}/`);
    const sent = { pkcs8: [...pkcs8], certificate: [...certificate] };
    const timings: Timing[] = [];
    for (const size of SIZES.keys()) timings.push(...(await measure(page, sent, size)));
    return timings;
  } finally {
    await browser.close();
    server.close();
  }
}
