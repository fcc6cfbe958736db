/** The viewer's own Reply all and Forward, at a letter that only the viewer can show. */
import assert from "node:assert/strict";
import type { Scene, Step } from "../main-job/scene.ts";
import { leaveBy, messageIn } from "./composing.ts";
import { FILES, SUBJECTS, TEXT } from "./reading-letters.ts";

async function begin({ alice }: Scene, button: "Reply all" | "Forward") {
  await alice.openInPreview(SUBJECTS.full);
  await alice.answerInViewer(button);
  const composer = await alice.frame("composer");
  assert.equal(await composer.getByLabel("Encrypt", { exact: true }).isChecked(), true);
  assert.ok((await messageIn(composer).innerText()).includes(TEXT), "what only the viewer shows is not quoted");
  return composer;
}

/** Roundcube goes to another page then. */
async function discards({ alice }: Scene): Promise<void> {
  await leaveBy(alice, "Discard", "Discard message");
  await alice.mail.waitForURL(({ search }) => !search.includes("_action=compose"));
}

async function repliesToAll(scene: Scene): Promise<void> {
  const composer = await begin(scene, "Reply all");
  const chips = composer.locator(".recipients .chip");
  assert.match((await chips.allInnerTexts()).join("\n"), /bob@example\.org[^]*carol@example\.org/);
  assert.equal(await chips.count(), 2);
  await discards(scene);
}

async function forwards(scene: Scene): Promise<void> {
  const composer = await begin(scene, "Forward");
  assert.equal(await composer.getByLabel("Subject").inputValue(), `Fwd: ${SUBJECTS.full}`);
  for (const { name } of Object.values(FILES)) await composer.getByText(name, { exact: false }).first().waitFor();
  await discards(scene);
}

export const READING_ANSWERS: readonly Step[] = [
  {
    title: "Alice presses the viewer's Reply all: Bob and Carol are taken over, and the text is quoted",
    run: repliesToAll,
  },
  { title: "She presses its Forward: the text and all the files come along", run: forwards },
];
