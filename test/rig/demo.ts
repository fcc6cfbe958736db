/**
 * `npm run demo`: a mailbox full of telling mail, a real webmail, and a browser with Waxwing. Says what to click and runs
 * until Ctrl+C; with --headless, or where there is no display, walks the whole main job itself.
 */
import { directions } from "./directions.ts";
import { type House, openHouse } from "./house.ts";
import { ROUNDCUBE_JOB } from "./main-job/main-job.ts";
import type { Scene } from "./main-job/scene.ts";

const hasDisplay = process.platform !== "linux" || ["DISPLAY", "WAYLAND_DISPLAY"].some((name) => process.env[name]);
const headless = process.argv.includes("--headless") || !hasDisplay;

/** @returns whether every step came out as its title says */
async function walk(scene: Scene): Promise<boolean> {
  for (const [index, { title, run }] of ROUNDCUBE_JOB.entries()) {
    const count = `${String(index + 1).padStart(2)}/${ROUNDCUBE_JOB.length}`;
    try {
      await run(scene);
      console.log(`${count}  ok      ${title}`);
    } catch (error) {
      console.log(`${count}  failed  ${title}\n${error instanceof Error ? error.stack : String(error)}`);
      await scene.alice.picture(scene.alice.mail, "when-it-failed").catch(() => {});
      return false;
    }
  }
  return true;
}

async function walkAlone(): Promise<boolean> {
  console.log(`${hasDisplay ? "" : "There is no display here. "}Walking the main job in browsers without a window.\n`);
  const house = await openHouse({ album: "demo" });
  const done = await walk({ ...house, watches: [] });
  await house.end(!done);
  console.log(done ? "\nEverything came out as it should." : "\nIt did not come out as it should; logs are in .rig/.");
  console.log("Pictures of each step are in screenshots/demo/.");
  return done;
}

/** Both people's windows, at the webmail's door, each with the name of its person. */
async function openWindows({ rig, alice, bob }: House): Promise<void> {
  const people = [alice, await bob()];
  for (const { mail, who } of people) {
    await mail.goto(rig.webmail.url);
    await mail.getByRole("textbox", { name: "Username" }).fill(who.address);
  }
  await Promise.all(people.map(({ browser }) => new Promise((resolve) => browser.context.once("close", resolve))));
}

async function standBy(): Promise<boolean> {
  const house = await openHouse({ album: "demo", headless: false });
  console.log(directions(house));
  await openWindows(house);
  await house.end();
  return true;
}

const done = await (headless ? walkAlone() : standBy());
process.exit(done ? 0 : 1);
