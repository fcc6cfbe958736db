/** The parts of the manager, each at an address of its own. */
import { useEffect, useState } from "preact/hooks";
import { say } from "../../words/say.ts";

export const SECTIONS = ["welcome", "tool", "compose", "diagnostics"] as const;

export type Section = (typeof SECTIONS)[number];

export const SECTION_NAMES: Readonly<Record<Section, string>> = {
  welcome: say("First steps"),
  tool: say("Tool"),
  compose: say("Write"),
  diagnostics: say("Diagnostics"),
};

/** The section that a fragment names; the tool for any other. */
export function sectionOf(fragment: string): Section {
  const [name] = fragment.split("/");
  return SECTIONS.find((section) => `#${section}` === name) ?? "tool";
}

/** The unfinished letter that "#compose/…" names; null for none. */
export function letterIn(fragment: string): string | null {
  return /^#compose\/([0-9a-f-]{36})$/.exec(fragment)?.[1] ?? null;
}

/** The section the address names now. */
export function useSection(): Section {
  const [section, setSection] = useState(() => sectionOf(location.hash));
  useEffect(() => {
    const lifetime = new AbortController();
    const follow = (): void => setSection(sectionOf(location.hash));
    window.addEventListener("hashchange", follow, { signal: lifetime.signal });
    return () => lifetime.abort();
  }, []);
  return section;
}
