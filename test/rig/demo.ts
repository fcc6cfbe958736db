/**
 * `npm run demo`: a mailbox full of telling mail, a webmail, and a browser with Waxwing. Says what to click and runs until
 * Ctrl+C; with --headless, or where there is no display, walks the whole main job itself. The webmail is a replica of
 * Gmail; with --webmail roundcube it is a real Roundcube. What either needs is installed and built here, and not in
 * package.json, for npm hands its arguments to the last command of a script alone.
 */
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { picture } from "./browser.ts";
import { isStaged, type Play, PLAYS } from "./plays.ts";

const hasDisplay = process.platform !== "linux" || ["DISPLAY", "WAYLAND_DISPLAY"].some((name) => process.env[name]);

/** @returns whether it ended well */
function runs(script: string, ...words: readonly string[]): boolean {
  return spawnSync(process.execPath, [join(import.meta.dirname, script), ...words], { stdio: "inherit" }).status === 0;
}

/** @returns whether every step came out as its title says */
async function walk({ steps, scene: { rig, watches } }: Play): Promise<boolean> {
  for (const [index, { title, run }] of steps.entries()) {
    const count = `${String(index + 1).padStart(2)}/${steps.length}`;
    try {
      await run();
      console.log(`${count}  ok      ${title}`);
    } catch (error) {
      console.log(`${count}  failed  ${title}\n${error instanceof Error ? error.stack : String(error)}`);
      for (const [who, { page }] of watches.entries())
        await picture(page, `${rig.album}/when-it-failed-${who + 1}`).catch(() => {});
      return false;
    }
  }
  return true;
}

async function walkAlone(play: Play): Promise<boolean> {
  const done = await walk(play);
  await play.scene.end(!done);
  console.log(`\n${done ? "Everything came out as it should." : "It did not come out as it should."}`);
  if (!done && play.logs !== null) console.log(`What the servers logged is in ${play.logs}.`);
  console.log("Pictures of each step are in screenshots/demo/.");
  return done;
}

/** Both people's windows, at the webmail's door. */
async function standBy({ scene, directions }: Play): Promise<boolean> {
  console.log(directions);
  const people = [scene.alice, await scene.bob()];
  for (const person of people) await person.comeToTheDoor();
  await Promise.all(people.map(({ browser }) => new Promise((resolve) => browser.context.once("close", resolve))));
  await scene.end();
  return true;
}

async function demo(): Promise<boolean> {
  const { values } = parseArgs({ options: { headless: { type: "boolean" }, webmail: { type: "string" } } });
  const { webmail = "gmail", headless = !hasDisplay } = values;
  if (!isStaged(webmail)) throw new Error(`--webmail takes one of: ${Object.keys(PLAYS).join(", ")}`);
  if (!runs("provision.mjs", "demo", webmail) || !runs("build.mjs")) return false;
  if (headless)
    console.log(
      `${hasDisplay ? "" : "There is no display here. "}Walking the main job in browsers without a window.\n`,
    );
  const play = await PLAYS[webmail](headless);
  return headless ? walkAlone(play) : standBy(play);
}

const done = await demo().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error));
  return false;
});
process.exit(done ? 0 : 1);
