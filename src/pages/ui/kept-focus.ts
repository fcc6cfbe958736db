/**
 * What has the focus may go: a chip that is taken out, a note that is understood, a row that moves. A browser then leaves
 * the focus nowhere, and a keyboard or a screen reader starts again at the top. Here it goes to what stands nearest.
 */
const STOPS = "a[href], button, input, select, textarea, summary, [tabindex], [contenteditable=true]";

interface Place {
  readonly around: Element;
  /** How many stops came before it in there. */
  readonly index: number;
}

function stopsIn(around: Element): readonly HTMLElement[] {
  return [...around.querySelectorAll<HTMLElement>(STOPS)].filter(
    (stop) => stop.checkVisibility() && stop.tabIndex >= 0 && !stop.matches(":disabled, [inert] *, [hidden] *"),
  );
}

/** From the nearest element around it outwards. */
function placesOf(element: Element): readonly Place[] {
  const places: Place[] = [];
  for (let around = element.parentElement; around !== null; around = around.parentElement) {
    const before = [...around.querySelectorAll(STOPS)].filter(
      (stop) => stop.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING,
    );
    places.push({ around, index: stopsIn(around).filter((stop) => before.includes(stop)).length });
  }
  return places;
}

function nearest(places: readonly Place[]): HTMLElement | null {
  for (const { around, index } of places) {
    if (!around.isConnected) continue;
    const stops = stopsIn(around);
    const stop = stops[Math.min(index, stops.length - 1)];
    if (stop !== undefined) return stop;
  }
  return null;
}

/** For as long as the page is open. */
export function keepFocus(page: Document): void {
  let last: Element | null = null;
  let places: readonly Place[] = [];
  page.addEventListener("focusin", ({ target }) => {
    if (!(target instanceof Element)) return;
    last = target;
    places = placesOf(target);
  });
  // A press on nothing takes the focus away, as it should.
  page.addEventListener("pointerdown", ({ target }) => {
    if (target instanceof Node && last?.contains(target) === false) last = null;
  });
  const restore = (): void => {
    if (last === null || last.isConnected || page.activeElement !== page.body || !page.hasFocus()) return;
    last = null;
    nearest(places)?.focus();
  };
  new MutationObserver(restore).observe(page.body, { childList: true, subtree: true });
}
