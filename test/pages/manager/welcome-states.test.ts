import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { composing, context } from "../stage/frame-script.ts";
import { furnished, withKeyFile } from "../stage/popup-script.ts";
import { openedTheatre } from "../stage/opened-theatre.ts";
import { SIZES } from "../stage/sizes.ts";
import { expectSound } from "../stage/sound.ts";
import { frameOf, refuseWith, type Script, theatreIsPossible } from "../stage/theatre.ts";

const firstLetter: Script = {
  ...composing,
  "composer/first": { ticket: "ticket" as never },
  "composer/redeem": {
    ...context,
    intent: "sign",
    to: [context.from],
    subject: "My first signed message",
    text: "Hello,",
    mayHaveBeenSaved: false,
    answersEncrypted: false,
    delivery: { kind: "file" },
    alone: true,
  },
};
const KEY_FILE = { name: "alice.p12", mimeType: "application/x-pkcs12", buffer: Buffer.from("key file") };

describe.skipIf(!theatreIsPossible)("the first steps in Chromium", () => {
  const theatre = openedTheatre();

  const show = (script: Script, width = 900, dark = false): Promise<Page> =>
    theatre.show("pages/manager/index.html#welcome", { script, width, dark, height: 760 });

  it.each(SIZES)("ask for a key file, and say where one comes from: $name", async ({ name, width, dark }) => {
    const page = await show({ ...withKeyFile, ...firstLetter }, width, dark);
    await page.getByText("Drop your .p12 file here").waitFor();
    await page.getByText("I have no key file yet").click();
    await expectSound(page, `welcome-${name}`);
  });

  it.each(SIZES)("go from the key to the letter by themselves: $name", async ({ name, width, dark }) => {
    const page = await show({ ...withKeyFile, ...firstLetter }, width, dark);
    await page.locator("input[type=file][accept*='.p12']").setInputFiles(KEY_FILE);
    await page.getByLabel("Password of this file").fill("sesame");
    await page.keyboard.press("Enter");
    await page.getByLabel("Passphrase", { exact: true }).fill("correct horse");
    await page.getByLabel("Passphrase again").fill("correct horse");
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("Do you trust Example Corp CA").waitFor();
    await expectSound(page, `welcome-authority-${name}`);
    await page.getByRole("button", { name: "Not now" }).click();
    await expect.poll(() => page.frames().some((frame) => frame.url().includes("/pages/composer/"))).toBe(true);
    const composer = await frameOf(page, "composer");
    await composer.getByRole("button", { name: "Save sealed message (.eml)" }).waitFor();
    await expectSound(page, `welcome-letter-${name}`);
  });

  it("wait for a click where the key was there before, and say why nothing can be written", async () => {
    const page = await show({
      ...furnished,
      ...firstLetter,
      "composer/first": refuseWith("vault/not-created", {}),
    });
    await page.getByText("Your key is here.").waitFor();
    await expectSound(page, "welcome-with-key");
    await page.getByRole("button", { name: "Write a signed message" }).click();
    await page.getByRole("alert").waitFor();
    await expectSound(page, "welcome-refused");
  });
});
