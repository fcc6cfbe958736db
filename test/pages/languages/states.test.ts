/** Every surface in every language: nothing sticks out, nothing is cut off; axe-core objects to nothing. */
import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { entriesFor, LANGUAGES, type Messages, readCatalog } from "../../rig/words/catalog.ts";
import { pseudoCatalog } from "../../rig/words/pseudo-language.ts";
import { spokenTexts } from "../../rig/words/spoken-texts.ts";
import { reports } from "../stage/actors.ts";
import { accessibilityFaults, overflow } from "../stage/axe.ts";
import { composing, content, mark, unlocked } from "../stage/frame-script.ts";
import { diagnostics, writing } from "../stage/manager-script.ts";
import { openedTheatre } from "../stage/opened-theatre.ts";
import { firstRun, furnished } from "../stage/popup-script.ts";
import { photograph, type Script, theatreIsPossible } from "../stage/theatre.ts";
import { clipped, unfold, unsaid } from "./fitting.ts";

interface Scene {
  readonly name: string;
  readonly path: string;
  readonly script: Script;
  /** There as soon as the scene is set, in every language. */
  readonly sign: string;
  readonly embedded?: true;
}

const SCENES: readonly Scene[] = [
  { name: "popup-first-run", path: "popup/index.html", script: firstRun, sign: ".drop" },
  { name: "popup", path: "popup/index.html", script: furnished, sign: ".row-title" },
  { name: "welcome", path: "manager/index.html#welcome", script: firstRun, sign: "main" },
  {
    name: "diagnostics",
    path: "manager/index.html#diagnostics",
    script: { "diagnostics/report": diagnostics } as Script,
    sign: "main",
  },
  { name: "compose", path: "manager/index.html#compose", script: writing, sign: "main" },
  { name: "composer", path: "composer/index.html", script: composing, sign: ".head-lines", embedded: true },
  {
    name: "viewer",
    path: "viewer/index.html",
    script: { "viewer/redeem": { report: reports.verifiedAndEncrypted, content, alone: false, vault: unlocked, mark } },
    sign: "h2",
    embedded: true,
  },
];

const PSEUDO = pseudoCatalog(entriesFor("en", spokenTexts().texts));
const SPOKEN: readonly (readonly [language: string, catalog: Messages])[] = [
  ...LANGUAGES.map((language) => [language, readCatalog(language)] as const),
  ["pseudo", PSEUDO],
];
/** Letters, lengths and directions differ; names, roles and colours do not: the longest words, and from right to left. */
const EXAMINED = ["de", "ar"];
/** The popup's own width. */
const NARROW = 380;
const SIZE = /^[\d.,]+ (?:bytes?|[kMG]B)$/;
/** The same everywhere. */
const NAMES = ["Waxwing", "SHA", "Quad", "Cloudflare", "Google"];
const FINGERPRINT = /(?: [0-9A-F]{4}){8,}$/;
/** Intl's, which has no pseudo-language. */
const MOMENT = /^\w{3}, \d{1,2} \w+ \d{4} at \d\d:\d\d \S+$/;
const KEYS = /^\((?:Ctrl|Shift|\+|.)+\)$/;

/** Names, addresses and the like, whose words are all among what the worker told; sizes and keys of the keyboard. */
function isGiven(text: string, script: Script): boolean {
  const given = JSON.stringify(script, (_, value) => (typeof value === "function" ? value.toString() : value));
  const words = text.match(/\p{L}{2,}/gu) ?? [];
  return (
    SIZE.test(text) ||
    MOMENT.test(text) ||
    FINGERPRINT.test(text) ||
    KEYS.test(text) ||
    words.every((word) => NAMES.includes(word) || given.includes(word))
  );
}

describe.skipIf(!theatreIsPossible)("in every language", () => {
  const theatre = openedTheatre();

  const set = async ({ path, script, sign, embedded }: Scene, catalog: Messages): Promise<Page> => {
    const setting = { script, width: NARROW, height: 760, catalog };
    const page = await (embedded ? theatre.embed(`pages/${path}`, setting) : theatre.show(`pages/${path}`, setting));
    const frame = page.frames().find((candidate) => candidate.url().includes(`/pages/${path}`)) ?? page.mainFrame();
    await frame.locator(sign).first().waitFor();
    await unfold(page);
    return page;
  };

  describe.each(SPOKEN)("%s", (language, catalog) => {
    it.each(SCENES)("$name has room for its words", async (scene) => {
      const page = await set(scene, catalog);
      await photograph(page, `language-${language}-${scene.name}`);
      expect(await overflow(page)).toEqual([]);
      expect(await clipped(page)).toEqual([]);
      if (EXAMINED.includes(language)) expect(await accessibilityFaults(page)).toEqual([]);
    });

    it("every component has room for its words", async () => {
      const page = await theatre.show("components/pages/index.html", { script: {}, width: NARROW, catalog });
      await unfold(page);
      await photograph(page, `language-${language}-components`);
      expect(await overflow(page)).toEqual([]);
      expect(await clipped(page)).toEqual([]);
    });
  });

  it.each(SCENES)("$name says nothing past the catalogs", async (scene) => {
    const page = await set(scene, PSEUDO);
    expect((await unsaid(page)).filter((text) => !isGiven(text, scene.script))).toEqual([]);
  });
});
