import type { Frame, Page } from "playwright-core";
import type { OpenedTheatre } from "./opened-theatre.ts";
import { frameOf, type Script } from "./theatre.ts";

/** Embeds a composer, and waits until a letter can be written in it. */
export type EmbedComposer = (script: Script, width?: number, dark?: boolean) => Promise<readonly [Page, Frame]>;

export function composersIn(theatre: OpenedTheatre, usualWidth = 900): EmbedComposer {
  return async (script, width = usualWidth, dark = false) => {
    const page = await theatre.embed("pages/composer/index.html", { script, width, dark, height: 720 });
    const frame = await frameOf(page, "composer");
    await frame.getByLabel("Message").waitFor();
    return [page, frame];
  };
}
