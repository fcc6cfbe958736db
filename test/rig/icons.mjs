// Renders public/icons/waxwing.svg to the sizes the manifest names. Run by hand after the drawing changed:
//   node test/rig/icons.mjs
import { readFileSync, writeFileSync } from "node:fs";
import { chromium } from "playwright-core";
import { findChromium } from "./browsers.mjs";

const SIZES = [16, 32, 48, 128];
const FOLDER = "public/icons";
const drawing = readFileSync(`${FOLDER}/waxwing.svg`, "utf8");

const browser = await chromium.launch({
  executablePath: findChromium() ?? "",
  args: ["--no-sandbox"],
});
for (const size of SIZES) {
  const page = await browser.newPage({ viewport: { width: size, height: size } });
  await page.setContent(`<style>body{margin:0}svg{display:block;width:${size}px;height:${size}px}</style>${drawing}`);
  writeFileSync(`${FOLDER}/${size}.png`, await page.screenshot({ omitBackground: true }));
  await page.close();
}
await browser.close();
