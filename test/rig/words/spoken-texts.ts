/** Reads from the sources which texts Waxwing says, for the catalogs and for the test that every one of them is there. */
import { readdirSync, readFileSync } from "node:fs";
import ts from "typescript";

/** `one` is there for texts that count. */
export interface SpokenText {
  readonly english: string;
  readonly one?: string;
  /** Below src. */
  readonly file: string;
}

export interface Speech {
  readonly texts: readonly SpokenText[];
  /** "file:line: what is wrong" for what no catalog could hold. */
  readonly faults: readonly string[];
}

const SPEAKERS: Readonly<Record<string, number>> = { say: 1, sayInLetter: 1, phrase: 1, sayCount: 2 };
/** Where words are said, and where `say` itself is written. */
const ROOMS = /^(?:pages|webmail|background|protocol)\//;

/** Attributes that people see or hear. */
const SPOKEN_ATTRIBUTES = new Set(["title", "alt", "placeholder", "label", "aria-label", "aria-description"]);

function literal(node: ts.Node | undefined): string | null {
  return node !== undefined && ts.isStringLiteralLike(node) ? node.text : null;
}

function isSilent(text: string): boolean {
  return !/\p{L}{2}/u.test(text);
}

/** Words that stand in the markup without being said. */
function bareWords(node: ts.Node): string | null {
  if (ts.isJsxText(node)) return isSilent(node.text) ? null : node.text.trim();
  if (!ts.isJsxAttribute(node) || node.initializer === undefined) return null;
  const text = SPOKEN_ATTRIBUTES.has(node.name.getText()) ? literal(node.initializer) : null;
  return text === null || isSilent(text) ? null : text;
}

class Reading {
  readonly texts: SpokenText[] = [];
  readonly faults: string[] = [];
  private readonly file: string;
  private readonly source: ts.SourceFile;

  constructor(file: string) {
    this.file = file;
    const kind = file.endsWith("x") ? ts.ScriptKind.TSX : ts.ScriptKind.TS;
    this.source = ts.createSourceFile(file, readFileSync(`src/${file}`, "utf8"), ts.ScriptTarget.Latest, true, kind);
    this.visit(this.source);
  }

  private fault(node: ts.Node, what: string): void {
    const { line } = this.source.getLineAndCharacterOfPosition(node.getStart());
    this.faults.push(`${this.file}:${line + 1}: ${what}`);
  }

  private hear(call: ts.CallExpression, speaker: string): void {
    const first = SPEAKERS[speaker] === 2 ? 1 : 0;
    const one = literal(call.arguments[first]);
    const english = first === 0 ? one : literal(call.arguments[2]);
    if (one === null || english === null) this.fault(call, `${speaker} wants its text as one plain string`);
    else this.texts.push({ english, file: this.file, ...(first === 1 && { one }) });
  }

  private readonly visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && ts.isIdentifier(node.expression) && Object.hasOwn(SPEAKERS, node.expression.text))
      this.hear(node, node.expression.text);
    const bare = bareWords(node);
    if (bare !== null) this.fault(node, `“${bare}” is not said in the reader's language`);
    ts.forEachChild(node, this.visit);
  };
}

/** Every text once, in the order of files and lines. */
export function spokenTexts(): Speech {
  const files = readdirSync("src", { recursive: true, encoding: "utf8" })
    .filter((file) => ROOMS.test(file) && /\.tsx?$/.test(file) && !file.endsWith("ui/phrase.tsx"))
    .toSorted();
  const readings = files.map((file) => new Reading(file));
  const texts = new Map<string, SpokenText>();
  for (const text of readings.flatMap((reading) => reading.texts)) {
    const name = `${text.one ?? ""}|${text.english}`;
    if (!texts.has(name)) texts.set(name, text);
  }
  return { texts: [...texts.values()], faults: readings.flatMap(({ faults }) => faults) };
}
