/** Marks what was found, in each document it stands in, without touching the documents. */

const ALL = "waxwing-found";
const CURRENT = "waxwing-current";

function viewOf(range: Range) {
  return range.startContainer.ownerDocument?.defaultView ?? null;
}

function unfold(range: Range): void {
  for (let element = range.startContainer.parentElement; element !== null; element = element.parentElement)
    if (element.localName === "details") element.setAttribute("open", "");
}

/** Takes every mark off that this page or a frame in it carries. */
export function clearMarks(roots: readonly Node[]): void {
  for (const root of roots) {
    const highlights = root.ownerDocument?.defaultView?.CSS.highlights;
    highlights?.delete(ALL);
    highlights?.delete(CURRENT);
  }
}

export function markAll(ranges: readonly Range[]): void {
  const views = new Set(ranges.map(viewOf));
  for (const view of views)
    view?.CSS.highlights.set(ALL, new view.Highlight(...ranges.filter((range) => viewOf(range) === view)));
}

/** Marks one place as the one in question and brings it into sight. */
export function markCurrent(range: Range): void {
  const view = viewOf(range);
  view?.CSS.highlights.set(CURRENT, new view.Highlight(range));
  unfold(range);
  range.startContainer.parentElement?.scrollIntoView({ block: "center", inline: "nearest" });
}
