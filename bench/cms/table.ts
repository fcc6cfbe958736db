/** The comparison as a table, for a terminal and for the documentation. */
import type { Timing } from "./cases.ts";

const ratio = (time: number | null, bare: number): string => (time === null ? "–" : (time / bare).toFixed(2));

function verdict({ most, bare, ours }: Timing): string {
  if (most === null) return "–";
  return `${ours / bare <= most ? "≤" : "**>**"} ${most}`;
}

/** `openSsl`: milliseconds by size and case; null where it was not measured. */
export function cmsTable(timings: readonly Timing[], openSsl: ReadonlyMap<string, number> | null): readonly string[] {
  const head = openSsl
    ? [
        "| CMS | content | bare, ms | Waxwing, ms | ratio | goal | PKI.js, ratio | OpenSSL, ms |",
        "|---|---|---|---|---|---|---|---|",
      ]
    : ["| CMS | content | bare, ms | Waxwing, ms | ratio | goal | PKI.js, ratio |", "|---|---|---|---|---|---|---|"];
  const rows = timings.map((timing) => {
    const { name, size, bare, ours, peer } = timing;
    const cells = [name, size, bare.toFixed(2), ours.toFixed(2), ratio(ours, bare), verdict(timing), ratio(peer, bare)];
    const other = openSsl?.get(`${size} ${name}`);
    return `| ${[...cells, ...(openSsl ? [other?.toFixed(1) ?? "–"] : [])].join(" | ")} |`;
  });
  return [...head, ...rows];
}
