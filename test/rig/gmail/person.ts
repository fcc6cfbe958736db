/** Somebody at a browser with the replica of Gmail. What Waxwing's own windows ask is the same in every webmail. */
import type { Page } from "playwright-core";
import { GMAIL } from "../../replica/gmail/server.ts";
import { drawn } from "../closed-roots.ts";
import { until } from "../loopback.ts";
import { Person } from "../person.ts";

export class GmailPerson extends Person {
  /** Google's sign-in asks for no password; the window is this person's, and so it offers nobody else. */
  override async comeToTheDoor(): Promise<void> {
    await this.mail.goto(GMAIL);
    const address = new URL(this.mail.url());
    address.searchParams.set("login_hint", this.who.address);
    await this.mail.goto(address.href);
    await this.mail.getByRole("link", { name: this.who.address }).waitFor();
  }

  override async logIn(): Promise<void> {
    await this.comeToTheDoor();
    await this.mail.getByRole("link", { name: this.who.address }).click();
    await this.mail.getByRole("grid").waitFor({ state: "attached" }); // with nothing in it, it has no height
  }

  /** In a page that is loaded anew, so that nothing of an earlier letter stands in it. */
  override async openInPreview(subject: string): Promise<void> {
    await this.mail.goto("about:blank");
    await this.mail.goto(`${GMAIL}/mail/u/0/#inbox`);
    await this.mail.locator(".bqe").getByText(subject, { exact: true }).first().click();
    await this.mail.getByRole("heading", { level: 2, name: subject, exact: true }).waitFor();
  }

  override openOnPage(subject: string): Promise<void> {
    return this.openInPreview(subject);
  }

  /** It stands in the conversation, below the letter. */
  override openAnswer(subject: string): Promise<void> {
    return this.openInPreview(subject);
  }

  async #startBy(button: "bkH" | "bkI" | "bkG"): Promise<void> {
    const start = this.mail.locator(`.ams.${button}`).last();
    await start.scrollIntoViewIfNeeded();
    await drawn(this.mail);
    await start.click();
    await this.mail.locator(".M9").waitFor();
  }

  override startReply(): Promise<void> {
    return this.#startBy("bkH");
  }

  override startReplyToAll(): Promise<void> {
    return this.#startBy("bkI");
  }

  override startForward(): Promise<void> {
    return this.#startBy("bkG");
  }

  override async startLetter(): Promise<void> {
    await this.mail.getByRole("button", { name: "Compose", exact: true }).click();
    await this.mail.locator(".M9").waitFor();
  }

  override async isSent(): Promise<void> {
    const gone = () => !this.mail.frames().some((frame) => frame.url().includes("/pages/composer/"));
    await until(gone, "Waxwing's composer stays open", 30);
  }

  // --- sending through Gmail

  async enterClientId(id: string): Promise<void> {
    await this.inPopup(async (popup) => {
      await popup.getByRole("heading", { name: "Gmail", exact: true }).click();
      await popup.getByRole("textbox", { name: "Client ID" }).fill(id);
      await popup.getByRole("button", { name: "Save client ID" }).click();
      await popup.getByText("Set up by you.").waitFor();
      await this.picture(popup, "registration");
    });
  }

  #nextWindow(): Promise<Page> {
    return this.browser.context.waitForEvent("page");
  }

  /** From the composer that stands open, in the browser's own window and at Google's sign-in. */
  async connect(): Promise<void> {
    const composer = await this.frame("composer");
    const opened = this.#nextWindow();
    await composer.getByRole("button", { name: "Connect to Gmail" }).click();
    const window = await opened;
    const asked = this.#nextWindow();
    await window.getByRole("button", { name: "Connect to Gmail" }).click();
    const google = await asked;
    await google.getByText("A program asks for").waitFor();
    await this.picture(google, "permission");
    await google.getByRole("link", { name: `allow ${this.who.address}`, exact: true }).click();
    await composer.getByText("Connected to Gmail").waitFor();
  }
}
