/** The claim every state of every page must keep. */
import type { Page } from "playwright-core";
import { expect } from "vitest";
import { accessibilityFaults, overflow } from "./axe.ts";
import { photograph } from "./theatre.ts";

/** Leaves a screenshot, then holds that axe-core objects to nothing and nothing sticks out sideways. */
export async function expectSound(page: Page, name: string): Promise<void> {
  await photograph(page, name);
  expect(await accessibilityFaults(page)).toEqual([]);
  expect(await overflow(page)).toEqual([]);
}
