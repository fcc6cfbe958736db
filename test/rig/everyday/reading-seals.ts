/** What is signed of a letter and what is not, what was rewritten outside, and what was checked. */
import assert from "node:assert/strict";
import type { Locator } from "playwright-core";
import type { Scene, Step } from "../main-job/scene.ts";
import { see } from "../closed-roots.ts";
import { FOOTER, INNER_SUBJECT, SIGNED_PART, SUBJECTS } from "./reading-letters.ts";

/** A line for each question, and nothing in it that only an expert knows. */
async function isPlain(line: Locator): Promise<void> {
  const [, said = ""] = await line.locator("span").allInnerTexts();
  assert.match(said, /^\S.+\.$/s);
  assert.doesNotMatch(said, /sha-?\d|rsa|pkcs|x\.?509|oaep|cn=/i);
}

async function explains({ alice }: Scene): Promise<void> {
  const viewer = await alice.frame("viewer");
  await viewer.locator(".top-bar .badge").click();
  const report = viewer.getByRole("region", { name: "What Waxwing found" });
  const lines = await report.locator(".checks > li").all();
  assert.equal(lines.length, 7);
  for (const line of lines) await isPlain(line);
  const facts = report.locator(".expert dl");
  assert.equal(await facts.isVisible(), false);
  await report.getByText("More", { exact: true }).click();
  const said = await facts.innerText();
  for (const fact of [/aes-256-gcm/i, /RSA/, /SHA-256/i, /Waxwing Demo CA Root/, /valid from \d{4}-/])
    assert.match(said, fact);
  await report.getByRole("button", { name: "Copy report" }).click();
  await report.getByText("Copied.", { exact: true }).waitFor();
  await viewer.getByRole("button", { name: "Find", exact: true }).click();
  const field = viewer.getByRole("searchbox");
  await field.press("ControlOrMeta+V");
  assert.match(await field.inputValue(), /bob@example\.org.*aes-256-gcm/i);
}

const PARTLY = /^Partly signed\b/;

async function drawsWhich({ alice }: Scene, subject: string): Promise<void> {
  await alice.openInPreview(subject);
  await alice.verdictBecomes(PARTLY);
  const viewer = await alice.frame("viewer");
  const parts = viewer.locator(".covered");
  await parts.last().waitFor();
  const drawn = await parts.evaluateAll((all) => all.map((part) => part.getAttribute("data-signed")));
  assert.deepEqual(drawn, ["true", "false"]);
  const [signed = "", added = ""] = await parts.allInnerTexts();
  assert.ok(signed.startsWith("Signed") && signed.includes("bob@example.org") && signed.includes(SIGNED_PART), signed);
  assert.ok(added.startsWith("Not signed") && added.includes(FOOTER), added);
  assert.ok(!signed.includes(FOOTER) && !added.includes(SIGNED_PART));
}

async function drawsAndSays(scene: Scene): Promise<void> {
  const { alice } = scene;
  await drawsWhich(scene, SUBJECTS.footed);
  await alice.picture(alice.mail, "partly-signed");
  await alice.toggleDetails();
  await see(alice.mail, "StaticText", /covers only part|added text that the signature does not cover/);
  await alice.toggleDetails();
}

async function standsSideBySide({ alice }: Scene): Promise<void> {
  await alice.openInPreview(SUBJECTS.rewritten);
  await alice.readInViewer();
  assert.match(await alice.verdict(), /^Warning\b.*bob@example\.org/);
  const viewer = await alice.frame("viewer");
  const table = viewer.locator(".differences table");
  assert.equal(await table.isVisible(), true);
  const sides = async (field: string): Promise<readonly string[]> =>
    table
      .locator("tr", { has: viewer.getByRole("rowheader", { name: field, exact: true }) })
      .locator("td bdi")
      .allInnerTexts();
  assert.deepEqual(await sides("Subject"), [SUBJECTS.rewritten, INNER_SUBJECT]);
  const [outer = "", inner = ""] = await sides("From");
  assert.match(outer, /carol@example\.org/);
  assert.match(inner, /bob@example\.org/);
  await alice.picture(alice.mail, "rewritten");
}

export const EXPLAINING: readonly Step[] = [
  { title: "Each check is a sentence, the facts are one press away, and the report can be copied", run: explains },
];

export const READING_SEALS: readonly Step[] = [
  {
    title: "Of a letter with a list's footer the viewer draws which part is signed, and the details say why",
    run: drawsAndSays,
  },
  { title: "Where it was encrypted too", run: (scene) => drawsWhich(scene, SUBJECTS.sealedAndFooted) },
  { title: "A subject and a sender that were rewritten outside stand beside those inside", run: standsSideBySide },
];
