import { afterAll, beforeAll } from "vitest";
import { type Setting, Theatre } from "./theatre.ts";

export type OpenedTheatre = Pick<Theatre, "show" | "embed">;

/** A theatre for the tests of the `describe` that this is called in. */
export function openedTheatre(): OpenedTheatre {
  let theatre: Theatre;
  beforeAll(async () => {
    theatre = await Theatre.open();
  }, 120_000);
  afterAll(() => theatre.close());
  return {
    show: (path: string, setting: Setting) => theatre.show(path, setting),
    embed: (path: string, setting: Setting) => theatre.embed(path, setting),
  };
}
