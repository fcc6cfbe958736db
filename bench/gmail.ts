/**
 * What the content script costs the replica of Gmail: the same walks with and without the extension, in turns, and the
 * time from an original's arrival to its badge beside the engine's own. `--write` puts the table into docs/.
 */
import { writeFileSync } from "node:fs";
import { arch, cpus, platform } from "node:os";
import { resolve } from "node:path";
import { type BrowserContext, chromium, type Page } from "playwright-core";
import { readMessage } from "../src/smime/read-message.ts";
import { anchorsOf } from "../src/smime/x509/trust-anchor.ts";
import { Account, PostOffice } from "../test/replica/gmail/mailbox.ts";
import { GMAIL, type Replica, startReplica } from "../test/replica/gmail/server.ts";
import { findChromium } from "../test/rig/browsers.mjs";
import { type Certificates, makeCertificates } from "../test/rig/certificates.ts";
import { addressed, signEntity, textEntity } from "../test/rig/letters.ts";
import { Lifetime } from "../test/rig/lifetime.ts";
import { medians } from "./measure.ts";
import { type Load, loadOf, noteLongTasks } from "./page-load.ts";

const ROWS = 1_000;
const CONVERSATION = 100;
const ROUNDS = 3;
const ARRIVALS = 15;

const life = new Lifetime("waxwing-bench-gmail");
const certificates = await makeCertificates(life);
const { alice, bob } = certificates;
const account = new Account(alice.address, alice.name);
const replica = await startReplica(life, new PostOffice([account]));

async function signedLetter({ authority }: Certificates, text: string): Promise<Buffer> {
  return addressed(bob, alice, "Long", await signEntity(textEntity(text), bob, authority.intermediate));
}

/** @returns the id of the conversation */
async function fillMailbox(): Promise<string> {
  for (let n = 0; n < ROWS; n++)
    account.file(addressed(bob, alice, `Row ${n}`, Buffer.from(`Content-Type: text/plain\r\n\r\nText ${n}\r\n`)), [
      "INBOX",
    ]);
  const first = account.file(await signedLetter(certificates, "First"), ["ARCHIVE"]);
  for (let n = 1; n < CONVERSATION; n++)
    account.file(
      await signedLetter(certificates, `Message ${n}.\n\n${"A line of it.\n".repeat(20)}`),
      ["ARCHIVE"],
      first.id,
    );
  return first.id;
}

function open(name: string, extension: string | null, { browserArguments }: Replica): Promise<BrowserContext> {
  const own = extension === null ? [] : [`--disable-extensions-except=${extension}`, `--load-extension=${extension}`];
  return chromium.launchPersistentContext(life.path("profiles", name), {
    executablePath: findChromium() ?? "",
    headless: true,
    chromiumSandbox: process.getuid?.() !== 0,
    viewport: { width: 1280, height: 900 },
    ignoreDefaultArgs: ["--disable-extensions"],
    args: ["--no-first-run", "--disable-quic", "--disable-background-networking", ...browserArguments, ...own],
  });
}

async function scroll(page: Page, steps: number): Promise<void> {
  await page.mouse.move(640, 450);
  for (let step = 0; step < steps; step++) {
    await page.mouse.wheel(0, 600);
    await page.mouse.move(640 + (step % 5) * 20, 450);
    await page.waitForTimeout(30);
  }
}

interface Walk {
  readonly name: string;
  readonly opening: (page: Page) => Promise<void>;
  readonly scrolling: (page: Page) => Promise<void>;
}

/** Until the last badge of a conversation is there, and as long without. */
const SETTLING = 3_000;

async function openAt(page: Page, address: string, selector: string, count: number): Promise<void> {
  await page.goto(`${GMAIL}/mail/u/0/${address}`);
  await page
    .locator(selector)
    .nth(count - 1)
    .waitFor({ state: "attached" });
  await page.waitForTimeout(SETTLING);
}

const WALKS: readonly Walk[] = [
  {
    name: `the list, ${ROWS} rows`,
    opening: (page) => openAt(page, "#inbox", "tr.zA", ROWS),
    scrolling: (page) => scroll(page, 60),
  },
  {
    name: `a conversation of ${CONVERSATION} signed messages`,
    opening: (page) => openAt(page, `?expand=1#inbox/${conversation}`, ".adn", CONVERSATION),
    scrolling: (page) => scroll(page, 60),
  },
];

type Loads = Readonly<Record<"opened" | "scrolled", Load>>;

async function walk(context: BrowserContext, { opening, scrolling }: Walk): Promise<Loads> {
  const page = await context.newPage();
  await noteLongTasks(page);
  const opened = await loadOf(page, () => opening(page));
  const scrolled = await loadOf(page, () => scrolling(page));
  await page.close();
  return { opened, scrolled };
}

