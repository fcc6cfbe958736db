/** Somebody at a browser: logs in to the webmail, reads and writes there, and works Waxwing's popup. */
import type { Frame, Locator, Page } from "playwright-core";
import { type Browser, openBrowser, picture } from "./browser.ts";
import type { Holder, KeyFile } from "./certificates.ts";
import { click, look, see } from "./closed-roots.ts";
import { until } from "./loopback.ts";
import type { Folder } from "./mailbox.ts";
import { MAIL_PASSWORD, type Rig } from "./rig.ts";
import { askForComposePage } from "./compose-page.ts";

export type Intent = "Sign" | "Encrypt" | "Sign & encrypt";

export interface Written {
  readonly text: string;
  /** Paths of files. */
  readonly attachments?: readonly string[];
}

/** Where a person's webmail is, and where pictures of it go. */
export type Workplace = Pick<Rig, "album"> & { readonly webmail: Pick<Rig["webmail"], "url"> };

export class Person {
  readonly who: Holder;
  readonly browser: Browser;
  readonly #rig: Workplace;
  /** The tab with the webmail. */
  mail: Page;

  constructor(who: Holder, browser: Browser, rig: Workplace, mail: Page) {
    this.who = who;
    this.browser = browser;
    this.#rig = rig;
    this.mail = mail;
  }

  // --- the webmail

  /** As far as it goes without the password. */
  async comeToTheDoor(): Promise<void> {
    await this.mail.goto(this.#rig.webmail.url);
    await this.mail.getByRole("textbox", { name: "Username" }).fill(this.who.address);
  }

  /** At the address the rig gives, unless told another. */
  async logIn(address = this.#rig.webmail.url): Promise<void> {
    await this.mail.goto(address);
    await this.mail.getByRole("textbox", { name: "Username" }).fill(this.who.address);
    await this.mail.getByRole("textbox", { name: "Password" }).fill(MAIL_PASSWORD);
    await this.mail.getByRole("button", { name: "Login" }).click();
    await this.mail.getByRole("button", { name: "Refresh" }).waitFor();
  }

  async #list(folder: Folder): Promise<void> {
    await this.mail.goto(`${this.#rig.webmail.url}/?_task=mail&_mbox=${folder}`);
  }

