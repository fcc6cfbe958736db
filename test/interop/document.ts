/** Writes the matrix as Markdown: the same octets for the same results. */
import type { Cell, JudgedSection } from "./matrix.ts";
import type { PfxRow } from "./pkcs12-makers.ts";
import type { PfxReading } from "./pkcs12-readers.ts";
import { tidyReason } from "./reason.ts";

export interface Results {
  readonly versions: readonly string[];
  readonly parties: readonly string[];
  readonly absent: readonly string[];
  readonly sections: readonly JudgedSection[];
  readonly files: readonly PfxRow[];
  readonly readings: readonly PfxReading[];
}

const INTRODUCTION = `# Interoperability

Written by \`npm run interop\`, from one run on one machine; nobody edits it by hand. Every cell is one message or file made
by one program and opened by the other, in a throw-away home with keys made for the run: the content has to come out
whole, signatures have to verify up to the authority that issued the certificates, and Waxwing has to name the algorithms
that were used. Waxwing is run by the words of its command line.

- *reads*: the other program opens what Waxwing wrote. *writes*: Waxwing opens what the other program wrote.
- **ok**: it did. **–**: Waxwing reads this but does not write it.
- **no (1)**: the other program cannot; the note has its own words, or which option its manual lacks. For *reads* the
  note also says what shows that Waxwing's message is not at fault: a cell counts as the program's lack only if the
  program refuses every other message of that kind too, its own included, or if nobody else here writes any.
- **wrong**: Waxwing failed. There must be none.

Nothing here proves X25519: none of these programs can use it in a message. Left out for the same reason: ML-KEM and
ML-DSA as the standards have them, X448, Ed448 and ChaCha20-Poly1305.
`;

class Notes {
  readonly #numbers = new Map<string, number>();

  numberOf(text: string): number {
    const number = this.#numbers.get(text) ?? this.#numbers.size + 1;
    this.#numbers.set(text, number);
    return number;
  }

  list(): string {
    return [...this.#numbers].map(([text, number]) => `${number}. ${text}`).join("\n");
  }
}

/** Angle brackets and bars mean something in Markdown. */
function plain(text: string): string {
  return text
    .replaceAll("|", "/")
    .replace(/<([^>]*)>/g, "($1)")
    .replaceAll("*", "\\*");
}

function cellText(party: string, cell: Cell, notes: Notes): string {
  switch (cell.kind) {
    case "ok":
      return "ok";
    case "not-written":
      return "–";
    case "lacking": {
      const proof = cell.proof === "it does not write it" ? "" : ` – ${cell.proof}`;
      return `no (${notes.numberOf(`${party}: ${plain(tidyReason(cell.reason))}${proof}`)})`;
    }
    case "wrong":
      return `**wrong** (${notes.numberOf(`${party}: ${plain(tidyReason(cell.reason))}`)})`;
  }
}

function line(cells: readonly string[]): string {
  return `| ${cells.join(" | ")} |`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}

function sectionText({ title, rows }: JudgedSection, parties: readonly string[], notes: Notes): string {
  const head = ["", ...parties.flatMap((party) => [`${party} reads`, `${party} writes`])];
  const body = rows.map(({ label, cells }) => [
    label,
    ...parties.flatMap((party) => {
      const cell = cells.get(party);
      return cell ? [cellText(party, cell.reads, notes), cellText(party, cell.writes, notes)] : ["", ""];
    }),
  ]);
  return `## ${title}\n\n${table(head, body)}\n`;
}

function allCells({ sections, files, readings }: Results): readonly Cell[] {
  const ofRows = sections.flatMap(({ rows }) => rows.flatMap(({ cells }) => [...cells.values()]));
  return [
    ...ofRows.flatMap(({ reads, writes }) => [reads, writes]),
    ...files.map(({ cell }) => cell),
    ...readings.flatMap(({ cells }) => [...cells.values()]),
  ];
}

export function countOf(results: Results, kind: Cell["kind"]): number {
  return allCells(results).filter((cell) => cell.kind === kind).length;
}

function summary(results: Results): string {
  const absent = results.absent.length === 0 ? "" : `\nNot installed on this machine: ${results.absent.join(", ")}.\n`;
  const counts = table(
    ["ok", "the other program cannot", "not written by Waxwing", "wrong"],
    [(["ok", "lacking", "not-written", "wrong"] as const).map((kind) => String(countOf(results, kind)))],
  );
  return `${results.versions.map((version) => `- ${version}`).join("\n")}\n${absent}\n${counts}\n`;
}

function readingsText(readings: readonly PfxReading[], notes: Notes): string {
  const names = [...new Set(readings.flatMap(({ cells }) => [...cells.keys()]))];
  const rows = readings.map(({ label, cells }) => [
    label,
    ...names.map((name) => {
      const cell = cells.get(name);
      return cell ? cellText(name, cell, notes) : "";
    }),
  ]);
  return `## PKCS #12 files that Waxwing writes\n\n${table(["", ...names.map((name) => `${name} opens it`)], rows)}\n`;
}

export function writeDocument(results: Results): string {
  const notes = new Notes();
  const sections = results.sections.map((section) => sectionText(section, results.parties, notes));
  const files = results.files.map(({ maker, label, cell }) => [maker, label, cellText(maker, cell, notes)]);
  const made = `## PKCS #12 files that others write\n\n${table(["made by", "", "Waxwing opens it"], files)}\n`;
  const written = readingsText(results.readings, notes);
  return [INTRODUCTION, summary(results), ...sections, made, written, `## Notes\n\n${notes.list()}\n`].join("\n");
}