function middle(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

function row(name: string, loads: readonly Load[]): string {
  const of = (part: (load: Load) => number): string => middle(loads.map(part)).toFixed(0);
  const share = middle(loads.map(({ extension, elapsed }) => (100 * extension) / elapsed)).toFixed(1);
  const cells = [of(({ elapsed }) => elapsed), of(({ busy }) => busy), of(({ longTasks }) => longTasks)];
  return `| ${[name, ...cells, of(({ longTime }) => longTime), of(({ extension }) => extension), `${share} %`].join(" | ")} |`;
}

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

/** Milliseconds from the arrival of the original in the page to its verdict there, which hides the signature's chip. */
async function arrivalToBadge(context: BrowserContext, id: string): Promise<number> {
  const page = await context.newPage();
  const arrival = await watchArrival(page);
  await page.addInitScript(() => {
    const hidden = new Promise<number>((done) => {
      new MutationObserver((records) => {
        const chip = records.find(
          ({ target }) => target instanceof HTMLElement && target.matches(".hq.gt") && target.style.display === "none",
        );
        if (chip !== undefined) done(performance.timeOrigin + performance.now());
      }).observe(document, { subtree: true, attributes: true, attributeFilter: ["style"] });
    });
    Object.assign(window, { hidden });
  });
  await page.goto(`${GMAIL}/mail/u/0/#inbox/${id}`);
  const shown = await page.evaluate(() => (window as unknown as { hidden: Promise<number> }).hidden);
  const time = shown - arrival();
  await page.close();
  if (Number.isNaN(time)) throw new Error("The original was not seen to arrive");
  return time;
}

async function arrivals(context: BrowserContext): Promise<string> {
  const alone = account.file(await signedLetter(certificates, "Alone"), ["ARCHIVE"]);
  const times: number[] = [];
  for (let n = 0; n <= ARRIVALS; n++) {
    const time = await arrivalToBadge(context, alone.id);
    if (n > 0) times.push(time);
  }
  const read = async () =>
    readMessage(alone.raw, { keys: [], anchors: anchorsOf([]), certificates: [], now: Date.now() });
  const [engine = 0] = await medians([read], 21);
  const [fast = 0, slow = 0] = [times.toSorted((a, b) => a - b)[0], times.toSorted((a, b) => a - b).at(-1)];
  const spread = `${fast.toFixed(0)} to ${slow.toFixed(0)}`;
  return `| one signed message | ${middle(times).toFixed(1)} | ${spread} | ${engine.toFixed(1)} |`;
}

const conversation = await fillMailbox();
const bare = await open("bare", null, replica);
const waxwing = await open("waxwing", resolve("dist/chrome"), replica);
const loads: string[] = [];
for (const one of WALKS) {
  const [without, with_]: [Loads[], Loads[]] = [[], []];
  for (let round = -1; round < ROUNDS; round++) {
    const pair = [await walk(bare, one), await walk(waxwing, one)] as const;
    if (round < 0) continue;
    without.push(pair[0]);
    with_.push(pair[1]);
  }
  for (const phase of ["opened", "scrolled"] as const)
    loads.push(
      row(
        `${one.name}, ${phase}, without`,
        without.map((load) => load[phase]),
      ),
      row(
        `${one.name}, ${phase}, with`,
        with_.map((load) => load[phase]),
      ),
    );
}

const lines = [
  "# Speed in Gmail",
  "",
  "What the content script costs the main thread of the replica of Gmail (`test/replica/gmail`), which is lighter than Gmail:",
  "only the difference between two lines of one run means something. Each opens its page anew. Medians of interleaved",
  `runs, under the profiler. Opening ends ${SETTLING / 1000} s after the last row or message is there, when every badge is; scrolling`,
  "comes after it. Measured by `npm run bench -- gmail --write`.",
  "",
  `${platform()} ${arch()}, ${cpus().length} cores.`,
  "",
  "| walk | elapsed, ms | main thread busy, ms | long tasks | their sum, ms | in extension's functions, ms | share of elapsed |",
  "|---|---|---|---|---|---|---|",
  ...loads,
  "",
  "From the arrival of the original in the page to the badge, beside the engine's own time for the same octets in Node:",
  "",
  "| message | to the badge, ms | fastest to slowest | engine, ms |",
  "|---|---|---|---|",
  await arrivals(waxwing),
  "",
];
console.log(lines.join("\n"));
if (process.argv.includes("--write")) writeFileSync("docs/speed-gmail.md", lines.join("\n"));
await Promise.all([bare.close(), waxwing.close()]);
await life.end();
process.exit(0);
