/** How Alice wants her letters to begin and whom she believes, as she sets it in the popup. */
import type { Page } from "playwright-core";
import type { Issuer } from "../certificates.ts";
import type { Scene, Step } from "../main-job/scene.ts";

/** Stands below each new letter. */
export const CLOSING = "Alice Adler, Wax and Wings";

const openCard = (popup: Page, card: string) => popup.getByRole("heading", { name: card, exact: true }).click();

const trusted = (popup: Page, { name }: Issuer) => popup.getByRole("listitem").filter({ hasText: `${name} Root` });

async function sets({ alice, rig }: Scene): Promise<void> {
  await alice.inPopup(async (popup) => {
    await openCard(popup, "Writing");
    const closing = popup.getByLabel("Text below new messages");
    await closing.fill(CLOSING);
    await closing.blur();
    await popup.getByLabel("Encrypt whenever everybody can be encrypted for").check();
    await popup.getByLabel("Hide signed text from programs without S/MIME").check();
    // The worker has kept all that by the time it has looked into a file and added what was in it.
    await openCard(popup, "Authorities");
    await popup.getByLabel("Drop an authority's certificate here").setInputFiles(rig.certificates.stranger.root);
    await popup.getByRole("button", { name: "Trust this authority" }).click();
    await trusted(popup, rig.certificates.stranger).locator("summary").waitFor();
  });
}

export const PREFERENCES: readonly Step[] = [
  {
    title:
      "Alice sets, in the popup, that letters are encrypted when everybody can, how signatures travel, and her closing words; and trusts Dora's authority",
    run: sets,
  },
];

/** Dora's authority is trusted no longer, and of Carol only a certificate is known that ran out. */
export async function thinksAgain({ alice, rig }: Scene): Promise<void> {
  const { carolBefore, stranger } = rig.certificates;
  await alice.inPopup(async (popup) => {
    await openCard(popup, "People");
    await popup.getByLabel("Drop a certificate here").setInputFiles(carolBefore.certificate);
    await popup.getByRole("button", { name: "Add 1 person" }).click();
    await openCard(popup, "Authorities");
    const row = trusted(popup, stranger);
    await row.locator("summary").click();
    await row.getByRole("button", { name: `Remove ${stranger.name} Root` }).click();
    await popup.getByRole("button", { name: "Stop trusting" }).click();
    await row.waitFor({ state: "detached" });
  });
}
