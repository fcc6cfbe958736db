/** From the click on Send to the first request of the transport, and to the answer that the letter left, in Roundcube. */
import { randomBytes } from "node:crypto";
import { writeFileSync } from "node:fs";
import type { Frame, Page } from "playwright-core";
import { type House, openHouse } from "../../test/rig/house.ts";
import { until } from "../../test/rig/loopback.ts";
import { SECRETS } from "../../test/rig/main-job/scene.ts";
import { median } from "../measure.ts";

const ROUNDS = 5;

interface Size {
  readonly name: string;
  readonly attached: number;
  readonly text: string;
}

const SIZES: readonly Size[] = [
  { name: "10 kB of text", attached: 0, text: "Ten thousand octets of it.\n".repeat(370) },
  { name: "25 MB attached", attached: 25_000_000, text: "With it.\n" },
];

/** Milliseconds from the click. */
interface Times {
  readonly start: number;
  readonly whole: number;
}

interface Requests {
  /** When the browser made the first request of this kind since the click, and had the answer to the last. */
  readonly started: (kind: RegExp) => number | null;
  readonly answered: (kind: RegExp) => number | null;
  forget(): void;
}

async function watch(page: Page): Promise<Requests> {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send("Network.enable");
  const asked = new Map<string, { url: string; at: number; offset: number; done: number | null }>();
  cdp.on("Network.requestWillBeSent", ({ requestId, request, wallTime, timestamp }) => {
    const offset = wallTime - timestamp;
    if (!asked.has(requestId)) asked.set(requestId, { url: request.url, at: wallTime * 1000, offset, done: null });
  });
  cdp.on("Network.responseReceived", ({ requestId, timestamp }) => {
    const one = asked.get(requestId);
    if (one !== undefined) one.done = (one.offset + timestamp) * 1000;
  });
  const of = (kind: RegExp) => [...asked.values()].filter(({ url }) => kind.test(url));
  return {
    started: (kind) => of(kind)[0]?.at ?? null,
    answered: (kind) => of(kind).at(-1)?.done ?? null,
    forget: () => asked.clear(),
  };
}

/** When the next click in this document comes, in milliseconds since 1970; told by the console, for the page goes away. */
async function nextClick(page: Page, frame: Frame): Promise<() => Promise<number>> {
  let at: number | null = null;
  page.on("console", (message) => {
    const [, told] = /^clicked at ([\d.]+)$/.exec(message.text()) ?? [];
    if (told !== undefined) at = Number(told);
  });
  await frame.evaluate(() =>
    document.addEventListener(
      "click",
      ({ timeStamp }) => console.info(`clicked at ${performance.timeOrigin + timeStamp}`),
      { capture: true, once: true },
    ),
  );
  return () => until(() => at, "no click was heard");
}

interface Sending {
  readonly press: () => Promise<void>;
  readonly frame: Frame;
  /** The first request of the transport, and the one whose answer says that the letter left. */
  readonly first: RegExp;
  readonly last: RegExp;
}

async function timesOf(page: Page, requests: Requests, { press, frame, first, last }: Sending): Promise<Times> {
  const clicked = await nextClick(page, frame);
  requests.forget();
  await press();
  const at = await clicked();
  const whole = await until(() => requests.answered(last), "the letter does not leave", 120);
  const start = requests.started(first);
  if (start === null) throw new Error("the transport was not seen to start");
  await page.waitForURL((url) => !url.search.includes("_action=compose"), { timeout: 60_000 });
  return { start: start - at, whole: whole - at };
}

async function begin({ alice }: House): Promise<void> {
  await alice.startLetter();
  const page = alice.mail;
  await page.locator("textarea[name=_to]").evaluate((field, to) => Object.assign(field, { value: to }), BOB);
  await page.locator("input[name=_subject]").fill("Load");
}

const BOB = "bob@example.org";

async function native(house: House, requests: Requests, { text }: Size, path: string | null): Promise<Times> {
  await begin(house);
  const page = house.alice.mail;
  await page.locator("textarea[name=_message]").fill(text);
  if (path !== null) {
    await page.locator("input[type=file][name='_attachments[]']").first().setInputFiles(path);
    await page.locator("#attachment-list li").getByText("load.bin").waitFor({ timeout: 60_000 });
    await until(async () => (await page.locator("#attachment-list li.uploading").count()) === 0, "still uploading", 60);
  }
  const send = page.locator("button.send:visible").first();
  return timesOf(page, requests, {
    press: () => send.click(),
    frame: page.mainFrame(),
    first: /[?&]_task=mail/,
    last: /[?&]_task=mail.*_unlock=/,
  });
}

async function sealed(house: House, requests: Requests, { text }: Size, path: string | null): Promise<Times> {
  await begin(house);
  const { alice } = house;
  await alice.write("Sign & encrypt", { text: "", attachments: path === null ? [] : [path] });
  const composer = await alice.frame("composer");
  await composer.getByRole("textbox", { name: "Message" }).fill(text);
  if (path !== null) await composer.getByText("load.bin", { exact: false }).first().waitFor();
  const send = composer.getByRole("button", { name: "Send signed and encrypted" });
  await until(() => send.isEnabled(), "the letter is not ready");
  // What is typed is read and kept by then, and the letter has been in sight.
  await alice.mail.waitForTimeout(3_000);
  return timesOf(alice.mail, requests, {
    press: () => send.click(),
    frame: composer,
    first: /_action=(?:search|import)/,
    last: /_action=bounce/,
  });
}

function middle(times: readonly Times[]): Times {
  return { start: median(times.map(({ start }) => start)), whole: median(times.map(({ whole }) => whole)) };
}

function ratio(one: number, two: number): string {
  return (one / two).toFixed(2);
}

function row(name: string, letter: Times, other: Times): string {
  const cells = [other.start.toFixed(0), letter.start.toFixed(0), ratio(letter.start, other.start)];
  const whole = [other.whole.toFixed(0), letter.whole.toFixed(0), ratio(letter.whole, other.whole)];
  return `| ${[name, ...cells, ...whole, ratio(letter.start, other.whole)].join(" | ")} |`;
}

export async function sendingSection(): Promise<readonly string[]> {
  const house = await openHouse({ letters: ["signed"] });
  try {
    const { alice, rig } = house;
    await alice.logIn();
    await alice.useWaxwingHere();
    await alice.importKeyFile(rig.certificates.aliceFile, SECRETS.alicePassphrase, true);
    await alice.openInPreview(rig.letters.signed.subject);
    await alice.verdictBecomes(/^Verified\b/);
    const requests = await watch(alice.mail);
    const rows: string[] = [];
    for (const size of SIZES) {
      const path = size.attached === 0 ? null : rig.life.path("load.bin");
      if (path !== null) writeFileSync(path, randomBytes(size.attached));
      const [unsealed, letters]: [Times[], Times[]] = [[], []];
      for (let round = -1; round < ROUNDS; round++) {
        const [one, two] = [await native(house, requests, size, path), await sealed(house, requests, size, path)];
        if (round < 0) continue;
        unsealed.push(one);
        letters.push(two);
      }
      rows.push(row(size.name, middle(letters), middle(unsealed)));
    }
    return rows;
  } finally {
    await house.end();
  }
}
