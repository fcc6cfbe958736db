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
    await this.mail.getByRole("grid").waitFor();
  }

  /** In a page that is loaded anew, so that nothing of an earlier letter stands in it. */
  override async openInPreview(subject: string): Promise<void> {
    await this.mail.goto("about:blank");
    await this.mail.goto(`${GMAIL}/mail/u/0/#inbox`);
    await this.mail.locator(".bqe").getByText(subject, { exact: true }).click();
    await this.mail.getByRole("heading", { level: 2, name: subject, exact: true }).waitFor();
  }

  override openOnPage(subject: string): Promise<void> {
    return this.openInPreview(subject);
  }

  override async startReply(): Promise<void> {
    const reply = this.mail.locator(".ams", { hasText: "Reply" }).last();
    await reply.scrollIntoViewIfNeeded();
    await drawn(this.mail);
    await reply.click();
    await this.mail.locator(".M9").waitFor();
  }

  override async startLetter(): Promise<void> {
    await this.mail.getByRole("button", { name: "Compose", exact: true }).click();
    await this.mail.locator(".M9").waitFor();
  }

  override async send(): Promise<void> {
    const composer = await this.frame("composer");
    await composer.getByRole("button", { name: /^Send / }).click();
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