  /** The line of a letter in the message list; of the newest where several have the subject. */
  #line(subject: string): Locator {
    return this.mail.locator("#messagelist").getByRole("link", { name: subject, exact: true }).first();
  }

  /** Shows a letter beside the list. */
  async openInPreview(subject: string, folder: Folder = "INBOX"): Promise<void> {
    await this.#list(folder);
    await this.#line(subject).click();
  }

  /** Shows the answer to a letter of this person's. */
  openAnswer(subject: string): Promise<void> {
    return this.openInPreview(`Re: ${subject}`);
  }

  /** Shows a letter on a page of its own. */
  async openOnPage(subject: string, folder: Folder = "INBOX"): Promise<void> {
    await this.#list(folder);
    const address = await this.#line(subject).getAttribute("href");
    await this.mail.goto(new URL(address ?? "", this.mail.url()).href);
  }

  /** Where the letter that is shown stands: the page itself, or the preview's frame in it. */
  letter(): Frame {
    return this.mail.frame({ name: "messagecontframe" }) ?? this.mail.mainFrame();
  }

  async #startBy(name: RegExp): Promise<void> {
    await this.mail.getByRole("button", { name }).click(); // its icon is a letter of the name
    await this.mail.waitForURL(/_action=compose/);
  }

  startReply(): Promise<void> {
    return this.#startBy(/^\W*Reply$/);
  }

  startReplyToAll(): Promise<void> {
    return this.#startBy(/^\W*Reply all$/);
  }

  startForward(): Promise<void> {
    return this.#startBy(/^\W*Forward$/);
  }

  async startLetter(): Promise<void> {
    await askForComposePage(this.mail, `${this.#rig.webmail.url}/?_task=mail&_action=compose`);
  }

  // --- Waxwing in the webmail

  /** The whole verdict on the shown letter, as the badge says it to those who hear it. */
  async verdict(): Promise<string> {
    const { name } = await see(this.mail, "button", /^Waxwing:\s*/);
    return name.replace(/^Waxwing:\s*/, "");
  }

  /** Waits until the badge says so. */
  async verdictBecomes(pattern: RegExp): Promise<void> {
    await until(async () => pattern.test(await this.verdict()), `The badge does not come to say ${pattern}`);
  }

  async hasBadge(): Promise<boolean> {
    return (await look(this.mail, "button", /^Waxwing:\s*/)) !== null;
  }

  async toggleDetails(): Promise<void> {
    await click(this.mail, "button", /^Waxwing:\s*/);
  }

  /** One of Waxwing's pages inside the webmail's. */
  async frame(page: "viewer" | "composer"): Promise<Frame> {
    const path = `/pages/${page}/index.html`;
    const shown = () => this.mail.frames().find((frame) => frame.url().includes(path));
    return until(() => shown() ?? null, `Waxwing's ${page} does not open`);
  }

  /** Everything the viewer shows of the letter in front. */
  async readInViewer(): Promise<string> {
    const viewer = await this.frame("viewer");
    await viewer.locator(".text-body, iframe.html-body").waitFor();
    const around = await viewer.getByRole("main").innerText();
    const formatted = viewer.locator("iframe.html-body");
    if ((await formatted.count()) === 0) return around;
    const inside = await formatted.contentFrame().locator("body").innerText();
    // An empty block with a break in it, one line to the eye, is two in a browser's text.
    return `${around}\n${inside.replaceAll("\n\n\n", "\n\n")}`;
  }

  /** Asks for the keys from within a locked letter, and unlocks them in the browser's own window. */
  async unlockFromViewer(passphrase: string): Promise<void> {
    const viewer = await this.frame("viewer");
    await this.unlockOnceAsked(passphrase, () =>
      viewer.getByRole("button", { name: "Unlock to read", exact: true }).click(),
    );
  }

  /** Does what asks for the keys, and unlocks them in the browser's own window that this opens. */
  async unlockOnceAsked(passphrase: string, ask: () => Promise<void>): Promise<void> {
    const opened = this.browser.context.waitForEvent("page");
    await ask();
    const window = await opened;
    await window.getByRole("textbox", { name: "Passphrase", exact: true }).fill(passphrase);
    const closed = window.waitForEvent("close");
    await window.getByRole("button", { name: "Unlock", exact: true }).click();
    await closed;
  }

  /** Saves an attachment from the viewer. @returns where the browser put it */
  async saveAttachment(name: string): Promise<string> {
    const viewer = await this.frame("viewer");
    const download = this.mail.waitForEvent("download");
    await viewer.getByRole("button", { name: `Save ${name}` }).click();
    return (await download).path();
  }

  /** Opens Waxwing's composer over the native one and writes above what is quoted there. */
  async write(intent: Intent, { text, attachments = [] }: Written): Promise<void> {
    await click(this.mail, "button", new RegExp(`^${intent}$`));
    await this.writeInComposer({ text, attachments });
  }

  /** Answers the letter that the viewer shows by the viewer's own button, and waits for Waxwing's composer. */
  async answerInViewer(button: "Reply" | "Reply all" | "Forward"): Promise<void> {
    const viewer = await this.frame("viewer");
    await viewer.getByRole("button", { name: button, exact: true }).click();
    await (await this.frame("composer")).getByRole("textbox", { name: "Message" }).waitFor();
  }

  /** Writes above what is quoted in Waxwing's composer, which stands open. */
  async writeInComposer({ text, attachments = [] }: Written): Promise<void> {
    const composer = await this.frame("composer");
    const body = composer.getByRole("textbox", { name: "Message" });
    await body.waitFor();
    await body.press("ControlOrMeta+Home");
    await body.pressSequentially(`${text}\n\n`);
    for (const path of attachments) {
      const chooser = this.mail.waitForEvent("filechooser");
      await composer.getByRole("button", { name: /^Attach/ }).click();
      await (await chooser).setFiles(path);
    }
  }

  /** Sends what stands in the composer, and waits until the webmail is back. */
  async send(): Promise<void> {
    await this.clickSend();
    await this.isSent();
  }

  async clickSend(): Promise<void> {
    const composer = await this.frame("composer");
    await composer.getByRole("button", { name: /^Send / }).click();
  }

  /** Waits until the webmail is back. */
  async isSent(): Promise<void> {
    await this.mail.waitForURL((url) => !url.search.includes("_action=compose"), { timeout: 30_000 });
  }

  // --- Waxwing's popup

  /** Opens the popup over the webmail, works in it, and closes it. */
  async inPopup<T>(work: (popup: Page) => Promise<T>): Promise<T> {
    const popup = await this.browser.popup(this.mail);
    try {
      return await work(popup);
    } catch (error) {
      await this.picture(popup, "popup-when-it-failed").catch(() => {});
      throw error;
    } finally {
      if (!popup.isClosed()) await popup.close();
    }
  }

  /** Lets Waxwing work on the webmail that is in front. */
  async useWaxwingHere(): Promise<void> {
    await this.inPopup(async (popup) => {
      await popup.getByRole("button", { name: /^Use Waxwing on / }).click();
      await popup.getByText(/^Waxwing now works on /).waitFor();
    });
  }

  /**
   * Imports a key file through the popup and, where `trust` says so, trusts the authority it came with.
   * @returns what the popup said the file holds
   */
  async importKeyFile(file: KeyFile, passphrase: string, trust: boolean): Promise<string> {
    return this.inPopup(async (popup) => {
      const chooser = popup.waitForEvent("filechooser");
      await popup.getByRole("button", { name: "Choose a file", exact: true }).click();
      await (await chooser).setFiles(file.path);
      await popup.getByRole("textbox", { name: "Password of this file" }).fill(file.password);
      await popup.getByRole("button", { name: "Open", exact: true }).click();
      await popup.getByRole("heading", { name: "This file holds your key" }).waitFor();
      const preview = await popup.getByRole("main").innerText();
      await this.picture(popup, "import");
      await popup.getByRole("textbox", { name: "Passphrase", exact: true }).fill(passphrase);
      await popup.getByRole("textbox", { name: "Passphrase again" }).fill(passphrase);
      await popup.getByRole("button", { name: "Save", exact: true }).click();
      await popup.getByRole("heading", { name: "Saved" }).waitFor();
      await popup.getByRole("button", { name: trust ? "Trust this authority" : "Not now" }).click();
      await popup.getByRole("button", { name: "Done" }).click();
      return preview;
    });
  }

  async lock(): Promise<void> {
    await this.inPopup(async (popup) => {
      await popup.getByRole("button", { name: "Lock", exact: true }).click();
      await popup.getByText("Locked", { exact: true }).waitFor();
    });
  }

  async unlock(passphrase: string): Promise<void> {
    await this.inPopup(async (popup) => {
      await popup.getByRole("textbox", { name: "Passphrase", exact: true }).fill(passphrase);
      await popup.getByRole("button", { name: "Unlock", exact: true }).click();
      await popup.getByText(/^Unlocked until /).waitFor();
    });
  }

  /** A picture of what this person sees. */
  async picture(page: Page, name: string): Promise<void> {
    await picture(page, `${this.#rig.album}/${this.who.name.split(" ")[0]?.toLowerCase()}-${name}`);
  }

  leave(): Promise<void> {
    return this.browser.close();
  }
}

export interface Arrival {
  readonly extension: string;
  readonly headless?: boolean;
  readonly proxy?: string;
  /** Name of the browser profile; the person's address unless told. */
  readonly profile?: string;
}

/** Sits down at a browser of their own; coming again continues the same profile. */
export async function arrive(rig: Rig, who: Holder, { extension, headless, proxy, profile }: Arrival): Promise<Person> {
  const browser = await openBrowser(rig.life, {
    name: profile ?? who.address,
    extension,
    headless: headless ?? true,
    ...(proxy === undefined ? {} : { proxy }),
  });
  const [first] = browser.context.pages();
  return new Person(who, browser, rig, first ?? (await browser.context.newPage()));
}
