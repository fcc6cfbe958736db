/** docs/speed.md: what was measured takes the place of what stood there, and every other section stays. */

/** Lines from one heading of the second level to the next, the heading first; what stands before the first is none. */
export function sectionsOf(report: string): readonly (readonly string[])[] {
  const sections: string[][] = [];
  for (const line of report.split("\n"))
    if (line.startsWith("## ")) sections.push([line]);
    else sections.at(-1)?.push(line);
  return sections;
}

/** `titles`: every section's heading, in the order of the report. One that was never measured is left out. */
export function mergedReport(
  head: readonly string[],
  titles: readonly string[],
  measured: readonly (readonly string[])[],
  before: string,
): string {
  const known = new Map([...sectionsOf(before), ...measured].map((lines) => [lines[0], lines]));
  const lines = titles.flatMap((title) => [...(known.get(title) ?? [])]);
  return [...head, ...lines, ""].join("\n").replace(/\n+$/, "\n");
}
