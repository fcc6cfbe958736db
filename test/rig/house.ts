/** The practice mail house with its people at their browsers, and Waxwing in them. */
import { join, resolve } from "node:path";
import { browserIsPossible } from "./browser.ts";
import type { Holder } from "./certificates.ts";
import { type Elsewhere, startElsewhere } from "./elsewhere.ts";
import { grantHosts } from "./grant-hosts.ts";
import { arrive, type Person } from "./person.ts";
import { type Rig, rigIsPossible, type RigWishes, startRig } from "./rig.ts";

export const houseIsPossible = rigIsPossible && browserIsPossible;

/** Every port of this machine: the rig's webmail gets another one each time. */
export const GRANTED = ["http://localhost/*"];

export interface House {
  readonly rig: Rig;
  readonly elsewhere: Elsewhere;
  readonly alice: Person;
  /** Sits down at his own browser when he is first asked for. */
  bob(): Promise<Person>;
  /** Somebody at one more browser. The same profile again is the same browser, opened anew. */
  arrive(who: Holder, profile: string): Promise<Person>;
  end(failed?: boolean): Promise<void>;
}

export interface HouseWishes extends RigWishes {
  readonly headless?: boolean;
  /** Folder of the built extension; "dist/chrome" unless told. */
  readonly dist?: string;
}

export async function openHouse({
  headless = true,
  dist = "dist/chrome",
  ...wishes
}: HouseWishes = {}): Promise<House> {
  const rig = await startRig(wishes);
  try {
    // A person at a window answers the browser's own prompt; nobody can do that without one.
    const extension = headless ? grantHosts(dist, join(rig.life.folder, "extension"), GRANTED) : resolve(dist);
    const elsewhere = await startElsewhere(rig.life);
    const arrival = { extension, headless, ...(headless ? { proxy: elsewhere.proxy } : {}) };
    let bob: Promise<Person> | null = null;
    return {
      rig,
      elsewhere,
      alice: await arrive(rig, rig.certificates.alice, arrival),
      bob: () => (bob ??= arrive(rig, rig.certificates.bob, arrival)),
      arrive: (who, profile) => arrive(rig, who, { ...arrival, profile }),
      end: (failed = false) => rig.end(failed),
    };
  } catch (error) {
    await rig.end(true);
    throw error;
  }
}
