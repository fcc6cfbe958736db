/** Alice and Bob at the replica of Gmail, with Waxwing as it is shipped: no host is granted that its manifest does not name. */
import type { Page } from "playwright-core";
import { Account, PostOffice } from "../replica/gmail/mailbox.ts";
import { GMAIL, type Replica, startReplica } from "../replica/gmail/server.ts";
import type { Settings } from "../replica/gmail/settings.ts";
import { openBrowser } from "./browser.ts";
import { type Certificates, makeCertificates } from "./certificates.ts";
import { type Letter, type Letters, writeLetters } from "./letters.ts";
import { Lifetime } from "./lifetime.ts";
import { Person } from "./person.ts";

export interface GmailHouse {
  readonly life: Lifetime;
  readonly certificates: Certificates;
  readonly letters: Letters;
  readonly replica: Replica;
  readonly alice: Person;
  /** Empties Alice's mailbox, delivers the letter there, shows it in this shape of Gmail. */
  show(letter: Letter, settings?: Partial<Settings>): Promise<void>;
  /** Loads Alice's mailbox, in her first account unless told. */
  visit(fragment?: string, index?: number): Promise<void>;
  end(): Promise<void>;
}

export interface GmailWishes {
  readonly album?: string;
  readonly aliases?: readonly string[];
  readonly dark?: boolean;
}

export async function openGmail({ album = "gmail", aliases = [] }: GmailWishes = {}): Promise<GmailHouse> {
  const life = new Lifetime("waxwing-gmail");
  try {
    const certificates = await makeCertificates(life);
    const letters = await writeLetters(certificates);
    const { alice, bob } = certificates;
    const office = new PostOffice([
      new Account(alice.address, alice.name, aliases),
      new Account(bob.address, bob.name),
    ]);
    const replica = await startReplica(life, office);
    const wishes = { name: "gmail", extension: "dist/chrome", arguments: replica.browserArguments };
    const browser = await openBrowser(life, wishes);
    const mail = browser.context.pages()[0] ?? (await browser.context.newPage());
    const person = new Person(alice, browser, { album, webmail: { url: GMAIL } }, mail);
    const visit = async (fragment = "#inbox", index = 0): Promise<void> => {
      await mail.goto("about:blank");
      await mail.goto(`${GMAIL}/mail/u/${index}/${fragment}`);
    };
    const show = async (letter: Letter, settings: Partial<Settings> = {}): Promise<void> => {
      Object.assign(replica.settings, settings);
      const [account] = office.accounts;
      account?.messages.splice(0);
      const [stored] = office.deliver(letter.raw, [alice.address]);
      await visit(`#inbox/${stored?.id ?? ""}`);
    };
    return { life, certificates, letters, replica, alice: person, show, visit, end: () => life.end() };
  } catch (error) {
    await life.end();
    throw error;
  }
}

/** Everything that Gmail's server was told so far, as one text. */
export function toldTo({ requests }: Replica): Buffer {
  return Buffer.concat(requests.flatMap(({ url, body }) => [Buffer.from(`${url}\n`), body, Buffer.from("\n")]));
}

/** Without the badge of a message that needs none: long enough for one that would come. */
export async function settled(page: Page): Promise<void> {
  await page.waitForTimeout(1_500);
}
