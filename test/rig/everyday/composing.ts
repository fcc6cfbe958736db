/** What a person does in Waxwing's composer, whichever webmail it stands in. */
import type { Frame, Locator } from "playwright-core";
import { click } from "../closed-roots.ts";
import { until } from "../loopback.ts";
import type { Intent, Person } from "../person.ts";

export function messageIn(composer: Frame): Locator {
  return composer.getByRole("textbox", { name: "Message" });
}

/** Opens the composer over the native form that is in front. */
export async function openComposer(person: Person, intent: Intent): Promise<Frame> {
  await click(person.mail, "button", new RegExp(`^${intent}$`));
  const composer = await person.frame("composer");
  await messageIn(composer).waitFor();
  return composer;
}

export function addTo(composer: Frame, address: string): Promise<void> {
  return composer.getByLabel("To", { exact: true }).fill(`${address},`);
}

/** Writes above what stands there. */
export async function writeAbove(composer: Frame, text: string): Promise<void> {
  const body = messageIn(composer);
  await body.press("ControlOrMeta+Home");
  await body.pressSequentially(text);
}

export function isKept(composer: Frame): Promise<void> {
  return composer.getByText("Kept on this device, sealed.").waitFor();
}

/** The way out of the composer; its frame goes with the last click, sometimes before the browser has said that it was clicked. */
export async function leaveBy(person: Person, button: string, confirmation: string): Promise<void> {
  const composer = await person.frame("composer");
  await composer.getByRole("button", { name: button, exact: true }).click();
  void composer
    .getByRole("button", { name: confirmation, exact: true })
    .click()
    .catch(() => {});
  const gone = () => !person.mail.frames().some((frame) => frame.url().includes("/pages/composer/"));
  await until(gone, "Waxwing's composer stays open");
}

/** Goes on with the letter that was begun here before. */
export async function goOn(composer: Frame): Promise<void> {
  await composer.getByRole("button", { name: /^Continue the letter / }).click();
}
