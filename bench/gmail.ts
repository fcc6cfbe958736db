/**
 * What the content script costs the replica of Gmail: the same walks with and without the extension, in turns, and the
 * time from an original's arrival to its badge beside the engine's own. `--write` puts the table into docs/.
 */
import { writeFileSync } from "node:fs";
import { randomBytes } from "node:crypto";
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
import { makeFloor } from "./arrival/floor-extension.ts";
import { type Arriving, arrivals } from "./arrival/section.ts";
import { median, medians } from "./measure.ts";
import { type Load, loadOf, noteLongTasks } from "./page-load.ts";

const ROWS = 1_000;
const CONVERSATION = 100;
const ROUNDS = 3;

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

function row(name: string, loads: readonly Load[]): string {
  const of = (part: (load: Load) => number): string => median(loads.map(part)).toFixed(0);
  const share = median(loads.map(({ extension, elapsed }) => (100 * extension) / elapsed)).toFixed(1);
  const cells = [of(({ elapsed }) => elapsed), of(({ busy }) => busy), of(({ longTasks }) => longTasks)];
  return `| ${[name, ...cells, of(({ longTime }) => longTime), of(({ extension }) => extension), `${share} %`].join(" | ")} |`;
}

const conversation = await fillMailbox();
const bare = await open("bare", null, replica);
const waxwing = await open("waxwing", resolve("dist/chrome"), replica);
const floor = await open("floor", await makeFloor(life.path("floor")), replica);
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

/** Octets of the attached file. */
const SIZES = { "1 kB": 0, "100 kB": 70_000, "1 MB": 700_000, "5 MB": 3_500_000 } as const;

function entityOf(octets: number): Buffer {
  if (octets === 0) return textEntity("Alone");
  const encoded = randomBytes(octets).toString("base64").replace(/.{76}/g, "$&\r\n");
  const file = `Content-Type: application/octet-stream; name="a.bin"\r\nContent-Transfer-Encoding: base64\r\nContent-Disposition: attachment; filename="a.bin"\r\n\r\n${encoded}`;
  const head = 'Content-Type: multipart/mixed; boundary="bench"\r\n';
  return Buffer.from(
    `${head}\r\n--bench\r\n${textEntity("With a file").toString()}\r\n--bench\r\n${file}\r\n--bench--\r\n`,
  );
}

async function arriving(size: keyof typeof SIZES): Promise<Arriving> {
  const signed = await signEntity(entityOf(SIZES[size]), bob, certificates.authority.intermediate);
  const { id, raw } = account.file(addressed(bob, alice, `Of ${size}`, signed), ["ARCHIVE"]);
  const read = async () => readMessage(raw, { keys: [], anchors: anchorsOf([]), certificates: [], now: Date.now() });
  const [engine = 0] = await medians([read], 21);
  return { id, size, engine };
}

const arrived = await arrivals({ "the floor": floor, Waxwing: waxwing }, [
  await arriving("1 kB"),
  await arriving("100 kB"),
  await arriving("1 MB"),
  await arriving("5 MB"),
]);

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
  "## From the arrival of the original to the badge",
  "",
  "At most twice the time in which the engine alone reads the same message (measured in Node) is the goal. The clock starts",
  "when the browser has the last octet of the original, before the page has any of them, and ends when the badge stands in the page.",
  "The floor is the smallest extension there can be, in the same run and in turns: it reads the octets, hands them to a worker that",
  "answers at once with nothing, and puts one element into the page. What it takes is the browser's own; no engine has run by then.",
  "Every line is a page of its own, in which nothing of an extension has run before.",
  "",
  "Where the floor alone is above the goal, no extension of this shape can reach it: the browser takes longer to hand the octets to",
  "the script in the page, and from there to the worker, than the engine takes to read them. A worker that fetched the original itself",
  "would save the second way, but it asks with the cookies of the ordinary session: in a private window, or in a container of",
  "Firefox's, with those of somebody else. So it does only where the page's own request failed.",
  "",
  "| signed message of | displayed | extension | to the badge, ms | fastest to slowest | the engine alone, ms | ratio |",
  "|---|---|---|---|---|---|---|",
  ...arrived,
  "",
];
console.log(lines.join("\n"));
if (process.argv.includes("--write")) writeFileSync("docs/speed-gmail.md", lines.join("\n"));
await Promise.all([bare.close(), waxwing.close(), floor.close()]);
await life.end();
process.exit(0);
