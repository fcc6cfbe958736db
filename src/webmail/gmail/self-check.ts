/** Notices that Gmail changed under Waxwing: something is evidently open that Waxwing does not find. */
import type { Misfit } from "../adapter.ts";
import { find, findAll, layerOf, type Place, SELECTORS } from "./selectors.ts";

/** Milliseconds that Gmail gets to draw what it opened. */
const PATIENCE = 4_000;

/** A fragment that ends with the id of a thread or message, in the older or the newer spelling. */
const OPEN_MESSAGE = /^#.*\/(?:[0-9a-f]{16}|[A-Za-z0-9]{28,})$/;
/** Signatures and absence notes are written in the same kind of editor. */
const SETTINGS = /^#settings\b/;

export interface Seen {
  readonly messages: number;
  readonly drafts: number;
}

type OnMisfit = (misfit: Misfit, lifetime: AbortSignal) => void;

/** Collapsed messages and what was just sent are in their place, though nothing is shown of them. */
function missesMessage(page: Document, { messages }: Seen): boolean {
  const { hash } = page.location;
  if (messages > 0 || !OPEN_MESSAGE.test(hash)) return false;
  const known = findAll(page, "message").some((element) => find(element, "body") !== null && element.checkVisibility());
  return !known && !findAll(page, "listRow").some((row) => row.checkVisibility());
}

function missesCompose(page: Document, { drafts }: Seen): boolean {
  if (drafts > 0 || SETTINGS.test(page.location.hash)) return false;
  return findAll(page, "anyEditor").some((editor) => editor.checkVisibility());
}

function missingOn(page: Document, seen: Seen): Misfit["missing"] | null {
  if (missesCompose(page, seen)) return "compose";
  return missesMessage(page, seen) ? "message" : null;
}

/** Which layer of each selector finds anything: of the page's structure, nothing of its content. */
export function diagnosticsOf(page: Document, missing: Misfit["missing"]): readonly string[] {
  const places = Object.keys(SELECTORS).filter((name): name is Place => name in SELECTORS);
  const thread = page.querySelector(".a98.iY") !== null ? "a98" : page.querySelector("table.Bs") !== null ? "Bs" : "?";
  const people = page.querySelector(".anm [role=listbox]") !== null ? "peoplekit" : "classic or none";
  const view = new URLSearchParams(page.location.search).get("view");
  return [
    `webmail: gmail`,
    `missing: ${missing}`,
    `view: ${view === "btop" ? view : "main"}`,
    `thread: ${thread}`,
    `recipients: ${people}`,
    ...places.map((place) => `${place}: ${layerOf(page, place)} of ${SELECTORS[place].length}`),
  ];
}

/** Call `look` whenever the page was looked at. One misfit at a time; it ends when the page is understood again. */
export function selfCheck(page: Document, onMisfit: OnMisfit, signal: AbortSignal): (seen: Seen) => void {
  let suspected: ReturnType<typeof setTimeout> | null = null;
  let told: AbortController | null = null;
  let last: Seen = { messages: 0, drafts: 0 };
  const confirm = (): void => {
    suspected = null;
    const missing = missingOn(page, last);
    if (missing === null || told !== null || signal.aborted || page.visibilityState === "hidden") return;
    told = new AbortController();
    onMisfit({ missing, diagnostics: () => diagnosticsOf(page, missing) }, AbortSignal.any([signal, told.signal]));
  };
  return (seen) => {
    last = seen;
    const missing = missingOn(page, seen);
    if (missing === null) {
      told?.abort();
      told = null;
    } else if (told === null) suspected ??= setTimeout(confirm, PATIENCE);
  };
}
