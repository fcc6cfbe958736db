/** A formatted letter, looked at closely: what it may fetch, how it reads in the dark, as plain text and on paper. */
import assert from "node:assert/strict";
import type { FrameLocator, Locator } from "playwright-core";
import { until } from "../loopback.ts";
import type { Scene, Step } from "../main-job/scene.ts";
import type { Person } from "../person.ts";
import { FILES, PICTURE_ADDRESS, SUBJECTS, TEXT } from "./reading-letters.ts";

/** WCAG's for text of ordinary size. */
const LEAST_CONTRAST = 4.5;

const LOAD = "Load pictures";

/** Runs in the browser: the colour of the element's text, and of what it is painted on. */
function shadesOf(element: Element): readonly string[] {
  let ground: Element | null = element;
  while (ground !== null && /^rgba\(.*, 0\)$/.test(getComputedStyle(ground).backgroundColor))
    ground = ground.parentElement;
  return ground === null ? [] : [getComputedStyle(element).color, getComputedStyle(ground).backgroundColor];
}

/** WCAG 2.2's, of an opaque colour as a browser computes it. */
function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = (colour.match(/[\d.]+/g) ?? []).map((value) => {
    const part = Number(value) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

async function isLegible(text: Locator): Promise<void> {
  const shades = await text.evaluate(shadesOf);
  assert.equal(shades.length, 2, "it stands on nothing that is painted");
  const [dark = 0, light = 0] = shades.map(luminance).toSorted((one, other) => one - other);
  const contrast = (light + 0.05) / (dark + 0.05);
  assert.ok(contrast >= LEAST_CONTRAST, `${shades.join(" on ")} is a contrast of ${contrast} only`);
}

async function shownBody(person: Person): Promise<FrameLocator> {
  const viewer = await person.frame("viewer");
  return viewer.locator("iframe.html-body").contentFrame();
}

async function fetchesNothing({ alice, elsewhere }: Scene): Promise<void> {
  await alice.openInPreview(SUBJECTS.full);
  assert.ok((await alice.readInViewer()).includes(TEXT));
  assert.match(await alice.verdict(), /^Verified\b.*bob@example\.org.*Encrypted/);
  const viewer = await alice.frame("viewer");
  await viewer.getByText("1 picture or style on the internet was not loaded.", { exact: false }).waitFor();
  await viewer.getByRole("button", { name: LOAD }).waitFor();
  assert.deepEqual(elsewhere.hosts, []);
}

/** A server of the test's own answers in the place of the pictures'. */
async function loadsWhenTold({ alice, elsewhere }: Scene): Promise<void> {
  assert.deepEqual(elsewhere.hosts, []);
  const asked: string[] = [];
  const { context } = alice.browser;
  await context.route(PICTURE_ADDRESS, (route) => {
    asked.push(route.request().url());
    return route.fulfill({ body: FILES.picture.content, contentType: FILES.picture.type });
  });
  await (await alice.frame("viewer")).getByRole("button", { name: LOAD }).click();
  const picture = (await shownBody(alice)).locator("img");
  const isDrawn = () => picture.evaluate((image: HTMLImageElement) => image.complete && image.naturalWidth === 1);
  await until(isDrawn, "The picture on the internet is not drawn");
  assert.deepEqual(asked, [PICTURE_ADDRESS]);
  await context.unroute(PICTURE_ADDRESS);
}

async function foldsItsQuote({ alice }: Scene): Promise<void> {
  const body = await shownBody(alice);
  const quote = body.locator("blockquote");
  assert.equal(await quote.isVisible(), false);
  await body.getByText("Quoted text", { exact: true }).click();
  await quote.waitFor();
}

async function readsInTheDark({ alice }: Scene): Promise<void> {
  await alice.mail.emulateMedia({ colorScheme: "dark" });
  const body = await shownBody(alice);
  assert.equal(await body.locator("html").evaluate(() => matchMedia("(prefers-color-scheme: dark)").matches), true);
  for (const text of [body.locator(".note"), body.locator("blockquote p").first()]) await isLegible(text);
  const viewer = await alice.frame("viewer");
  await isLegible(viewer.locator(".protected-headers h2"));
  await alice.picture(alice.mail, "in-the-dark");
}

/** Ends in the light, as it began. */
async function readsPlain({ alice }: Scene): Promise<void> {
  const viewer = await alice.frame("viewer");
  await viewer.getByRole("button", { name: "Show as plain text" }).click();
  const text = viewer.locator(".text-body", { hasText: TEXT });
  await text.waitFor();
  assert.equal(await viewer.locator("iframe.html-body").count(), 0);
  await isLegible(text);
  await viewer.getByRole("button", { name: "Show with formatting" }).click();
  await (await shownBody(alice)).locator(".note").waitFor();
  await alice.mail.emulateMedia({ colorScheme: null });
}

async function goesOnPaper({ alice }: Scene): Promise<void> {
  const viewer = await alice.frame("viewer");
  await viewer.getByRole("button", { name: "Print" }).click();
  const paper = viewer.frameLocator("iframe.print-paper");
  const head = await paper.locator("header").innerText();
  assert.match(head, new RegExp(`${SUBJECTS.full}[^]*From[^]*bob@example\\.org[^]*To[^]*alice@example\\.org`));
  assert.match(head, /Cc[^]*carol@example\.org[^]*Date/);
  const printed = paper.locator(".message [lang]").first();
  assert.ok((await printed.evaluate((one) => one.shadowRoot?.textContent ?? "")).includes(TEXT));
}

async function neverLoads({ alice, elsewhere }: Scene): Promise<void> {
  await alice.openInPreview(SUBJECTS.unauthenticated);
  assert.ok((await alice.readInViewer()).includes(TEXT));
  const viewer = await alice.frame("viewer");
  await viewer.getByText("They cannot be loaded here", { exact: false }).waitFor();
  assert.equal(await viewer.getByRole("button", { name: LOAD }).count(), 0);
  assert.deepEqual(elsewhere.hosts, []);
}

export const READING_FORMATTED: readonly Step[] = [
  { title: "Alice opens a formatted letter: nothing of it is fetched from the internet", run: fetchesNothing },
  { title: "Its long quote is folded, and opens", run: foldsItsQuote },
  { title: "It is legible in the dark, in the colours it brought", run: readsInTheDark },
  { title: "As plain text too, a click away", run: readsPlain },
  { title: "Printed, its subject and its people stand above it", run: goesOnPaper },
  { title: "Its picture on the internet is fetched at her click, and not before", run: loadsWhenTold },
];

export const NEVER_LOADING: readonly Step[] = [
  { title: "A letter whose encryption does not show changes cannot fetch its picture at all", run: neverLoads },
];
